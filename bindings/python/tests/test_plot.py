"""The charts: what they say, what they keep to themselves, and how they look."""

import datetime as dt
import doctest
import importlib
import itertools
import json
import math
import os
import re
import string
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from corpus import FOLDER

import heavylegs as hl
from heavylegs.types import Disclosure

alt = pytest.importorskip("altair", reason="heavylegs.plot needs altair")
vl_convert = pytest.importorskip("vl_convert", reason="pictures need vl-convert-python")
plot = importlib.import_module("heavylegs.plot")
look = importlib.import_module("heavylegs.plot._look")
say = importlib.import_module("heavylegs.plot._say")

EVIDENCE = {
    "course_in_run": "heavy_then_clears",
    "sitting_hours_today": 9,
    "side": "both_alike",
    "ferritin": {"value": 14, "unit": "ug/L"},
    "sex": "female",
    "tired_all_day": True,
    "one_leg_swollen": False,
    "hair_loss": True,
}
DAYS = ["2026-05-01", "2026-05-02", "2026-05-05"]
Spec = dict[str, Any]


def of_corpus(name: str, **options: Any) -> hl.Assessment:
    case = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return hl.assess(case["evidence"], **options)


@pytest.fixture(scope="module")
def answer() -> hl.Assessment:
    return hl.assess(EVIDENCE, top=12)


@pytest.fixture(scope="module")
def emergency() -> hl.Assessment:
    return of_corpus("flag_cola_urine_among_benign", top=1000)


@pytest.fixture(scope="module")
def today() -> hl.Assessment:
    return of_corpus("flag_swollen_leg_among_benign", top=1000)


def charts(one: hl.Assessment, **options: Any) -> dict[str, Any]:
    days = dict.fromkeys(DAYS, one)
    return {
        "causes": plot.causes(one, **options),
        "families": plot.families(one, **options),
        "evidence": plot.evidence(one, **options),
        "coverage": plot.coverage(one),
        "season": plot.season(days, **options),
        "coverage over time": plot.coverage(days),
    }


@pytest.fixture(scope="module")
def drawn(answer: hl.Assessment) -> dict[str, Any]:
    return charts(answer)


NAMES = ["causes", "families", "evidence", "coverage", "season", "coverage over time"]


def rows(chart: Any) -> list[dict[str, Any]]:
    (values,) = chart.to_dict()["datasets"].values()
    return values


def text(chart: Any) -> str:
    """All that a program could read from a chart."""
    return json.dumps(chart.to_dict(), ensure_ascii=False)


def words(chart: Any) -> str:
    """All that a reader sees, on one line."""
    svg = vl_convert.vegalite_to_svg(chart.to_dict())
    inside = re.sub(r"<[^>]*>", " ", re.sub(r"</?tspan[^>]*>", " ", svg))
    return re.sub(r"\s+", " ", inside)


def axes(spec: Spec) -> set[str]:
    encodings = [layer.get("encoding", {}) for layer in spec["layer"]]
    found = [e.get(side, {}).get("axis") or {} for e in encodings for side in ("x", "y")]
    return {axis["title"] for axis in found if axis.get("title")}


# What every chart has.


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_chart_has_title_units_and_alt_text(name: str, language: str) -> None:
    one = hl.assess(EVIDENCE, language=language)
    spec = charts(one)[name].to_dict()
    title, *more = spec["title"]["text"], *spec["title"]["subtitle"]
    assert title
    assert len(more) >= 1
    assert axes(spec)
    assert all(re.search(r"\(.+\)", axis) for axis in axes(spec)), "units stand in parentheses"
    assert len(spec["description"]) > 60
    assert spec["description"].startswith(" ".join(title))


@pytest.mark.parametrize("name", NAMES)
def test_alt_text_is_the_only_thing_read_aloud(drawn: Any, name: str) -> None:
    marks = [layer["mark"] for layer in drawn[name].to_dict()["layer"]]
    assert all(mark["aria"] is False for mark in marks)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("on", ["light", "dark"])
