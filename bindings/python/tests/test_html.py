"""What a notebook shows."""

import re

import pytest

import heavylegs as hl

EVIDENCE = {
    "course_in_run": "heavy_then_clears",
    "sitting_hours_today": 9,
    "side": "both_alike",
    "lasting": "days",
}
HOSTILE = '<script>alert("x")</script>&'


def shown() -> list[object]:
    assessment = hl.assess(EVIDENCE, top=30)
    knowledge = hl.KnowledgeBase()
    return [
        assessment,
        hl.assess({"chest_pain_now": True}),
        *assessment.causes[:3],
        assessment.causes[-1],
        assessment.coverage,
        assessment.recommendations[0],
        assessment.pending_red_flags[0] if assessment.pending_red_flags else assessment.families[0],
        hl.Question("a", "Is it?"),
        hl.Engine().next_questions(EVIDENCE),
        hl.Engine().next_questions(EVIDENCE).screens[0],
        hl.Engine().what_if(EVIDENCE, {"sitting_hours_today": 2}),
        knowledge.causes,
        knowledge.causes["iron_deficiency"],
        knowledge.observations["ferritin"],
        knowledge.page("iron_deficiency"),
        hl.Simulator(seed=1).calibration(50),
    ]


@pytest.mark.parametrize("thing", shown(), ids=lambda thing: type(thing).__name__)
def test_it_is_self_contained(thing: object) -> None:
    html = thing._repr_html_()  # type: ignore[attr-defined]
    assert html.strip().startswith("<")
    assert not re.search(r"<(script|link|img|iframe|html|body|head)\b|@import|url\(", html)
    assert html.count("<div") == html.count("</div>")


def test_texts_are_escaped() -> None:
    cause = hl.assess(EVIDENCE).causes[0]
    wrong = hl.CauseResult.from_dict(cause.to_dict() | {"name": HOSTILE, "label": HOSTILE})
    for thing in (wrong, hl.Question(HOSTILE, HOSTILE), hl.Problem.from_dict(PROBLEM)):
        html = thing._repr_html_()
        assert "<script" not in html
        assert "&lt;script" in html


PROBLEM = {"code": HOSTILE, "severity": "error", "path": HOSTILE, "message": HOSTILE}


def test_a_hidden_cause_shows_no_number() -> None:
    cause = hl.assess(EVIDENCE).causes[0]
    hidden = hl.CauseResult.from_dict(cause.to_dict() | {"shown": False})
    assert "%" in cause._repr_html_()
    assert "%" not in hidden._repr_html_()
    described = hl.CauseResult.from_dict(cause.to_dict() | {"label": "worth a check"})
    assert "%" not in described._repr_html_()


def test_an_emergency_shows_only_what_to_do_now() -> None:
    html = hl.assess(EVIDENCE | {"chest_pain_now": True})._repr_html_()
    assert "emergency number" in html
    assert "sitting" not in html
