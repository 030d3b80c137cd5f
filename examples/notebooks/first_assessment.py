# %% [markdown]
# # A first assessment
#
# A runner says: *my legs are heavy*. Which causes can be at work, what speaks for each, and what
# is to be done? This notebook asks a few questions, reads the answer in the order in which a
# runner should see it, and then looks at the numbers behind it.
#
# heavylegs gives general information. It is no diagnosis, and most of its numbers are estimates
# by experts: nobody has counted why runners' legs are heavy. It is for adults, and not for
# emergencies.

# %%
import heavylegs as hl
from heavylegs import plot

# %% [markdown]
# ## What is known
#
# Evidence is what one runner has told us at one moment. Each answer goes by the id of a question.
# An editor completes the ids, and a type checker knows which answers fit.

# %%
told = hl.Evidence(
    side="both_alike",
    lasting="days",
    course_in_run="heavy_then_clears",
    sitting_hours_today=9,
)
told

# %% [markdown]
# What was not asked is **unknown**. That is not the same as "no": an unknown answer changes
# nothing, to the last bit, while a "no" does.

# %%
engine = hl.Engine()
unasked = engine.posteriors(told)
assert engine.posteriors(told | {"muscles_tender": None}) == unasked

denied = engine.posteriors(told | {"muscles_tender": False})
assert denied["eccentric_soreness"] < unasked["eccentric_soreness"]

# %% [markdown]
# ## Warning signs first
#
# So far nobody has asked about warning signs, and the assessment says so. As long as this list is
# not empty, "self-care" only means that *nothing we were told* asks for more.

# %%
first = engine.assess(told)
assert first.urgency == "self_care"
assert first.unasked_screen
[sign.text for sign in first.unasked_screen]

# %% [markdown]
# `next_questions` makes one question of this list, ready to be shown. It always asks for warning
# signs before anything else.

# %%
[screen] = engine.next_questions(told, at_most=1).screens
assert screen.purpose == "red_flags"
screen

# %% [markdown]
# Our runner ticks "none of these". Now "no" is what was said, so "no" is what we write down.

# %%
none_of_them = {item.id: False for item in screen.items}
evidence = told | none_of_them
assessment = engine.assess(evidence)
assert not assessment.unasked_screen
assert not assessment.pending_red_flags

# %% [markdown]
# ## What the runner reads
#
# A notebook shows an assessment as a page, `print` shows it as text. It has the order that your
# own screen should have too: how urgent it is, what running is all right, possible contributors,
# advice.

# %%
assessment

# %% [markdown]
# ## What a program reads
#
# The same order holds for a program. **Urgency comes first**; it has an order, so it can be
# compared.

# %%
assert assessment.urgency < hl.Urgency.APPOINTMENT
assert assessment.activity == hl.Activity.AS_PLANNED
assessment.urgency, assessment.activity

# %% [markdown]
# Then come the causes. `causes` is for programs. A runner sees those that are `shown`, and reads
# the `label`: some causes are only described, as "worth a check because …", and have no number.

# %%
for cause in assessment.shown_causes():
    chance = f"{cause.probability:.0%}" if cause.disclosure == "named" else "worth a check"
    print(f"{cause.label}: {chance}")

# %% [markdown]
# These numbers do not add up to 100 %. Each is the probability that the cause *plays a part*, and
# several can: nine hours at a desk and no warm-up go well together. The five listed here come to
# more than 100 % together.

# %%
assert sum(cause.probability for cause in assessment.causes) > 1
assert [cause.probability for cause in assessment.causes] == sorted(
    (cause.probability for cause in assessment.causes), reverse=True
)
plot.causes(assessment)

# %% [markdown]
# The bar reaches from `low` to `high`: how far the probability moves when the uncertain numbers
# behind it do. It is wide here, which is honest. The notebook *How sure is it?* looks into that.
#
# ## Why?
#
# Every cause says which answers speak for it and which make it less likely. Against means just
# that: it never means "out of the question".

# %%
[leader, *_] = assessment.shown_causes()
assert leader.id == "prolonged_sitting"
for reason in leader.supports:
    print(f"{reason.alone:.1f} times: {reason.text}")

# %% [markdown]
# Each number is a *Bayes factor*: by how much this answer alone raises the odds of the cause. The
# long day at the desk does most. "Both legs alike" hardly counts: most runners say that.

# %%
factors = {reason.observation: reason.alone for reason in leader.supports}
assert max(factors, key=lambda observation: factors[observation]) == "sitting_hours_today"
assert factors["side"] < 1.5
plot.evidence(assessment, leader)

# %% [markdown]
# ## What to ask next
#
# Which question tells most now? Here we leave out who the runner is (age, sex and the like), and
# what only a blood test can tell. Each question says why it is asked.

# %%
ask = engine.next_questions(evidence, at_most=3, about_you=False, answerable_now=True)
assert not ask.should_stop
for question in ask.screens:
    print(f"{question.text} {question.reason}")
asked = [item.id for question in ask.screens for item in question.items]
assert not evidence.keys() & set(asked), "nothing is asked twice"
ask.screens[0]

# %% [markdown]
# ## What would change it?
#
# Say the legs were heavy from the first step to the last. Sitting becomes a weaker explanation,
# since that kind of heaviness usually clears.

# %%
other = engine.assess(evidence | {"course_in_run": "heavy_throughout"})
weaker = other.cause("prolonged_sitting")
assert weaker is None or weaker.probability < leader.probability
plot.causes(other)

# %% [markdown]
# ## When something urgent is among the answers
#
# Now the runner adds: one leg is newly swollen, and the calf hurts. That is decided by a rule,
# not by a probability, and no other answer can outvote it. The page says what to do today and
# leaves out everything that can wait. The charts do so too.

# %%
urgent = engine.assess(
    evidence | {"side": "one_leg", "one_leg_swollen": True, "calf_tender_one_leg": True},
)
assert urgent.urgency == hl.Urgency.SAME_DAY
assert urgent.urgency == urgent.urgency_floor, "set by a rule"
assert urgent.activity == hl.Activity.NO_RUNNING_UNTIL_SEEN
assert not urgent.shown_causes()
urgent

# %% [markdown]
# ## Slips
#
# Ids and units that do not exist are told all at once, each with its place and, where there is
# one, a suggestion. An unknown id is never passed over: a warning sign could be behind it.

# %%
try:
    engine.assess({"sitting_hours": 9, "side": "left", "ferritin": {"value": 14, "unit": "kg"}})
except hl.EvidenceError as error:
    slips = error.problems
    print(error)
assert len(slips) == 3
assert "sitting_hours_today" in (slips[0].help or "")

# %% [markdown]
# ## Keep it, or pass it on
#
# An assessment is a value. It goes to JSON and back without loss, it says which version of the
# knowledge it was made with, and the same evidence gives the same assessment tomorrow.

# %%
assert hl.Assessment.from_json(assessment.to_json()) == assessment
assert hl.assess(evidence) == assessment
assessment.knowledge