def test_every_chart_is_a_picture(drawn: Any, name: str, on: str) -> None:
    spec = plot.theme(drawn[name], on).to_dict()
    png = vl_convert.vegalite_to_png(spec)
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert width > 500
    assert height > 80
    assert len(png) > 4000


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_in_the_chart_is_seen(drawn: Any, name: str) -> None:
    chart = drawn[name]
    seen = words(chart)
    for row in rows(chart):
        label = row.get("label") or row.get("family") or row.get("counts") or ""
        assert all(word in seen for word in label.split())


def test_a_look_is_a_copy(answer: hl.Assessment) -> None:
    chart = plot.causes(answer)
    before = chart.to_dict()
    dark = plot.theme(chart, "dark").to_dict()
    assert "config" not in {key for key, value in before.items() if value} or before != dark
    assert dark["config"]["background"] == "#121615"
    assert chart.to_dict() == before
    assert plot.theme(chart).to_dict()["config"]["background"] == "transparent"


def test_a_theme_of_altairs_colours_our_texts_too(answer: hl.Assessment) -> None:
    with alt.theme.enable("dark"):
        drawn = vl_convert.vegalite_to_svg(plot.evidence(answer).to_dict())
    label = re.search(r"<text[^>]*>Ferritin below", drawn)
    assert label
    assert 'fill="#fff"' in label.group()


def test_charts_can_be_combined(answer: hl.Assessment) -> None:
    both = plot.causes(answer) & plot.season(dict.fromkeys(DAYS, answer)) | plot.coverage(answer)
    seen = words(plot.theme(both, "dark"))
    assert "Possible contributors over time" in seen
    assert "How much is known" in seen


def test_symbols_have_no_scales_that_combining_would_merge(drawn: Any) -> None:
    for chart in drawn.values():
        for layer in chart.to_dict()["layer"]:
            for channel in ("color", "shape", "size", "opacity"):
                assert "field" not in layer.get("encoding", {}).get(channel, {})


# The numbers.


def test_causes_have_the_numbers_of_the_assessment(answer: hl.Assessment) -> None:
    named = [c for c in answer.causes if c.shown and c.disclosure == "named"]
    drawn = [row for row in rows(plot.causes(answer, top=12)) if row.get("kind") == "part"]
    fields = ("probability", "low", "high", "prior")
    assert [[row[f] for f in fields] for row in drawn] == [
        [getattr(cause, f) for f in fields] for cause in named
    ]
    none = [row for row in rows(plot.causes(answer)) if row.get("kind") == "none"]
    assert [row["probability"] for row in none] == [answer.none_of_these]


def test_families_have_the_numbers_of_the_assessment(answer: hl.Assessment) -> None:
    drawn = [row for row in rows(plot.families(answer)) if row["kind"] == "part"]
    wanted = [(f.name, f.probability, f.low, f.high) for f in answer.families[: len(drawn)]]
    assert [(r["label"], r["probability"], r["low"], r["high"]) for r in drawn] == wanted
    assert len(rows(plot.families(answer, top=2))) == 3


def test_evidence_has_the_factors_of_the_assessment(answer: hl.Assessment) -> None:
    cause = answer.causes[0]
    drawn = rows(plot.evidence(answer, cause))
    wanted = {(r.alone, r.given_the_rest) for r in (*cause.supports, *cause.opposes)}
    assert {(row["alone"], row["given_the_rest"]) for row in drawn} == wanted
    strength = [max(row["alone"], 1 / row["alone"]) for row in drawn]
    assert strength == sorted(strength, reverse=True)
    assert plot.evidence(answer).to_dict() == plot.evidence(answer, cause.id).to_dict()


def test_evidence_says_what_it_leaves_out(answer: hl.Assessment) -> None:
    chart = plot.evidence(answer, top=2)
    assert len(rows(chart)) == 2
    assert "The 2 strongest of 5 answers." in words(chart)


