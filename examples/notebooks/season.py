# %% [markdown]
# # A season reviewed
#
# Eighteen weeks of a runner who never was: a folder of files as two watches wrote them, a wellness
# log and a profile. We read the folder, look at the season day by day, and then open the envelope:
# since the season is made up, we know what was hidden in it.
#
# Nothing leaves this machine, and positions are dropped while reading.

# %%
import tomllib
from pathlib import Path

import heavylegs as hl
from heavylegs import plot, training


def folder(name: str) -> Path:
    """Return a folder of the examples, wherever in the checkout this runs."""
    here = Path.cwd().resolve()
    places = [up / "examples" / name for up in (here, *here.parents)]
    return next(place for place in places if place.is_dir())


season = folder("season")
athlete = training.Athlete.from_file(season / "athlete.toml")
reading = training.read(season, athlete=athlete)
reading

# %% [markdown]
# Each run is there twice, as a file and as a line of a table, as it often is after an export. The
# review counts it once. What could not be read is said and stops nothing; here all could be.

# %%
assert not reading.diagnostics

run = next(one for one in reading.activities if one.source.file.endswith("06-01-long.fit"))
records = run.records()
print(run.start, f"{(run.summary.distance_m or 0) / 1000:.1f} km", *records, sep=" | ")
assert len(records["heart_rate_bpm"]) == run.record_count

# %% [markdown]
# ## The table
#
# `review` takes what was read. Of a day on which nothing is known it says so: unknown is not rest.

# %%
review = training.review(reading)
assert review.days[0].state == "unknown"
review

# %% [markdown]
# `to_dicts` gives rows of plain values, which any data frame takes: `polars.DataFrame(rows)`. Here
# are the Sundays.

# %%
rows = review.to_dicts()
for row in rows:
    if row["date"].isoweekday() == 7:
        form = "      " if row["form"] is None else f"{row['form']:+6.1f}"
        names = f"{row['urgency']}  {row['leader'] or 'none named'}"
        print(f"{row['date']}  {row['distance_km']:5.1f} km  {row['load']:4.0f}  {form}  {names}")

# %% [markdown]
# ## The picture
#
# Load, form and heavy runs, and below them what may play a part.

# %%
plot.training(review, top=4)

# %% [markdown]
# ## A day explained
#
# On Sunday 1 June one family stands out. What did the data say, and from where?

# %%
day = review.day("2025-06-01")
leader = day.assessment.causes[0]
assert leader.id == "heat"
for reason in leader.supports:
    told = [one for one in day.derived if one.observation == reason.observation]
    print("+", reason.text)
    for one in told:
        print("   ", one)

# %% [markdown]
# What the files could have told and don't is said as well, with the reason.

# %%
for missing in day.not_derived[:5]:
    print(f"{missing.observation}: {missing}")

# %% [markdown]
# Data never answer the questions about warning signs. So the assessment of a day from data alone
# says that it is not complete, and an app has to ask. What the runner answers is given as
# `answers`, and counts for the last of the days.

# %%
assert day.assessment.unasked_screen
signs = dict.fromkeys([sign.observation for sign in day.assessment.unasked_screen], False)
asked = training.review(
    reading,
    on=day.date,
    answers=hl.Evidence(signs, side="both_alike", course_in_run="builds_up_late"),
)
assert not asked.days[0].assessment.unasked_screen
asked.days[0].assessment

# %% [markdown]
# ## The envelope
#
# The season was simulated, and the simulation knows nothing of the knowledge base. These causes
# were hidden in it:

# %%
truth = tomllib.loads((season / "truth.toml").read_text(encoding="utf-8"))
hidden = {
    name.replace("_", " "): (one["from"], one["to"])
    for name, one in sorted(truth["causes"].items(), key=lambda pair: str(pair[1]["from"]))
}
for name, one in truth["causes"].items():
    print(f"{name}: {one['what']}")
plot.training(review, top=4, periods=hidden)

# %% [markdown]
# The heat stands out, and so does the ramp of load towards its end. Short nights show only once
# they pile up. The lay-off and the worn shoes are barely seen, and on a few days something leads
# that was not hidden at all. That is what it looks like when data say little: a reason to ask the
# runner rather than to trust the chart. One made-up season proves nothing about real runners.

# %%
heat = hidden["heat"]
chances = {row["date"]: row["family_place"] for row in rows}
inside = [chance for day, chance in chances.items() if heat[0] <= day <= heat[1]]
outside = [chance for day, chance in chances.items() if not heat[0] <= day <= heat[1]]
print(f"weather and ground: {sum(inside) / len(inside):.0%} in the heat, ", end="")
print(f"{sum(outside) / len(outside):.0%} otherwise")
assert min(inside[1:-1]) > max(outside)
