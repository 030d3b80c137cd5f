# %% [markdown]
# # How sure is it?
#
# A probability looks exact. This notebook shows what stands behind one: how far it hangs on
# estimates, how the library says "I don't know", and what a test of the model against itself can
# tell, and what it can't. All runners here were asked about warning signs first, and had none.

# %%
import heavylegs as hl
from heavylegs import plot
from heavylegs.types import Calibration

engine = hl.Engine()
asked = {sign.observation: False for sign in engine.assess({}).unasked_screen}

# %% [markdown]
# ## Low and high
#
# Most numbers in the knowledge base are estimates. Each has an uncertainty: a measured number may
# be off by a factor of 1.25, an estimate by 2, a guess by 3. The library draws all numbers it has
# used anew, 64 times, and looks where the probability lands. `low` and `high` leave out about a
# tenth of the draws at either end.

# %%
desk = hl.Evidence(
    asked,
    side="both_alike",
    course_in_run="heavy_then_clears",
    sitting_hours_today=9,
)
assessment = engine.assess(desk)
for cause in assessment.causes:
    assert cause.low is not None
    assert cause.high is not None
    assert cause.low <= cause.probability <= cause.high
plot.causes(assessment)

# %% [markdown]
# So the range answers this question: *if the experts' numbers were a bit different, would I be
# told something else?* It is no confidence interval. It does not know what nobody has thought of.
#
# The draws are the same each time: ask twice, and you get the same range.

# %%
assert engine.assess(desk) == assessment

# %% [markdown]
# `first_place_survives` is the share of draws in which the same cause came first.

# %%
assert assessment.first_place_survives is not None
print(f"The first place survives in {assessment.first_place_survives:.0%} of the draws.")
assert assessment.first_place_survives < 1

# %% [markdown]
# More facts that agree make it sturdier. This runner did half as much again as usual, took no
# rest day, and the legs stay heavy for days.

# %%
overdone = hl.Evidence(
    asked,
    side="both_alike",
    course_in_run="heavy_throughout",
    after_run="lasts_days",
    week_load_ratio=1.5,
    rest_days_in_10=0,
    resting_heart_rate_up=True,
)
sturdy = engine.assess(overdone)


def width(cause: hl.CauseResult) -> float:
    """Return how wide the range of a cause is."""
    assert cause.low is not None
    assert cause.high is not None
    return cause.high - cause.low


assert sturdy.first_place_survives == 1.0
assert width(sturdy.causes[0]) < width(assessment.causes[0])
plot.causes(sturdy)

# %% [markdown]
# Ranges take about half of the time. A pipeline that does not need them leaves them out. The
# probabilities are the same; the ranges are then unknown, not zero.

# %%
fast = engine.assess(desk, stability=False)
assert fast.causes[0].low is None
assert fast.causes[0].probability == assessment.causes[0].probability

# %% [markdown]
# ## Too little to go on
#
# One answer is not enough to name anything, whatever the numbers say. Then the library says so
# and names nothing. General advice is still given.

# %%
little = engine.assess(hl.Evidence(asked, side="both_alike"))
assert little.coverage.state == "insufficient"
assert not little.coverage.names_a_leader
assert not little.shown_causes()
assert little.recommendations
plot.coverage(little)

# %% [markdown]
# Nothing may stand out even when enough is known. An ordinary off-day is a valid answer, and it
# has a probability of its own.

# %%
ordinary = hl.Evidence(
    asked,
    side="both_alike",
    lasting="this_run",
    sleep_hours_last_night=8,
    sitting_hours_today=1,
    week_load_ratio=1.0,
    rest_days_in_10=3,
    muscles_tender=False,
    tired_all_day=False,
    wakes_unrefreshed=False,
    cold_or_flu_symptoms=False,
    burning_and_out_of_breath=False,
)
off_day = engine.assess(ordinary)
assert off_day.coverage.state == "sufficient"
assert not off_day.coverage.names_a_leader
assert off_day.none_of_these is not None
assert assessment.none_of_these is not None
assert off_day.none_of_these > assessment.none_of_these
print(f"None of these: {off_day.none_of_these:.0%}")

# %% [markdown]
# ## The model against itself
#
# A simulator draws runners *from the knowledge base*: first which causes are at work, then what
# such a runner would truthfully answer. Since we know what was drawn, we can look whether it is
# found. Here is one of them.

# %%
simulator = hl.Simulator(engine, seed=1)
runner = simulator.runner(3)
print("At work:", ", ".join(runner.causes) or "nothing")
print(len(runner.answers), "answers")
assert simulator.runner(3) == runner, "all draws follow from the seed"