def test_evidence_is_drawn_on_a_log_scale_that_ends(answer: hl.Assessment) -> None:
    cause = answer.causes[0]
    reasons = [replace(cause.supports[0], alone=alone) for alone in (1e9, 0.0, 0.5)]
    wild = replace(cause, supports=tuple(reasons), opposes=())
    chart = plot.evidence(replace(answer, causes=(wild,)))
    x = chart.to_dict()["layer"][0]["encoding"]["x"]
    assert x["scale"] == {
        "type": "log", "base": 2, "domain": [1 / 128, 128], "clamp": True, "nice": False,
    }  # fmt: skip
    seen = words(chart)
    assert "equally likely" in seen
    assert "4 times as likely" in seen
    assert "NaN" not in vl_convert.vegalite_to_svg(chart.to_dict())


def test_coverage_has_the_counts_of_the_assessment(answer: hl.Assessment) -> None:
    known = answer.coverage
    (row,) = rows(plot.coverage(answer))
    assert (row["known"], row["of"]) == (known.known, known.of)
    assert f"{known.known} of {known.of} known" in words(plot.coverage(answer))
    assert "enough to name possible contributors" in words(plot.coverage(answer))


def test_season_has_the_numbers_of_the_assessments(answer: hl.Assessment) -> None:
    other = hl.assess(EVIDENCE | {"sitting_hours_today": 1}, top=12)
    drawn = rows(plot.season([("2026-05-02", other), ("2026-05-01", answer)]))
    numbers = {(r["day"], r["family"]): r["probability"] for r in drawn if "probability" in r}
    for day, one in (("2026-05-01", answer), ("2026-05-02", other)):
        leader = one.families[0]
        assert numbers[day, leader.name] == leader.probability


def test_professionals_read_percentages(answer: hl.Assessment) -> None:
    clinical = hl.assess(EVIDENCE, profile="clinical")
    first = rows(plot.causes(clinical))[0]
    assert first["said"] == "62\u00a0%; range 30\u201385\u00a0%"
    assert rows(plot.causes(answer))[0]["said"] == "likely, 30\u201385\u00a0%"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("profile", ["wellness", "clinical"])
def test_words_are_those_of_the_report(language: str, profile: str) -> None:
    options = {"language": language, "profile": profile, "top": 12}
    report = re.sub(r"[ \n]+", " ", str(hl.assess(EVIDENCE, **options)))
    drawn = rows(plot.causes(hl.assess(EVIDENCE, **options), top=12))
    # Professionals read the word in the report, but in the chart at the axis.
    word = r"\([\w ]+, " if profile == "clinical" else r"\("
    said = [f"{re.escape(row['label'])} {word}{re.escape(row['said'])}\\)" for row in drawn]
    assert sum(bool(re.search(one, report)) for one in said) >= 4
    none = next(row for row in drawn if row.get("kind") == "none")
    assert none["label"] in report


def test_charts_speak_the_language_of_the_assessment(answer: hl.Assessment) -> None:
    german = hl.assess(EVIDENCE, language="de")
    for chart in (plot.causes(german), plot.season({"2026-05-01": german})):
        assert chart.to_dict()["title"]["text"][0].startswith("Was mitspielen kann")
    assert plot.causes(german, language="en").to_dict()["title"]["text"] == [
        "Possible contributors"
    ]
    other = replace(answer, language="fr")
    assert plot.causes(other).to_dict() == plot.causes(answer).to_dict()


@pytest.mark.parametrize("language", ["en", "de"])
def test_described_causes_are_worded_as_in_the_report(language: str) -> None:
    one = hl.assess(EVIDENCE, language=language, top=12)
    (row,) = [row for row in rows(plot.causes(one, top=12)) if "note" in row]
    report = re.sub(r"\s+", " ", str(one))
    assert row["label"].replace("\n", " ") in report
    (mood,) = [cause for cause in one.causes if cause.disclosure == "described"]
    told = replace(mood, probability=0.3)
    (row,) = [row for row in rows(plot.causes(replace(one, causes=(told,)))) if "note" in row]
    assert row["label"].replace("\n", " ").lower() == mood.label.lower()


