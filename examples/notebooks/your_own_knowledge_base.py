# %% [markdown]
# # Your own knowledge base
#
# You know something that the built-in knowledge does not. A club, say, whose runners race in
# track spikes and have heavy calves for days. You can add that without copying or changing
# anything: as an *overlay*, a few TOML files with a prefix of their own. Here the prefix is
# `club`.

# %%
from pathlib import Path
from tempfile import TemporaryDirectory

import heavylegs as hl
from heavylegs import plot

builtin = hl.KnowledgeBase()
builtin

# %% [markdown]
# ## A cause
#
# Three things are needed: how common the cause is among runners with heavy legs (`prior`), what
# makes it more likely (`factors`), and what it brings about (`symptoms`). Each number names its
# source. When it is your own estimate, write `"estimate"`. Words such as `very_strong` (odds
# times 10) or `common` (60 % of those who have the cause) keep estimates from looking more exact
# than they are.
#
# A cause also brings its own *cases*: one in which it leads, and one that looks alike but in
# which something else leads. They are run whenever the files are checked.

# %%
CAUSE = """
family = "shoes"
horizon = "days"
prior = { value = 0.03, source = "estimate" }

[factors]
source = "estimate"
club_spikes_last_3_days = "very_strong"

[symptoms]
source = "estimate"
calves_worst = "common"

[recommendations]
source = "estimate"
club_spikes_in_small_doses = 0.7

[[case]]
name = "leads: a session in spikes, and the calves are worst"
evidence = { club_spikes_last_3_days = true, calves_worst = true, lasting = "days" }
leads = "club_track_spikes"

[[case]]
name = "similar: sore from a new exercise"
evidence = { calves_worst = true, new_muscle_work = true, muscles_tender = true }
leads = "eccentric_soreness"
"""

# %% [markdown]
# The question, the advice, and everything a runner reads. The answer to the question counts for
# three days.

# %%
QUESTION = """
[club_spikes_last_3_days]
kind = "factor"
share = 0.05
source = "estimate"
valid_for_hours = 72
"""

ADVICE = """
[club_spikes_in_small_doses]
effort = "low"
strength = "very_low"
days_to_effect = [2, 14]
source = "estimate"
exertion = true
"""

TEXTS = """
[causes.club_track_spikes]
name = "a track session in spikes"
summary = "Spikes have hardly any heel. The calves work harder than in running shoes."

[observations.club_spikes_last_3_days]
title = "Spikes"
question = "Did you run in spikes within the last three days?"
present = "ran in spikes in the last three days"
absent = "no spikes in the last three days"

[recommendations.club_spikes_in_small_doses]
name = "Take spikes in small doses"
steps = ["Start with a few strides in spikes.", "Do the rest in running shoes."]
better_by = "Calves usually feel lighter within 2 to 14 days."
otherwise = "If one calf stays sore or swells, have it looked at."
"""

club = {
    "causes/club_track_spikes.toml": CAUSE,
    "observations/club.toml": QUESTION,
    "recommendations/club.toml": ADVICE,
    "texts/en/club.toml": TEXTS,
}

# %% [markdown]
# ## Check it
#
# `check` reads the files, runs the cases and returns everything it finds. Errors have to go.
# Warnings are worth a look: here they say that nobody has translated the texts into German yet.


# %%
def errors(files: dict[str, str]) -> list[hl.Problem]:
    """Return what is wrong with the files of the club, without the warnings."""
    found = hl.KnowledgeBase.check(files, overlay="club")
    return [problem for problem in found if problem.severity == "error"]


assert errors(club) == []
warnings = hl.KnowledgeBase.check(club, overlay="club")
assert {warning.code for warning in warnings} == {"knowledge.text_missing"}

# %% [markdown]
# Now with two slips: a letter in an id, and a prior without a source. Both are found at once,
# with file and line.

# %%
slips = CAUSE.replace("calves_worst = ", "calfs_worst = ", 1)
slips = slips.replace('{ value = 0.03, source = "estimate" }', "0.03")
found = errors(club | {"causes/club_track_spikes.toml": slips})
for problem in found:
    print(problem)
