"""Training files and seasons: what was read, what follows, and what goes wrong."""

import copy
import datetime as dt
import doctest
import importlib
import json
import math
import os
import pickle
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import heavylegs as hl
from heavylegs import training
from heavylegs._record import Record
from heavylegs.training import Athlete, DayState, Diagnostic, DiagnosticLevel

ROOT = Path(__file__).resolve().parents[3]
SEASON = ROOT / "examples" / "season"
LIMPING = {"one_leg_swollen_hot_or_cold": True}
TCX = SEASON / "2025-03-05-easy.tcx.gz"


@pytest.fixture(scope="module")
def athlete() -> Athlete:
    return Athlete.from_file(SEASON / "athlete.toml")


@pytest.fixture(scope="module")
def reading(athlete: Athlete) -> training.Reading:
    return training.read(SEASON, athlete=athlete)


@pytest.fixture(scope="module")
def review(reading: training.Reading) -> training.Review:
    return training.review(reading)


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    return tomllib.loads((SEASON / "truth.toml").read_text(encoding="utf-8"))


# Reading.


def test_a_folder_is_read(reading: training.Reading) -> None:
    files = [*SEASON.glob("*.fit"), *SEASON.glob("*.tcx.gz")]
    runs = [one for one in reading.activities if one.source.format in {"fit", "tcx"}]
    assert len(runs) == len(files)
    assert {Path(one.source.file) for one in runs} == set(files)
    assert all(one.sport == "run" and one.sport.is_run for one in runs)
    assert {one.date for one in reading.days} <= {
        dt.date(2025, 3, 3) + dt.timedelta(n) for n in range(126)
    }
    assert reading.diagnostics == ()
    assert repr(reading).startswith(f"<Reading of {len(reading.activities)} activities")


def test_an_activity_is_what_its_file_is_named(reading: training.Reading) -> None:
    for one in reading.activities:
        if one.source.format in {"fit", "tcx"}:
            assert one.start is not None
            assert one.start.tzinfo is not None
            utc = one.start.astimezone(dt.UTC).date().isoformat()
            assert utc == Path(one.source.file).name[:10], "the runner trains by day"


def test_records_are_lists_of_one_length_with_none_for_unknown(reading: training.Reading) -> None:
    for one in reading.activities[:20]:
        records = one.records()
        assert {len(column) for column in records.values()} == {one.record_count}
        values = [value for column in records.values() for value in column]
        assert {type(value) for value in values} <= {float, type(None)}
        assert not any(value is not None and math.isnan(value) for value in values)
        assert records["time_s"] == sorted(records["time_s"], key=lambda s: s or 0)
        assert all(any(v is not None for v in column) for column in records.values())


def test_records_say_what_the_summary_says(reading: training.Reading) -> None:
    (one,) = [one for one in reading.activities if one.source.file.endswith("03-31-easy.fit")]
    distance, rate = one.records()["distance_m"], one.records()["heart_rate_bpm"]
    assert one.summary.distance_m == pytest.approx(max(m for m in distance if m), rel=0.02)
    assert one.summary.heart_rate_max_bpm == pytest.approx(max(b for b in rate if b), abs=2)
    assert one.beats_s() == []


def test_positions_are_nowhere(reading: training.Reading) -> None:
    names = {name for one in reading.activities[:3] for name in [*one.records(), *one.to_dict()]}
    assert not [name for name in names if "lat" in name or "lon" in name or "position" in name]


def test_paths_in_every_form_give_the_same() -> None:
    wanted = training.read(str(TCX)).to_dicts()
    assert len(wanted) == 1
    for paths in (TCX, [TCX], (str(TCX),), iter([TCX])):
        assert training.read(paths).to_dicts() == wanted
    assert training.read([]).to_dicts() == []


@pytest.mark.parametrize("paths", [None, 3, b"x", [None], [3], [b"x"], {"a": 1}])
def test_what_is_no_path(paths: Any) -> None:
    with pytest.raises(TypeError, match="`paths`: expected"):
        training.read(paths)