@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [
        ((0.6, 0.548, 0.752), "55\u201375\u00a0%"),
        ((0.6, 0.2, 0.4), "20\u201360\u00a0%"),
        ((0.01, 0.0, 0.02), "under 5\u00a0%"),
        ((0.05, 0.0, 0.1), "under 10\u00a0%"),
        ((0.99, 0.98, 1.0), "over 95\u00a0%"),
        ((0.95, 0.9, 1.0), "over 90\u00a0%"),
        ((0.6, 0.6, 0.6), "about 60\u00a0%"),
        ((0.5, 0.0, 1.0), "anything from 0 to 100\u00a0%"),
        ((0.125, 0.125, 0.125), "about 15\u00a0%"),
    ],
)
def test_ranges_in_words(numbers: tuple[float, float, float], wanted: str) -> None:
    english = importlib.import_module("heavylegs.plot._words").words("en", "de")
    assert say.span(english, *numbers) == wanted


# What is not shown.


def test_what_is_only_described_has_neither_number_nor_name(
    answer: hl.Assessment, drawn: Any
) -> None:
    (mood,) = [cause for cause in answer.causes if cause.disclosure == "described"]
    chart = plot.causes(answer, top=12)
    (row,) = [row for row in rows(chart) if row["label"].startswith("Worth a check if")]
    assert row["probability"] is None
    assert rows(chart).index(row) == 11, "its place among the numbers would tell of its own"
    secrets = (mood.id, mood.name, str(mood.probability), str(mood.low), str(mood.prior))
    for one in drawn.values():
        found = text(one)
        assert not [secret for secret in secrets if secret in found]


def test_what_is_only_described_is_left_out_where_nothing_speaks_for_it(
    answer: hl.Assessment,
) -> None:
    (mood,) = [cause for cause in answer.causes if cause.disclosure == "described"]
    quiet = replace(mood, supports=(), probability=0.06, bayes_factor=1.0)
    chart = plot.causes(replace(answer, causes=(quiet, *answer.causes[:2])))
    assert "orth a check" not in text(chart)


def test_reasons_for_what_is_only_described_have_no_numbers(answer: hl.Assessment) -> None:
    (mood,) = [cause for cause in answer.causes if cause.disclosure == "described"]
    chart = plot.evidence(answer, mood)
    assert "+ speaks for it: tired through the day, not only on runs" in words(chart)
    for reason in (*mood.supports, *mood.opposes):
        assert str(reason.alone) not in text(chart)
        assert str(reason.given_the_rest) not in text(chart)
    assert mood.id not in text(chart)
    assert mood.name not in text(chart)


def test_a_family_does_not_tell_of_a_leader_that_is_hidden(answer: hl.Assessment) -> None:
    leader, *others = answer.causes
    for hidden in (replace(leader, shown=False), replace(leader, disclosure=Disclosure.DESCRIBED)):
        one = replace(answer, causes=(hidden, *others))
        for chart in (plot.families(one), plot.season({"2026-05-01": one})):
            assert str(leader.probability) not in text(chart)
            # Another cause of the family is shown, by its own number.
            assert "Blood, hormones and salts" in text(chart)


def test_what_is_not_shown_leaks_nowhere(answer: hl.Assessment) -> None:
    secret = replace(
        answer.causes[0], id="secret_id", name="secret name", label="secret label", shown=False
    )
    one = replace(answer, causes=(secret, *answer.causes[1:]))
    for chart in charts(one).values():
        assert "secret" not in text(chart)
        assert str(secret.probability) not in text(chart)
    with pytest.raises(ValueError, match="expected one that may be seen") as refused:
        plot.evidence(one, "secret_id")
    assert "secret name" not in str(refused.value)