assert [problem.code for problem in found] == ["knowledge.source", "knowledge.unknown_id"]

# %% [markdown]
# The cases guard what the numbers *mean*. If spikes are made a weak factor, the files are still
# well formed, but the first case no longer holds.

# %%
weak = CAUSE.replace('"very_strong"', '"weak"')
[failed] = errors(club | {"causes/club_track_spikes.toml": weak})
assert failed.code == "knowledge.case"
print(failed)

# %% [markdown]
# ## Use it
#
# The runner was asked about warning signs first, and has none.

# %%
knowledge = builtin.overlaid("club", club)
engine = hl.Engine(knowledge)
assert knowledge.causes["club_track_spikes"].name == "a track session in spikes"

asked = {sign.observation: False for sign in engine.assess({}).unasked_screen}
evidence = hl.Evidence(asked, calves_worst=True, side="both_alike", lasting="days")
after_spikes = engine.assess(evidence | {"club_spikes_last_3_days": True})
assert after_spikes.causes[0].id == "club_track_spikes"
plot.causes(after_spikes)

# %% [markdown]
# Your advice takes part like any other. The page of your cause shows each number, and on what it
# rests: here on estimates throughout (○).

# %%
assert "club_spikes_in_small_doses" in [advice.id for advice in after_spikes.recommendations]
knowledge.page("club_track_spikes")

# %% [markdown]
# ## From a folder
#
# In earnest the files live in a folder, under version control. The name of the folder is the
# prefix. A folder without a `knowledge.toml` adds to the built-in knowledge.

# %%
with TemporaryDirectory() as parent:
    folder = Path(parent) / "club"
    for name, text in club.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    from_folder = hl.KnowledgeBase.from_files(folder)

assert from_folder == knowledge

# %% [markdown]
# The command line reads the same folder: `heavylegs knowledge check club`.
#
# ## What changes, and what does not
#
# **The knowledge has another hash**, and every assessment carries it. So you can always tell
# which knowledge an old answer was made with.

# %%
assert after_spikes.knowledge.hash == knowledge.hash != builtin.hash

# %% [markdown]
# **Priors of other causes stay as they are.** Where nothing is said that your cause has to do
# with, the built-in causes get the same probability as before, to the last bit. Only "none of
# these" gets a little smaller, since there is one more thing that it can be.

# %%
desk = hl.Evidence(side="both_alike", sitting_hours_today=9)
before, after = hl.Engine().posteriors(desk), engine.posteriors(desk)
ranked = before.keys() - {"none_of_these"}
assert all(before[cause] == after[cause] for cause in ranked)
assert after["none_of_these"] < before["none_of_these"]
assert after.keys() - before.keys() == {"club_track_spikes"}

# %% [markdown]
# **Causes that explain the same symptom compete.** Once your runner has raced in spikes, heavy
# calves are explained, and other explanations are needed less.

# %%
spikes = evidence | {"club_spikes_last_3_days": True}
before, after = hl.Engine().posteriors(evidence), engine.posteriors(spikes)
moved = {cause: after[cause] - before[cause] for cause in ranked}
most = min(moved, key=lambda cause: moved[cause])
assert moved[most] < 0
print(f"{builtin.causes[most].name}: {before[most]:.1%} → {after[most]:.1%}")

# %% [markdown]
# **A built-in red flag can't be weakened.** An overlay can make the assessment more careful,
# never less.

# %%
WEAKER = """
[one_swollen_leg]
override = true
when = { one_leg_swollen = true }
urgency = "appointment"
activity = "easy_only"
source = "estimate"
"""

try:
    builtin.overlaid("club", {"red_flags/club.toml": WEAKER})
except hl.KnowledgeError as error:
    refused = error
assert refused.code == "knowledge.overlay_red_flag"
print(refused.problems[0])

# %% [markdown]
# You can add stricter ones of your own. `docs/knowledge.md` describes the whole format.