def test_threads_change_nothing(athlete: Athlete, reading: training.Reading) -> None:
    for threads in (1, 2, 7):
        other = training.read(SEASON, athlete=athlete, threads=threads)
        assert other.activities == reading.activities
        assert other.days == reading.days
        assert other.diagnostics == reading.diagnostics
        assert other.activities[5].records() == reading.activities[5].records()
    with pytest.raises(ValueError, match="threads"):
        training.read(SEASON, threads=-1)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    reading = training.read([tmp_path / "gone.fit", TCX])
    assert len(reading.activities) == 1
    (said,) = reading.diagnostics
    assert (said.code, said.level) == ("read.not_opened", DiagnosticLevel.UNUSABLE)
    assert said.file == str(tmp_path / "gone.fit")
    assert said.code in str(said)
    assert said.file in str(said)


def test_an_empty_folder(tmp_path: Path) -> None:
    reading = training.read(tmp_path)
    assert (reading.activities, reading.days, reading.diagnostics) == ((), (), ())
    review = training.review(reading)
    assert (review.days, review.first, review.last) == ((), None, None)
    assert review.to_dicts() == []
    assert repr(review) == "<Review of 0 days>"
    assert "<table" in review._repr_html_() + reading._repr_html_()


def test_broken_files_say_so_and_stop_nothing(tmp_path: Path) -> None:
    whole = (SEASON / "2025-03-31-easy.fit").read_bytes()
    (tmp_path / "a.fit").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.fit").write_bytes(b"\x00" * 100)
    (tmp_path / "c.gpx").write_bytes(b"<gpx><trk")
    (tmp_path / "d.csv").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "e.fit").write_bytes(whole)
    reading = training.read(tmp_path)
    assert [Path(one.source.file).name for one in reading.activities] == ["a.fit", "e.fit"]
    assert reading.activities[0].source.is_partial
    assert {Path(one.file).name for one in reading.diagnostics} == {
        "a.fit",
        "b.fit",
        "c.gpx",
        "d.csv",
    }


def test_progress_is_told_and_can_end_it(athlete: Athlete) -> None:
    seen: list[int] = []
    training.review(SEASON, athlete=athlete, progress=seen.append)
    files = [path for path in SEASON.iterdir() if path.suffix in {".fit", ".gz", ".csv", ".json"}]
    assert len(files) in seen
    assert seen[-1] == 126

    def stop(_: int) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        training.read(SEASON, progress=stop)


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals on Windows")
def test_ctrl_c_ends_a_review() -> None:
    script = f"""
import os, signal, threading, time
from heavylegs import training
reading = training.read({str(SEASON)!r})
threading.Timer(1, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
started = time.monotonic()
try:
    training.review(reading, start="2015-08-01", end="2025-07-20")
except KeyboardInterrupt:
    print("ended", time.monotonic() - started < 5)
"""
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert run.stdout.strip() == "ended True", run.stderr
    assert signal.SIGINT


# The athlete.

FIELDS: dict[str, Any] = {
    "sex": "female",
    "birth_year": 1984,
    "height_cm": 171.5,
    "threshold_pace": "4:13 /km",
    "time_zone": "Europe/Vienna",
    "next_race": {"date": dt.date(2025, 10, 5), "distance_km": 42.2},
    "scales": {"intervals": {"fatigue": "1-4,high_is_worse"}},
    "shoes": [{"name": 'the "blue" ones', "bought": dt.date(2025, 1, 2)}, {"name": "é\u2028\t"}],
}


def test_an_athlete_is_written_in_several_ways(tmp_path: Path) -> None:
    one = Athlete(FIELDS)
    assert Athlete(**FIELDS) == one
    assert Athlete({"sex": "female"}, birth_year=1984, phase=None) == Athlete(
        sex="female", birth_year=1984
    )
    text = 'sex = "female"\nbirth_year = 1984 # a comment\n'
    (tmp_path / "athlete.toml").write_text(text, encoding="utf-8")
    read = Athlete.from_file(tmp_path / "athlete.toml")
    assert read == Athlete.from_toml(text) == Athlete(sex="female", birth_year=1984)
    assert read != one
    assert hash(read) == hash(Athlete(sex="female", birth_year=1984))
    assert read.to_toml() == text
    assert Athlete() == Athlete.from_toml("") != one