def test_at_today_a_runner_sees_no_contributors(today: hl.Assessment) -> None:
    assert len(today.causes) > 30
    for chart in charts(today).values():
        found = text(chart)
        assert "Something for today comes first" in found
        assert "Have the leg looked at today" in found
        secrets = [(cause.id, cause.name, str(cause.probability)) for cause in today.causes]
        secrets.append(tuple(family.name for family in today.families))
        assert not [secret for some in secrets for secret in some if secret in found]


def test_at_today_professionals_read_first_that_it_stays_needed() -> None:
    one = of_corpus("flag_swollen_leg_among_benign", profile="clinical")
    spec = plot.causes(one).to_dict()
    assert spec["title"]["subtitle"][0].startswith("Something is to be looked at today")
    assert len(rows(plot.causes(one))) > 3


@pytest.mark.parametrize("profile", ["wellness", "clinical"])
def test_at_an_emergency_there_is_only_what_to_do_now(profile: str) -> None:
    one = of_corpus("flag_cola_urine_among_benign", profile=profile, top=1000)
    for chart in charts(one).values():
        spec = chart.to_dict()
        assert spec["title"]["text"] == ["Get help now"]
        assert "subtitle" not in spec["title"]
        assert one.urgency_reasons[0].now in spec["description"]
        found = text(chart)
        assert not [c.id for c in one.causes if c.id in found or c.label in found]


def test_a_past_emergency_is_a_mark_without_numbers(
    answer: hl.Assessment, emergency: hl.Assessment
) -> None:
    drawn = rows(plot.season({"2026-05-01": emergency, "2026-05-02": answer}))
    of_day = [row for row in drawn if row.get("day") == "2026-05-01"]
    assert [row["said"] for row in of_day if row["kind"] == "urgency"] == ["emergency"]
    assert not any("probability" in row for row in of_day)


def test_outside_the_scope_a_calm_chart_says_so() -> None:
    one = of_corpus("flag_scope_under_18_by_level")
    for chart in charts(one).values():
        assert "Please talk to someone who knows you" in words(chart)
        assert "This tool was made for adults" in words(chart)


def test_outside_the_scope_the_urgency_is_not_lost() -> None:
    one = of_corpus("flag_scope_pregnant", profile="clinical")
    assert (one.urgency, one.outside_scope is None) == ("same_day", False)
    assert "Something is to be looked at today" in words(plot.causes(one))


def test_too_little_is_said_calmly() -> None:
    one = hl.assess({"side": "both_alike"}, top=1000)
    for chart in (plot.causes(one), plot.families(one), plot.evidence(one)):
        assert "Not enough to go on yet" in words(chart)
        assert not any(cause.name in text(chart) for cause in one.causes)
    assert "too little to name possible contributors" in words(plot.coverage(one))
    (mark,) = [row for row in rows(plot.season({"2026-05-01": one})) if "urgency" in row]
    assert mark["day"] == "2026-05-01"


def test_without_reasons_or_causes_it_is_said(answer: hl.Assessment) -> None:
    bare = replace(answer.causes[0], supports=(), opposes=())
    one = replace(answer, causes=(bare,), none_of_these=None)
    assert "No answer so far speaks clearly for or against it." in words(plot.evidence(one))
    empty = replace(answer, causes=(), families=(), none_of_these=None)
    assert "No contributor stands out enough to be shown." in words(plot.causes(empty))
    assert "No contributor stands out enough to be shown." in words(plot.families(empty))
    assert "No contributor stands out enough to be shown." in words(plot.evidence(empty))


def test_without_stability_there_are_no_ranges() -> None:
    one = hl.assess(EVIDENCE, stability=False)
    for chart in (plot.causes(one), plot.families(one), plot.season({"2026-05-01": one})):
        assert not any(row.get("low") for row in rows(chart))
    assert rows(plot.causes(one))[0]["said"] == "likely"
    assert "how far that depends" not in text(plot.causes(one))


