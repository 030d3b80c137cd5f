# %% [markdown]
# # Follow one runner for four weeks
#
# The diary of a coach. Ana is 34 and made up. She has run for more than three years. On four
# Sundays she tells what she knows, and her watch and her training log add what they know. Each
# week we look at three things: is anything urgent, what has changed, and what is to be done until
# next Sunday.
#
# The library keeps nothing. What was said last week is in our diary, and we hand it over again.

# %%
from datetime import date

import heavylegs as hl
from heavylegs import plot
from heavylegs.ids import LongFinding

engine = hl.Engine()


def log(value: float, days_ago: float = 0) -> LongFinding:
    """Return a number of the training log."""
    return {"value": value, "origin": "log", "days_ago": days_ago}


def watch(value: float, days_ago: float = 0) -> LongFinding:
    """Return a reading of the watch."""
    return {"value": value, "origin": "device", "days_ago": days_ago}


# %% [markdown]
# What stays the same, and the warning signs. Ana is asked about these **every** week, and has
# none. An answer to one of them grows old within days, so last week's "no" is no answer today.

# %%
about_ana = hl.Evidence(sex="female", age_years=34, running_months=40)
signs = [sign.observation for sign in engine.assess(about_ana).unasked_screen]
no_warning_signs = dict.fromkeys(signs, False)
this_sunday = about_ana | no_warning_signs

last_week = {sign: {"value": False, "days_ago": 7} for sign in signs}
assert len(engine.assess(about_ana | last_week).expired) == len(signs)

# %% [markdown]
# ## First Sunday: too much at once
#
# Ana has run half as much again as usual, without a rest day. Her legs are heavy from the first
# step. Her resting pulse has been up for days; the last reading is of yesterday, so `days_ago` is
# 1.

# %%
week_1 = hl.Evidence(
    this_sunday,
    side="both_alike",
    lasting="days",
    course_in_run="heavy_throughout",
    after_run="lasts_days",
    week_load_ratio=log(1.5),
    rest_days_in_10=log(0),
    sleep_hours_week=watch(6.4),
    resting_heart_rate_up={"value": True, "origin": "device", "days_ago": 1},
)
first = engine.assess(week_1)
assert first.urgency == hl.Urgency.SELF_CARE
assert not first.unasked_screen
assert not first.pending_red_flags
first

# %% [markdown]
# Nothing urgent. Tired legs from training lead, clearly, and we can say why.

# %%
[leader, *_] = first.shown_causes()
assert leader.id == "residual_fatigue"
assert leader.low is not None
assert leader.low > 0.5
plot.evidence(first, leader)

# %% [markdown]
# Ana asks what her missing rest days do to this. `what_if` shows what an **answer** does. It is
# no advice to answer otherwise than it is, and it does not promise that one rest day will lower a
# risk by so much.

# %%
what_if = engine.what_if(week_1, {"rest_days_in_10": 2})
print(what_if.text)
change = what_if.difference.causes[0]
assert change.id == leader.id
assert change.before is not None
assert change.after is not None
assert change.after < change.before
assert what_if.before == first, "nothing was changed but the question"

# %% [markdown]
# We agree on an easy week.

# %%
advice = first.recommendations[0]
assert advice.id == "easy_week"
print(advice.name, *advice.steps, sep="\n- ")

# %% [markdown]
# ## Second Sunday: it helped
#
# The log shows less running and three rest days, the resting pulse is back to normal, and Ana
# says that the easy week helped. `follow_up` compares the two Sundays. That advice helped is
# never worked out from probabilities: Ana has to say so.

# %%
week_2 = hl.Evidence(
    this_sunday,
    side="both_alike",
    lasting="weeks_1_to_4",
    course_in_run="heavy_throughout",
    after_run="gone_same_day",
    trend="better",
    week_load_ratio=log(0.6),
    rest_days_in_10=log(3),
    sleep_hours_week=watch(7.4),
    resting_heart_rate_up={"value": False, "origin": "device", "days_ago": 0},
    response_to_rest="helped",
)
second = engine.follow_up(week_1, week_2, tried={"easy_week": 7})
[easy_week] = second.tried
assert easy_week.outcome == "helped"
assert second.now.urgency == hl.Urgency.SELF_CARE
print(second.text)

# %% [markdown]
# Had she not said so, we would have to ask, and the library tells us which question.

# %%
not_said = engine.follow_up(week_1, week_2.without("response_to_rest"), tried={"easy_week": 7})
assert not_said.tried[0].outcome == "unknown"
assert not_said.tried[0].ask is not None
print(not_said.tried[0].ask.question)

# %% [markdown]
# No cause leads this week. That is good news, not a gap: enough is known, and nothing stands out.

# %%
assert second.now.coverage.state == "sufficient"
assert not second.now.coverage.names_a_leader

# %% [markdown]
# ## Third Sunday: a red flag
#
# Ana has flown home, and since yesterday one lower leg is swollen and the calf is tender deep
# inside. Now nothing else matters. The assessment puts first what is to be done today and leaves
# the rest out. It names no disease, and neither do we.