def test_an_athlete_comes_back() -> None:
    one = Athlete(FIELDS)
    assert eval(repr(one)) == one  # noqa: S307
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one


WRONG = 'birthyear = 1984\nsex = "f"\nmass_kg = 6200\n[[shoes]]\nmass_g = 3\n'


def test_every_problem_of_an_athlete_at_once(tmp_path: Path) -> None:
    path = tmp_path / "athlete.toml"
    path.write_text(WRONG, encoding="utf-8")
    with pytest.raises(hl.AthleteError) as caught:
        Athlete.from_file(path)
    error = caught.value
    assert isinstance(error, hl.HeavyLegsError)
    assert training.AthleteError is hl.AthleteError
    found = [(p.code, p.line, p.path) for p in error.problems]
    assert found == [
        ("athlete.unknown_key", 1, "birthyear"),
        ("athlete.word", 2, "sex"),
        ("athlete.range", 3, "mass_kg"),
        ("athlete.no_name", 4, "shoes[0]"),
        ("athlete.range", 5, "shoes[0].mass_g"),
    ]
    assert {p.file for p in error.problems} == {str(path)}
    assert error.problems[0].help == "did you mean `birth_year`?"
    assert (error.code, error.path) == ("athlete.unknown_key", "birthyear")
    assert all(f"{path}:{line}:" in str(error) for line in range(1, 6))
    assert pickle.loads(pickle.dumps(error)).problems == error.problems


def test_keywords_have_no_lines() -> None:
    with pytest.raises(hl.AthleteError) as caught:
        Athlete(sex="f", mass_kg=float("inf"), **{"a b": 1})  # type: ignore[arg-type]
    assert [(p.path, p.line) for p in caught.value.problems] == [
        ("sex", None), ("mass_kg", None), ("a b", None),
    ]  # fmt: skip


def test_one_problem_and_a_thousand() -> None:
    with pytest.raises(hl.AthleteError, match=r"^the athlete can't be used: sex: "):
        Athlete(sex="f")  # type: ignore[arg-type]
    with pytest.raises(hl.AthleteError) as caught:
        Athlete({f"key_{number}": 1 for number in range(1000)})
    assert len(caught.value.problems) == 1000
    assert str(caught.value).endswith("and 950 more")


def test_what_is_no_toml_and_no_text(tmp_path: Path) -> None:
    with pytest.raises(hl.AthleteError) as caught:
        Athlete.from_toml("sex = \nbirth_year = 1984")
    assert (caught.value.code, caught.value.problems[0].line) == ("athlete.syntax", 1)
    (tmp_path / "a.toml").write_bytes(b"sex = \xff")
    with pytest.raises(hl.AthleteError) as caught:
        Athlete.from_file(tmp_path / "a.toml")
    assert caught.value.code == "athlete.encoding"
    with pytest.raises(FileNotFoundError):
        Athlete.from_file(tmp_path / "gone.toml")


@pytest.mark.parametrize("value", [object(), b"x", {1}, {"a": object()}, {1: 2}])
def test_what_no_field_holds(value: Any) -> None:
    with pytest.raises(TypeError):
        Athlete({"sex": value})
    with pytest.raises(TypeError, match="`athlete`: expected"):
        training.read([], athlete=3)  # type: ignore[arg-type]


# The review.


def test_every_day_of_the_season(review: training.Review, truth: Mapping[str, Any]) -> None:
    first, last = truth["first_day"], truth["last_day"]
    wanted = [first + dt.timedelta(number) for number in range((last - first).days + 1)]
    assert [day.date for day in review.days] == wanted
    ran = {Path(path).name[:10] for path in [*SEASON.glob("*.fit"), *SEASON.glob("*.tcx.gz")]}
    trained = {day.date.isoformat() for day in review.days if day.state is DayState.TRAINED}
    assert trained == ran
    assert all(day.load and day.distance_km for day in review.days if day.state == "trained")
    assert {(d.load, d.distance_km) for d in review.days if d.state == "rest"} == {(0.0, 0.0)}
    assert {(d.load, d.distance_km) for d in review.days if d.state == "unknown"} == {(None, None)}
    assert "84 of 84 sessions" in review.load