@pytest.mark.parametrize("top", [1, 30])
def test_few_and_many(top: int) -> None:
    one = hl.assess(EVIDENCE, top=top, profile="clinical")
    drawn = rows(plot.causes(one, top=top))
    assert len(drawn) == 1 + sum(cause.shown for cause in one.causes)
    places = [row["at"] for row in drawn]
    assert all(b - a >= 40 for a, b in itertools.pairwise(places))


# Days.


def test_days_without_an_assessment_stay_empty(answer: hl.Assessment) -> None:
    days = {"2026-05-01": answer, "2026-05-02": None, "2026-05-04": answer, "2026-05-06": None}
    for chart in (plot.season(days), plot.coverage(days)):
        spec = chart.to_dict()
        assert {row["day"] for row in rows(chart) if "day" in row} == {"2026-05-01", "2026-05-04"}
        (x,) = [
            layer["encoding"]["x"]["scale"]["domain"]
            for layer in spec["layer"][:1]
        ]  # fmt: skip
        assert x == ["2026-05-01", "2026-05-07"]
        assert "2026-05-02" not in json.dumps(rows(chart))


def test_a_day_without_a_number_is_not_zero(answer: hl.Assessment) -> None:
    little = hl.assess({"side": "both_alike"})
    drawn = rows(plot.season({"2026-05-01": little, "2026-05-02": answer}))
    first = [row for row in drawn if row.get("day") == "2026-05-01" and row["kind"] == "family"]
    assert first
    assert not any("probability" in row for row in first)


@pytest.mark.parametrize("days", [{}, [], {"2026-05-01": None}, iter(())])
def test_no_days(days: Any) -> None:
    days = list(days.items()) if isinstance(days, dict) else list(days)
    assert "No assessments yet" in words(plot.season(days))
    assert "No assessments yet" in words(plot.coverage(days))


def test_dates_of_every_kind(answer: hl.Assessment) -> None:
    wanted = plot.season({"2026-05-01": answer, "2026-05-02": answer}).to_dict()
    first, second = dt.date(2026, 5, 1), dt.datetime(2026, 5, 2, 23, 30, tzinfo=dt.UTC)
    pairs = ((day, answer) for day in (second, first))
    assert plot.season(pairs).to_dict() == wanted
    assert plot.season({first: answer, second: answer}).to_dict() == wanted


def test_days_do_not_move_with_the_time_zone(answer: hl.Assessment, tmp_path: Path) -> None:
    spec = tmp_path / "spec.json"
    spec.write_text(text(plot.season(dict.fromkeys(DAYS, answer))), encoding="utf-8")
    program = "import sys, vl_convert; print(vl_convert.vegalite_to_svg(open(sys.argv[1]).read()))"
    drawn = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", program, str(spec)],
            check=True,
            capture_output=True,
            env=os.environ | {"TZ": zone},
        ).stdout
        for zone in ("America/Los_Angeles", "Pacific/Auckland")
    }
    assert len(drawn) == 1
    assert b">2026-05-01<" in drawn.pop()


def test_a_long_season_stays_small(answer: hl.Assessment) -> None:
    start = dt.date(2024, 1, 1)
    days = {start + dt.timedelta(days=at): answer for at in range(500)}
    chart = plot.season(days)
    assert chart.to_dict()["width"] <= 1000
    assert len(text(chart)) < 1_000_000


# Input that is none.


@pytest.mark.parametrize("wrong", [None, 7, "text", {"causes": []}, object(), []])
def test_what_is_no_assessment(wrong: Any) -> None:
    for draw in (plot.causes, plot.families, plot.evidence):
        with pytest.raises(TypeError, match="expected an assessment"):
            draw(wrong)


