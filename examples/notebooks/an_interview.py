# %% [markdown]
# # An interview
#
# An app does not want a form with hundreds of fields. It wants to ask little, to ask the right
# thing, and never to miss a warning sign. The engine says what to ask next; the app owns the
# conversation, and nothing is kept between two calls.
#
# We play one here: a drawn runner answers what is asked, and nothing else.

# %%
import heavylegs as hl
from heavylegs.types import Purpose, QuestionScreen, ScreenKind

engine = hl.Engine()
runner = hl.Simulator(engine, seed=7).runner_with("short_sleep", 0)
runner.causes

# %% [markdown]
# ## The first screen
#
# Warning signs come first, for everyone. A screen says how it is answered (`type`), what it is for
# (`purpose`) and why it is asked (`reason`), in words that can be shown.

# %%
questions = engine.next_questions({}, answerable_now=True)
first = questions.screens[0]
assert first.purpose is Purpose.RED_FLAGS
assert not questions.should_stop
first

# %% [markdown]
# ## Answering a screen
#
# On a screen to tick, what is not ticked is **absent**: it was asked and denied. What someone
# can't say is **unknown**, `None`, and is not asked again. These two must not be mixed up.


# %%
def answered(screen: QuestionScreen) -> dict[str, object]:
    """Return what our runner says to a screen."""
    ticked = screen.type is ScreenKind.GROUP_MULTIPLE or screen.purpose is Purpose.RED_FLAGS
    answers = {}
    for item in screen.items:
        can_deny = ticked and any(choice.id == "absent" for choice in item.choices)
        answers[item.id] = runner.answers.get(item.id, False if can_deny else None)
    return answers


answered(first)

# %% [markdown]
# ## The conversation
#
# The loop of an app is this short. It ends when the engine advises to stop, which it never does
# while a warning sign can still be asked.

# %%
evidence, told = hl.Evidence(), []
while not (questions := engine.next_questions(evidence, answerable_now=True)).should_stop:
    screen = questions.screens[0]
    evidence |= answered(screen)
    asked = "; ".join(item.name for item in screen.items)
    told.append((screen.purpose.value, screen.text, asked, screen.reason))

assert not questions.pending_red_flags
f"{len(told)} screens, {len(evidence)} answers"

# %% [markdown]
# The first ones, and why they were asked:

# %%
for purpose, text, asked, reason in told[:12]:
    print(f"{purpose:<10} {text}\n{'':<10}   asked: {asked:.70}\n{'':<10}   why: {reason}")

# %% [markdown]
# ## Why it stops
#
# The reason can be shown as it is. An app may go on all the same, or end before: it is advice.

# %%
assert questions.stop.reason in {"little_to_gain", "nothing_to_ask", "see_someone_today"}
questions.stop.text

# %%
assessment = engine.assess(evidence)
assessment

# %% [markdown]
# ## What would change the picture
#
# For the leading causes that a runner may see by name: the answers that would move them most. They
# tell what to look at next. They are no advice to answer otherwise than it is.

# %%
picture = engine.next_questions(evidence, at_most=1).picture
assert picture
for change in picture[:2]:
    print(f"{change.name}: {change.probability:.0%}")
    for answer in [*change.raises[:1], *change.lowers[:1]]:
        print(f"   with “{answer.text}” {answer.probability:.0%}")

# %% [markdown]
# ## An emergency ends it
#
# When an answer calls for help now, nothing else is asked. All that is to be shown is what to do.

# %%
stopped = engine.next_questions(evidence | {"chest_pain_now": True})
assert stopped.should_stop
assert not stopped.screens
stopped.stop.text