def test_a_heat_wave_is_seen(review: training.Review, truth: Mapping[str, Any]) -> None:
    wave = truth["causes"]["heat"]
    chance = {row["date"]: row["family_place"] for row in review.to_dicts()}
    inside = [p for day, p in chance.items() if wave["from"] <= day <= wave["to"]]
    before = [p for day, p in chance.items() if day < wave["from"]]
    assert max(inside) > 2 * max(before)


def test_assessments_are_those_of_the_evidence(review: training.Review) -> None:
    engine = hl.Engine()
    for day in (review.days[40], review.days[90]):
        again = engine.assess(day.evidence, top=1000, stability=False)
        assert [(c.id, c.probability) for c in again.causes] == [
            (c.id, c.probability) for c in day.assessment.causes
        ]
        assert set(day.evidence) == {one.observation for one in day.derived}
        assert not set(day.evidence) & {one.observation for one in day.not_derived}
    assert list(review.assessments().values())[40] == review.days[40].assessment


def test_derived_says_where_it_comes_from(
    review: training.Review, reading: training.Reading
) -> None:
    told = [one for day in review.days for one in day.derived]
    assert all(one.text and str(one) == one.text for one in told)
    from_runs = [one for one in told if one.activity is not None]
    assert from_runs
    for one in from_runs:
        assert one.activity is not None
        run = reading.activities[one.activity]
        assert run.start is not None
        assert run.start.date() == one.date
    assert all(one.code and str(one) for day in review.days for one in day.not_derived)


def test_one_day_and_some_days(reading: training.Reading, review: training.Review) -> None:
    day = dt.date(2025, 5, 30)
    one = training.review(reading, on=day)
    assert [found.date for found in one.days] == [day]
    assert one.days[0].evidence == review.day(day).evidence
    assert one.days[0].form == review.day(day).form
    some = training.review(reading, start="2025-07-01")
    assert some.days == review.days[-6:]
    noon = dt.datetime(2025, 3, 4, 12, tzinfo=dt.UTC)
    assert training.review(reading, end=noon).days == review.days[:2]
    with pytest.raises(KeyError, match="2024-01-01"):
        review.day("2024-01-01")


def test_answers_speak_on_the_last_day(reading: training.Reading) -> None:
    before, last = training.review(reading, start="2025-07-05", answers=LIMPING).days
    assert before.assessment.urgency == "self_care"
    assert last.assessment.urgency == "same_day"
    assert "one_leg_swollen_hot_or_cold" not in last.evidence


def test_a_coach_sees_no_sensitive_answer(reading: training.Reading) -> None:
    answers = hl.Evidence(has_periods="yes", comes_with_the_cycle=True)
    seen, kept = (
        training.review(reading, on="2025-07-06", answers=answers, redact_sensitive=on).to_json()
        for on in (False, True)
    )
    assert "comes_with_the_cycle" in seen
    assert "comes_with_the_cycle" not in kept


def test_scales_of_a_log_can_be_left_out(tmp_path: Path) -> None:
    rows = "date;sleep_hours;fatigue[1-5,high_is_worse]\n2025-03-04;7.5;5\n"
    (tmp_path / "wellness.csv").write_text(rows, encoding="utf-8")
    reading = training.read(tmp_path)
    told = training.review(reading).days[0]
    assert "tired_all_day" in told.evidence
    silent = training.review(reading, scores=False).days[0]
    assert "tired_all_day" not in silent.evidence


def test_the_threads_change_nothing(reading: training.Reading, review: training.Review) -> None:
    for threads in (1, 3):
        assert training.review(reading, threads=threads) == review
    with pytest.raises(ValueError, match="threads"):
        training.review(reading, threads=-1)