@pytest.mark.parametrize("wrong", [None, 7, "2026-05-01", b"x", [7], ["ab"], [("2026-05-01",)]])
def test_what_are_no_days(wrong: Any) -> None:
    for draw in (plot.season, plot.coverage):
        with pytest.raises(TypeError, match="expected a mapping from days to assessments"):
            draw(wrong)


def test_what_is_no_day(answer: hl.Assessment) -> None:
    with pytest.raises(TypeError, match=r"expected `datetime.date` or ISO dates, got `int`"):
        plot.season({20260501: answer})
    for wrong in ("1 May", "2026-13-01", ""):
        with pytest.raises(ValueError, match="expected ISO dates such as 2026-05-31"):
            plot.season({wrong: answer})
    with pytest.raises(ValueError, match="got two for 2026-05-01"):
        plot.season([("2026-05-01", answer), (dt.date(2026, 5, 1), answer)])
    with pytest.raises(TypeError, match="expected an assessment"):
        plot.season({"2026-05-01": 7})


def test_options_that_are_none(answer: hl.Assessment) -> None:
    for draw in (plot.causes, plot.families, plot.evidence):
        with pytest.raises(ValueError, match="`top`: expected at least 1, got 0"):
            draw(answer, top=0)
        for wrong in (True, 2.0, "3"):
            with pytest.raises(TypeError, match="`top`: expected a whole number"):
                draw(answer, top=wrong)
        for wrong in ("fr", "", 1):
            with pytest.raises(ValueError, match="`language`: expected one of 'en', 'de'"):
                draw(answer, language=wrong)
    with pytest.raises(TypeError, match="`cause`: expected a cause"):
        plot.evidence(answer, 7)
    with pytest.raises(ValueError, match="`look`: expected one of"):
        plot.theme(plot.causes(answer), "blue")
    with pytest.raises(TypeError, match="`chart`: expected a chart"):
        plot.theme({}, "dark")


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "<img src=x onerror=alert(1)>",
    "'+alert(1)+'",
    '"}],"x":"${{datum}}',
    "a\nb\x00c\u2028d\x1b[31m",
    "datum.probability",
    "x" * 400,
    "\u202eevil",
]


def test_hostile_text_is_text(answer: hl.Assessment) -> None:
    reason = answer.causes[0].supports[0]
    reasons = tuple(replace(reason, text=hostile) for hostile in HOSTILE)
    causes = [
        replace(cause, name=hostile, label=hostile, family=hostile, supports=reasons)
        for cause, hostile in zip(answer.causes, HOSTILE, strict=False)
    ]
    one = replace(answer, causes=tuple(causes))
    for chart in charts(one, top=9).values():
        spec = chart.to_dict()
        # Altair writes the text of a chart as it is into a <script> of a page.
        assert not re.search(r"<[a-zA-Z/!?]", json.dumps(spec))
        programs = [value for key, value in walk(spec) if key in {"expr", "labelExpr", "test"}]
        assert not any("alert" in program or "xxx" in program for program in programs)
        assert vl_convert.vegalite_to_svg(spec)


def walk(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [pair for key, one in value.items() for pair in [(key, one), *walk(one)]]
    return [pair for one in value for pair in walk(one)] if isinstance(value, list) else []


def test_two_causes_of_one_name_are_two(answer: hl.Assessment) -> None:
    twins = [replace(cause, name="twin", label="twin") for cause in answer.causes[:2]]
    drawn = rows(plot.causes(replace(answer, causes=tuple(twins))))
    assert [row["label"] for row in drawn[:2]] == ["Twin", "Twin"]
    assert drawn[0]["at"] != drawn[1]["at"]


# Colours. Matrices for full dichromacy in linear light: Viénot 1999, and Machado 2009 for blue.

EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.1124, 0.8876, 0), (0.1124, 0.8876, 0), (0.004, -0.004, 1)),
    "deuteranopia": ((0.2928, 0.7072, 0), (0.2928, 0.7072, 0), (-0.0223, 0.0223, 1)),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
