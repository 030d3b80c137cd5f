"""A tour of what the library can do, a few lines for each thing.

`tour.rs` does and prints the same. The documentation cuts its snippets from both, between the
markers.
"""

# [imports]
from pathlib import Path

import heavylegs as hl

# [/imports]

# [engine]
engine = hl.Engine()
print(f"knowledge {engine.knowledge.version}")
# [/engine]

# [evidence]
evidence = hl.Evidence(
    course_in_run="heavy_then_clears",
    sitting_hours_today=9,
    side="both_alike",
    one_leg_swollen=False,
    feels_seriously_wrong=False,
    ferritin={"value": 64, "unit": "ug/L", "days_ago": 20},
    cadence_falls_late={"likelihood": [0.3, 0.7], "origin": "device"},
)
print(f"{len(evidence)} answers")
# [/evidence]

# [assess]
assessment = engine.assess(evidence)
print(assessment.urgency, assessment.activity)
for flag in assessment.pending_red_flags[:2]:
    print(f"still to be asked: {flag.ask[0].question}")
# [/assess]

# [read]
coverage = assessment.coverage
print(f"{coverage.state}, a leader is named: {str(coverage.names_a_leader).lower()}")
for cause in assessment.shown_causes():
    print(f"{100 * cause.probability:.0f} % {cause.label}")
for advice in assessment.recommendations[:2]:
    print(f"{advice.name}: {advice.steps[0]}")
# [/read]

# [explain]
for cause in assessment.causes[:1]:
    if cause.low is not None and cause.high is not None:
        print(f"between {100 * cause.low:.0f} and {100 * cause.high:.0f} %")
    for reason in cause.supports:
        print(f"\N{MULTIPLICATION SIGN} {reason.given_the_rest:.1f} {reason.text}")
# [/explain]

# [questions]
questions = engine.next_questions(evidence, answerable_now=True, at_most=2)
for screen in questions.screens:
    print(f"{screen.items[0].question} ({screen.reason})")
print(f"enough is known: {str(questions.should_stop).lower()}")
# [/questions]

# [options]
german = engine.assess(evidence, language="de", profile="clinical", top=2)
for cause in german.causes:
    print(f"{cause.id} = {cause.name}")
# [/options]

# [coach]
private = evidence | {"alcohol_last_day": 6}
shared = engine.assess(private, redact_sensitive=True, top=100)
print(f"alcohol among the causes: {str(shared.cause('alcohol') is not None).lower()}")
# [/coach]

# [store]
stored = assessment.to_json()
again = hl.Assessment.from_json(stored)
print(f"the same: {str(again == assessment).lower()}")
# [/store]

# [many]
days = [evidence | {"sleep_hours_last_night": hours} for hours in (8, 6, 4)]
season = engine.assess_many(days)
for day in season:
    print(f"none of these: {day.none_of_these:.3f}")
# [/many]

# [what_if]
what_if = engine.what_if(evidence, {"sitting_hours_today": 1})
print(what_if.text)
# [/what_if]

# [follow_up]
now = evidence | {"sitting_hours_today": 3}
follow_up = engine.follow_up(evidence, now, tried={"movement_breaks": 8})
print(follow_up.text)
# [/follow_up]

# [posteriors]
posteriors = engine.posteriors(evidence)
for cause_id, posterior in list(posteriors.items())[:3]:
    print(f"{cause_id} {posterior:.6f}")
# [/posteriors]

# [json]
request = '{"schema": 1, "evidence": {"side": "both_alike"}}'
answer = engine.assess_json(request)
print(answer[:35])
# [/json]

# [errors]
try:
    engine.assess({"sleep_hours_last_nigth": 7, "side": "left"})
except hl.EvidenceError as error:
    for problem in error.problems:
        print(f"{problem.code} at {problem.path}")
        print(f"  {problem.help or 'no hint'}")
# [/errors]

# [knowledge]
knowledge = engine.knowledge
entry = knowledge.causes["iron_deficiency"]
print(entry.family, entry.prior.value, entry.care)
print(f'{len(knowledge.causes)} causes in "{" and ".join(knowledge.languages)}"')
# [/knowledge]

# [overlay]
files = Path(__file__).parents[1] / "acme"
own = hl.KnowledgeBase().overlaid("acme", files)
treadmill = evidence | {"acme_first_week_on_treadmill": True}
assessment = hl.Engine(own).assess(treadmill, top=100)
if own_cause := assessment.cause("acme_new_treadmill"):
    print(f"{own_cause.name} {100 * own_cause.probability:.1f} %")
# [/overlay]