@pytest.mark.skipif("HEAVYLEGS_CLI" not in os.environ, reason="HEAVYLEGS_CLI is not set")
@pytest.mark.parametrize(
    ("asked", "days"),
    [
        (["--on", "2025-04-18"], {"on": "2025-04-18"}),
        (["--on", "2025-07-09", "--language", "de"], {"on": "2025-07-09", "language": "de"}),
        (["--from", "2025-03-03", "--to", "2025-07-06"], {"start": "2025-03-03"}),
    ],
)
def test_the_command_says_the_same(
    athlete: Athlete, reading: training.Reading, asked: list[str], days: Any
) -> None:
    command = [os.environ["HEAVYLEGS_CLI"], "review", str(SEASON), *asked, "--format", "json"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")  # noqa: S603
    by_command = json.loads(done.stdout)
    review = training.review(reading, athlete=athlete, **days).to_dict()
    assert by_command["span"] == [review["first"], review["last"]]
    for key in ("load", "estimated", "diagnostics"):
        assert by_command[key] == review[key]
    assert len(by_command["days"]) == len(review["days"])
    for told, day in zip(by_command["days"], review["days"], strict=True):
        # By which words the report names families is not told in Python.
        del told["summary"]["named"]
        assert told == as_the_command_does(day, reading, is_alone=len(review["days"]) == 1)


def as_the_command_does(
    day: dict[str, Any], reading: training.Reading, *, is_alone: bool
) -> dict[str, Any]:
    """Lay out a day of Python like one of the command, without what is computed anew."""
    findings, assessment = day.pop("evidence"), day.pop("assessment")
    balance = {name: day.pop(name, None) for name in ("fitness", "fatigue", "form")}
    derived = []
    for one in day.pop("derived"):
        stretch, activity = one.pop("stretch", None), one.pop("activity", None)
        source = None if activity is None else reading.activities[activity].source
        line = "" if source is None or source.line is None else f", line {source.line}"
        derived.append(
            one
            | {
                "finding": findings[one["observation"]],
                "file": None if source is None else source.file + line,
                "stretch_s": None if stretch is None else [stretch["from_s"], stretch["to_s"]],
            }
        )
    summary = {
        **{name: assessment[name] for name in ("urgency", "activity", "none_of_these")},
        "coverage": assessment["coverage"]["state"],
        "names_a_leader": assessment["coverage"]["names_a_leader"],
        "families": shares(assessment["families"]),
        "causes": shares(assessment["causes"][:5]),
    }
    whole = {"assessment": assessment} if is_alone else {}
    return (
        day
        | whole
        | {
            "balance": None if balance["form"] is None else balance,
            "derived": derived,
            "summary": summary,
        }
    )


def shares(ranked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": one["id"], "probability": one["probability"]} for one in ranked]


def test_other_languages(reading: training.Reading) -> None:
    german = training.review(reading, on="2025-07-06", language="de").days[0].assessment
    assert german.language == "de"
    with pytest.raises(hl.EvidenceError, match="xx"):
        training.review(reading, on="2025-07-06", language="xx")


def test_today_can_be_asked_with_the_run_of_yesterday(reading: training.Reading) -> None:
    (today,) = training.review(reading, on="2025-07-07").days
    assert (today.state, today.load) == (training.DayState.UNKNOWN, None)
    run = {one.observation: one for one in today.derived}["run_minutes"]
    assert run.date == dt.date(2025, 7, 6)
    assert today.evidence["run_minutes"]["days_ago"] == 1
    late = training.review(reading, on="2025-07-20")
    assert late.days[0].assessment.expired
    with pytest.raises(ValueError, match=r"newest day of the data, 2025-07-06.*up to 2025-07-20"):
        training.review(reading, on="2025-07-21")


@pytest.mark.parametrize(
    ("days", "error"),
    [
        ({"on": "2025-07-06", "end": "2025-07-06"}, ValueError),
        ({"start": "2025-07-06", "end": "2025-07-05"}, ValueError),
        ({"on": "6 July"}, ValueError),
        ({"start": 20_000}, TypeError),
    ],
)
def test_days_that_are_none(days: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        training.review([], **days)


def test_answers_that_are_none(reading: training.Reading) -> None:
    with pytest.raises(hl.EvidenceError) as caught:
        training.review(reading, on="2025-07-06", answers={"hair_los": True, "ferritin": -1})
    assert len(caught.value.problems) == 2


def test_rows_are_plain(review: training.Review, reading: training.Reading) -> None:
    for rows in (review.to_dicts(), reading.to_dicts()):
        assert {frozenset(row) for row in rows} == {frozenset(rows[0])}
        kinds = {type(value) for row in rows for value in row.values()}
        assert kinds <= {str, int, float, bool, dt.date, dt.datetime, type(None)}
    row = review.to_dicts()[-1]
    day = review.days[-1]
    assert list(row)[:8] == [
        "date", "state", "load", "fitness", "fatigue", "form", "distance_km", "heavy",
    ]  # fmt: skip
    assert (row["urgency"], row["activity"]) == ("self_care", "as_planned")
    families = {f"family_{one.id}": one.probability for one in day.assessment.families}
    assert {key: value for key, value in row.items() if key.startswith("family_")} == families


def test_a_review_comes_back(review: training.Review) -> None:
    short = training.Review.from_json(review.to_json())
    assert short == review
    assert hash(short) == hash(review)
    day = review.days[60]
    assert pickle.loads(pickle.dumps(day)) == copy.deepcopy(day) == day
    assert pickle.loads(pickle.dumps(review)) == review
    assert str(pickle.loads(pickle.dumps(day)).assessment) == str(day.assessment)
    with pytest.raises(hl.ReadError) as caught:
        training.DayReview.from_dict(day.to_dict() | {"date": "today", "evidence": 3})
    assert [problem.path for problem in caught.value.problems] == ["date", "evidence"]


def test_a_copy_of_an_activity_has_no_records(reading: training.Reading) -> None:
    one = reading.activities[0]
    assert copy.deepcopy(one).records() == copy.copy(one).records() == one.records()
    again = pickle.loads(pickle.dumps(one))
    assert again == one == type(one).from_json(one.to_json())
    with pytest.raises(ValueError, match="read its file again"):
        again.records()
    with pytest.raises(TypeError):
        pickle.dumps(reading)


def test_tables_in_notebooks_are_escaped_and_short(
    review: training.Review, reading: training.Reading
) -> None:
    html = review._repr_html_()
    assert html.count("<tr>") == 15
    assert "2025-07-06" in html
    assert "The last 14 of 126 days." in html
    assert "168" in reading._repr_html_() or "run" in reading._repr_html_()
    said = Diagnostic("a.b", DiagnosticLevel.NOTE, "<b>", "", "<i>", None)
    assert "<b>" not in said._repr_html_()


def records() -> Iterator[type[Record]]:
    named = (getattr(training, name) for name in training.__all__)
    return (one for one in named if isinstance(one, type) and issubclass(one, Record))


@pytest.mark.parametrize("cls", list(records()), ids=lambda cls: cls.__name__)
def test_an_empty_object_is_refused_with_every_field(cls: type[Record]) -> None:
    with pytest.raises(hl.ReadError) as caught:
        cls.from_dict({})
    assert [p.path for p in caught.value.problems] == list(cls.__match_args__)


# Charts.


@pytest.fixture(scope="module")
def plot() -> Any:
    pytest.importorskip("altair", reason="heavylegs.plot needs altair")
    return importlib.import_module("heavylegs.plot")


@pytest.fixture(scope="module")
def weeks(reading: training.Reading) -> training.Review:
    return training.review(reading, start="2025-05-22", end="2025-06-10")


def parts(chart: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = chart.to_dict()["vconcat"]
    return found


def rows_of(chart: Any) -> list[dict[str, Any]]:
    sets = chart.to_dict()["datasets"].values()
    return [row for rows in sets for row in rows if "state" in row]


def test_a_chart_has_the_numbers_of_the_days(plot: Any, review: training.Review) -> None:
    chart = plot.training(review)
    days = {row["day"]: row for row in rows_of(chart)}
    for day in review.days:
        row = days[day.date.isoformat()]
        trained = day.state == "trained"
        assert row["load"] == (day.load if trained else None)
        assert (row["form"], row["heavy"]) == (day.form, day.heavy)
    titles = [part["title"]["text"] for part in parts(chart) if "title" in part]
    assert titles == [["Training over time"], ["Possible contributors over time"]]
    assert "trained: 83, rest: 42, unknown: 1" in chart.to_dict()["description"]


def test_a_chart_marks_periods(plot: Any, weeks: training.Review) -> None:
    periods = {"heat": (dt.date(2025, 5, 26), dt.date(2025, 6, 4))}
    chart = plot.training(weeks, periods=periods)
    assert "Heat: 2025-05-26 … 2025-06-04." in chart.to_dict()["description"]
    text = json.dumps(chart.to_dict())
    assert text.count('"after"') >= 1
    assert "Heat" not in json.dumps(plot.training(weeks).to_dict())
    later = {"heat": (dt.date(2026, 5, 26), dt.date.max)}
    assert plot.training(weeks, periods=later).to_dict() == plot.training(weeks).to_dict()
    with pytest.raises(ValueError, match="before it begins"):
        plot.training(weeks, periods={"heat": tuple(reversed(periods["heat"]))})
    with pytest.raises(TypeError, match="the first and the last day"):
        plot.training(weeks, periods={"heat": "2025"})


def test_charts_of_little(plot: Any, reading: training.Reading, review: training.Review) -> None:
    assert "No days yet" in json.dumps(plot.training(training.review([])).to_dict())
    short = training.review(reading, start="2025-03-03", end="2025-03-05")
    assert len(parts(plot.training(short))) == 2, "neither form nor heavy runs are known"
    text = json.dumps(plot.training(short).to_dict())
    assert "There is no form before there are 90 days of history" in text
    urgent = training.review(reading, start="2025-07-05", answers=LIMPING)
    below = json.dumps(parts(plot.training(urgent, periods={"x": (dt.date.min, dt.date.max)}))[-1])
    assert "Something for today comes first" in below
    with pytest.raises(TypeError, match="expected a review"):
        plot.training(review.assessments())


@pytest.mark.parametrize("look", ["auto", "light", "dark"])
def test_a_chart_is_a_picture(plot: Any, weeks: training.Review, look: str) -> None:
    convert = pytest.importorskip("vl_convert", reason="pictures need vl-convert-python")
    periods = {"heat": (dt.date(2025, 5, 26), dt.date(2025, 6, 4))}
    themed = plot.theme(plot.training(weeks, periods=periods), look)
    svg = convert.vegalite_to_svg(themed.to_dict())
    assert "NaN" not in svg
    assert all(word in svg for word in ("Heat", "Load (units a day)", "Weather and ground"))


def test_charts_in_german(plot: Any, reading: training.Reading) -> None:
    german = training.review(reading, start="2025-07-01", language="de")
    assert "Training im Lauf der Zeit" in json.dumps(plot.training(german).to_dict())


def test_the_docstring_of_the_chart(plot: Any) -> None:
    examples = doctest.DocTestFinder().find(plot.training, "training")
    assert [doctest.DocTestRunner().run(one).failed for one in examples if one.examples] == [0]


# Real files, where there are any: they are nobody else's to see, and not part of the project.


def test_real_files() -> None:
    shared = Path(os.environ.get("HEAVYLEGS_SHARED", ROOT.parent / "shared")) / "data"
    if not shared.is_dir():
        pytest.skip(f"no real files in {shared}")
    one, two = (training.read(shared, threads=threads) for threads in (1, 2))
    assert one.to_dicts() == two.to_dicts()
    assert one.days == two.days
    assert len(one.activities) > 50
    assert len([a for a in one.activities if a.record_count > 100]) > 10
    for activity in one.activities[::40]:
        assert len(activity.records()["time_s"]) == activity.record_count
        assert type(activity).from_json(activity.to_json()) == activity