Linear = list[float]


def linear(color: str) -> Linear:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def through(eye: str, light: Linear) -> Linear:
    seen = [sum(m * p for m, p in zip(row, light, strict=True)) for row in EYES[eye]]
    return [min(max(p, 0.0), 1.0) for p in seen]


def oklab(light: Linear) -> Linear:
    r, g, b = light
    lms = [
        0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
        0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
        0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
    ]
    x, y, z = (math.cbrt(value) for value in lms)
    return [
        0.2104542553 * x + 0.7936177850 * y - 0.0040720468 * z,
        1.9779984951 * x - 2.4285922050 * y + 0.4505937099 * z,
        0.0259040371 * x + 0.7827717662 * y - 0.8086757660 * z,
    ]


def contrast(one: str, other: str) -> float:
    r, g, b = (0.2126, 0.7152, 0.0722)
    light = [r * c[0] + g * c[1] + b * c[2] + 0.05 for c in (linear(one), linear(other))]
    return max(light) / min(light)


@pytest.mark.parametrize("eye", EYES)
def test_for_and_against_differ_to_every_eye(eye: str) -> None:
    one, other = (oklab(through(eye, linear(c))) for c in (look.FOR, look.AGAINST))
    assert math.dist(one, other) > 0.1, "half of this is plainly seen"


def test_symbols_never_differ_by_colour_alone() -> None:
    for signs in (look.URGENCY_SIGNS, look.STATE_SIGNS, look.CAUSE_SIGNS):
        assert len({sign.shape for sign in signs.values()}) == len(signs)
        assert len({sign.letter for sign in signs.values()}) == len(signs)


@pytest.mark.parametrize("paper", ["#ffffff", "#faf9f6", "#121615", "#1e1e1e"])
def test_marks_stand_out_from_every_paper(paper: str) -> None:
    for color in (look.FOR, look.AGAINST, look.CALM, look.SOFT, look.NOW):
        assert contrast(color, paper) >= 3, "WCAG 1.4.11"


@pytest.mark.parametrize("on", ["light", "dark"])
def test_text_is_read_on_its_paper(on: str) -> None:
    paper, ink, soft, _ = look._LOOKS[on]  # noqa: SLF001
    assert contrast(ink, paper) >= 7
    assert contrast(soft, paper) >= 4.5
    auto = look._LOOKS["auto"][1]  # noqa: SLF001
    assert contrast(auto, paper) >= 3.8


# The package.


def test_both_languages_have_the_same_words() -> None:
    folder = Path(plot.__file__).parent
    tables = [
        tomllib.loads((folder / f"words_{language}.toml").read_text(encoding="utf-8"))
        for language in ("en", "de")
    ]
    slots = [
        {key: sorted(n for _, n, _, _ in string.Formatter().parse("".join(value)) if n)}
        for table in tables
        for key, value in table.items()
    ]
    half = len(slots) // 2
    assert slots[:half] == slots[half:]
    assert not any("ß" in "".join(value) for value in tables[1].values())


def test_importing_heavylegs_imports_no_altair() -> None:
    program = "import sys, heavylegs; sys.exit('altair' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603


def test_without_altair_the_import_says_what_to_install() -> None:
    program = "import sys; sys.modules['altair'] = None; import heavylegs.plot"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    wanted = 'ImportError: heavylegs.plot needs Altair: pip install "heavylegs[plot]"'
    assert done.stderr.strip().splitlines()[-1] == wanted


@pytest.mark.parametrize("name", ["heavylegs.plot", *(f"heavylegs.plot.{n}" for n in plot.__all__)])
def test_docstrings(name: str) -> None:
    documented = plot if name == "heavylegs.plot" else getattr(plot, name.rpartition(".")[2])
    example = doctest.DocTestParser().get_doctest(documented.__doc__, {}, name, name, 0)
    assert example.examples
    assert doctest.DocTestRunner().run(example).failed == 0