# %%
week_3 = hl.Evidence(
    this_sunday,
    side="one_leg",
    lasting="days",
    one_leg_swollen=True,
    calf_tender_one_leg=True,
    travel_over_4_h=True,
    week_load_ratio=log(0.9),
)
third = engine.follow_up(week_2, week_3)
assert third.now.urgency == hl.Urgency.SAME_DAY
assert third.now.activity == hl.Activity.NO_RUNNING_UNTIL_SEEN
assert not third.now.shown_causes()
third.now

# %% [markdown]
# A coach who can read "one leg is swollen" does three things: calls Ana now, asks what stands
# under *Please also answer*, and plans no run until someone has looked at it. That holds whatever
# else is known about her training: a rule set this, and no number outvotes it.

# %%
assert third.now.urgency_floor == hl.Urgency.SAME_DAY
tired_too = hl.Evidence(week_3, rest_days_in_10=0, after_run="lasts_days", performance_falling=True)
more = engine.assess(tired_too)
assert more.urgency >= third.now.urgency
questions = [question.question for flag in third.now.pending_red_flags for question in flag.ask]
assert questions
plot.causes(third.now)

# %% [markdown]
# ## Fourth Sunday: back at the desk
#
# Ana was seen the same day, the leg was looked at, and she was told she may run again. The
# swelling is gone. The library knows nothing of that visit: it knows only what is true today. Had
# nobody looked at the leg, "the swelling is gone" would be no reason to run: what was said on the
# third Sunday would still stand.
#
# Her legs are now heavy for the first quarter of an hour, after long days at the desk. She also
# tells that the heaviness comes with her cycle, which she would rather not discuss with her
# coach.

# %%
week_4 = hl.Evidence(
    this_sunday,
    side="both_alike",
    lasting="days",
    course_in_run="heavy_then_clears",
    one_leg_swollen=False,
    calf_tender_one_leg=False,
    sitting_hours_today=9,
    week_load_ratio=log(0.9),
    rest_days_in_10=log(2),
    sleep_hours_week=watch(7.2),
    has_periods="yes",
    comes_with_the_cycle=True,
)
fourth = engine.follow_up(week_3, week_4)
assert fourth.now.urgency == hl.Urgency.SELF_CARE
assert fourth.now.causes[0].id == "prolonged_sitting"
print(fourth.text)

# %% [markdown]
# What Ana reads on her own screen is all of it. What her coach reads is another assessment, made
# with `redact_sensitive`: without reasons and causes that touch on periods, mood, alcohol,
# medicines and the like. How urgent it is stays as it is. Ask Ana before a coach sees anything at
# all.

# %%
for_the_coach = engine.assess(week_4, redact_sensitive=True)
assert "comes_with_the_cycle" in fourth.now.to_json()
assert "comes_with_the_cycle" not in for_the_coach.to_json()
assert for_the_coach.urgency == fourth.now.urgency
assert engine.assess(week_3, redact_sensitive=True).urgency == third.now.urgency

hidden = {cause.id for cause in fourth.now.causes} - {cause.id for cause in for_the_coach.causes}
assert hidden == {"menstrual_phase"}
assert engine.knowledge.causes["menstrual_phase"].sensitive

# %% [markdown]
# ## The four weeks side by side
#
# `assess_many` takes all weeks at once, on several threads, and `to_dicts` makes rows of plain
# values: what any data frame is made of. The order is that of the evidence.

# %%
sundays = [date(2026, 5, day) for day in (3, 10, 17, 24)]
assert {sunday.isoweekday() for sunday in sundays} == {7}
weeks = [week_1, week_2, week_3, week_4]
view = engine.assess_many(weeks, redact_sensitive=True)
rows = view.to_dicts()
assert list(view) == [engine.assess(week, redact_sensitive=True) for week in weeks]
assert [row["urgency"] for row in rows] == ["self_care", "self_care", "same_day", "self_care"]
assert [row["leader"] for row in rows] == ["residual_fatigue", None, None, "prolonged_sitting"]

for sunday, row in zip(sundays, rows, strict=True):
    leader_id = row["leader"] or "none named"
    print(f"{sunday:%d %b}  {row['urgency']:<9}  {row['activity']:<21}  {leader_id}")

# %% [markdown]
# The urgency stands first in our table too. The chart of the season leaves the third Sunday to
# its red flag: no contributor is drawn where something else came first.

# %%
season = dict(zip(sundays, view, strict=True))
plot.season(season)

# %% [markdown]
# How much was known on each Sunday:

# %%
plot.coverage(season)

# %% [markdown]
# ## What we keep
#
# The evidence of each week, as JSON, in the diary that we have anyway. It is data about health:
# Ana may ask for it, and have it deleted. An assessment need not be kept: evidence and the hash
# of the knowledge give it again.

# %%
diary = [week.to_json() for week in weeks]
again = engine.assess_many([hl.Evidence.from_json(page) for page in diary], redact_sensitive=True)
assert again == view