# %% [markdown]
# **Calibration.** Of all times the model says "about 30 %", is the cause at work in 30 of 100? We
# ask 3,000 simulated runners everything.

# %%
calibration = simulator.calibration(3_000)


def reliability(result: Calibration) -> None:
    """Print what was predicted beside what was true."""
    print("predicted   at work   predictions")
    for row in result.rows:
        print(f"{row.predicted:9.1%} {row.observed:9.1%} {row.count:13,}")


reliability(calibration)
assert all(abs(row.difference) < 0.05 for row in calibration.rows)

# %% [markdown]
# Both columns agree: *if the knowledge base is right*, a posterior means what it says. And the
# answers are worth asking for: compared with the priors alone, the mean squared error falls by
# nearly half.

# %%
assert 0.4 < calibration.skill < 0.55
print(f"skill: {calibration.skill:.2f}")

# %% [markdown]
# Real life is less tidy. Vague complaints come in bunches: who slept badly is tired *and* in low
# spirits *and* sore. The model takes them for independent witnesses. If we simulate such bunches,
# high probabilities turn out to be too high.

# %%
bunched = hl.Simulator(engine, seed=1, correlated=0.5).calibration(3_000)
too_sure = [row for row in bunched.rows if 0.5 <= row.from_ < 0.9]
assert all(row.difference < -0.02 for row in too_sure)
[likely] = [row for row in bunched.rows if row.from_ <= 0.75 < row.below]
assert 0.6 < likely.observed < 0.72
reliability(bunched)

# %% [markdown]
# Read a "likely" of 75 % as two in three, then. Each report says that its numbers are careful
# estimates.
#
# **Recovery.** Is a cause found in runners who have it? *Found* means that it is among the first
# three, or at least five times as probable as before.

# %%
recovery = simulator.recovery(["residual_fatigue", "iron_deficiency", "vitamin_d"], runners=200)
for one in recovery.causes:
    others = one.causes_on - 1
    print(f"{one.cause}: found {one.found:.0%}, first {one.first:.0%}; {others:.1f} others at work")
found = {one.cause: one.found for one in recovery.causes}
assert found["residual_fatigue"] > 0.8
assert found["vitamin_d"] < 0.6

# %% [markdown]
# Tiredness from training has a clear picture. A lack of vitamin D has none: it aches a little, as
# so much does, and only a blood value tells. The model can't be better than the facts. What it
# can do is to let such a cause rise without letting it lead.
#
# A cause that is at work is often not the first on the list, and nothing is wrong: on average
# more than one other cause is at work in the same runner.

# %%
assert all(one.causes_on > 2 for one in recovery.causes)

# %% [markdown]
# ## What all this can't say
#
# It can't say that the knowledge base is *right*. To see that, let us add nonsense: the full moon
# as a strong cause of heavy legs.

# %%
MOON = {
    "causes/moon_full_moon.toml": """
family = "mind"
horizon = "days"
prior = { value = 0.2, source = "guess" }
[factors]
source = "guess"
moon_was_full = "very_strong"
[symptoms]
source = "guess"
moon_restless_night = "common"
""",
    "observations/moon.toml": """
[moon_was_full]
kind = "factor"
share = 0.1
source = "guess"
[moon_restless_night]
kind = "symptom"
base = 0.3
source = "guess"
""",
    "texts/en/moon.toml": """
[causes.moon_full_moon]
name = "the full moon"
summary = "Nothing links the moon to heavy legs. This entry is nonsense, on purpose."
[observations.moon_was_full]
title = "Full moon"
question = "Was the moon full last night?"
present = "full moon"
absent = "no full moon"
[observations.moon_restless_night]
title = "Restless night"
question = "Was the night restless?"
present = "a restless night"
absent = "a calm night"
""",
}
nonsense = hl.Engine(hl.KnowledgeBase().overlaid("moon", MOON))
probability = nonsense.posteriors({"moon_was_full": True, "moon_restless_night": True})
assert probability["moon_full_moon"] > 0.8

# %% [markdown]
# The model is now more than 80 % sure of nonsense. And against itself it is as well calibrated as
# before:

# %%
fooled = hl.Simulator(nonsense, seed=1).calibration(3_000)
assert all(abs(row.difference) < 0.05 for row in fooled.rows)
assert fooled.miscalibration < 0.002
print(f"off by {fooled.miscalibration:.2%} on average, before {calibration.miscalibration:.2%}")

# %% [markdown]
# Simulation finds faults in the arithmetic. Faults in the knowledge are found by sources, by
# people who read the entries, and by real runners. How the library fares on a few real cases, and
# how little they prove, is told in `docs/self-check.md` and `docs/evaluation.md`. Until many more
# have been looked at: *possible contributors*, never a diagnosis.
