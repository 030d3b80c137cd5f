"""The script a runner who programs would write: FIT files into the same metrics, with pandas.

`cargo xtask season-bench` runs it and holds its numbers against ours. Every step over records is
one of numpy or pandas; only fitdecode goes from record to record. It reads no other formats, does
not look for faults of sensors, and judges no causes.
"""

import json
import platform
import resource
import sys
import time
import tomllib
from pathlib import Path

import fitdecode
import numpy as np
import pandas as pd

COLUMNS = ["timestamp", "distance", "enhanced_speed", "enhanced_altitude", "heart_rate"]
GAIT = ["cadence", "fractional_cadence", "stance_time", "temperature"]
MINETTI = [155.4, -30.4, -43.3, 46.3, 19.5, 3.6]
BANISTER = {"male": (0.64, 1.92), "female": (0.86, 1.67)}


def read(path: Path) -> pd.DataFrame:
    """Return the records of a file."""
    rows, offset = [], pd.Timedelta(0)
    with fitdecode.FitReader(path) as fit:
        for frame in fit:
            if frame.frame_type != fitdecode.FIT_FRAME_DATA:
                continue
            if frame.name == "record":
                rows.append({field.name: field.value for field in frame.fields})
            elif frame.name == "activity":
                utc = frame.get_value("timestamp").replace(tzinfo=None)
                offset = pd.Timedelta(frame.get_value("local_timestamp").replace(tzinfo=None) - utc)
    frame = pd.DataFrame(rows).reindex(columns=COLUMNS + GAIT)
    frame["day"] = (frame["timestamp"].iloc[0].tz_localize(None) + offset).normalize()
    return frame


def clean(frame: pd.DataFrame) -> pd.DataFrame:
    """Return clock, way, grade-adjusted speed, heart rate and cadence."""
    clock = (frame["timestamp"] - frame["timestamp"].iloc[0]).dt.total_seconds().to_numpy()
    weight = np.diff(clock, prepend=clock[0])
    speed = frame["enhanced_speed"].to_numpy(float)
    way = np.cumsum(np.nan_to_num(speed) * weight)
    height = frame["enhanced_altitude"].rolling(31, center=True, min_periods=1).mean().to_numpy()
    at = np.arange(len(clock))
    before, after = np.maximum(at - 15, 0), np.minimum(at + 15, len(at) - 1)
    length = way[after] - way[before]
    rise = height[after] - height[before]
    grade = np.divide(rise, length, out=np.full_like(rise, np.nan), where=length >= 10.0)
    grade = np.clip(grade, -0.45, 0.45)
    factor = np.polyval(MINETTI, grade) / 3.6
    heart = np.where(clock < 60.0, np.nan, frame["heart_rate"].to_numpy(float))
    cadence = 2.0 * (frame["cadence"] + frame["fractional_cadence"].fillna(0.0)).to_numpy(float)
    return pd.DataFrame(
        {
            "clock": clock,
            "weight": weight,
            "way": way,
            "speed": speed,
            "grade": grade,
            "adjusted": speed * np.maximum(factor, 0.85),
            "heart": heart,
            "cadence": cadence,
        }
    )


def mean(run: pd.DataFrame, column: str) -> float:
    """Return the mean of a column while moving."""
    known = run[(run["speed"] >= 0.5) & run[column].notna()]
    return float(np.average(known[column], weights=known["weight"])) if len(known) else np.nan


def is_steady(run: pd.DataFrame, most: float) -> bool:
    """Return whether the pace varies little over pieces of 30 s."""
    moving = run[(run["speed"] >= 0.5) & run["adjusted"].notna()]
    piece = ((moving["weight"].cumsum() - 1e-9) // 30.0).astype(int)
    sums = (moving["adjusted"] * moving["weight"]).groupby(piece).sum()
    paces = (sums / moving["weight"].groupby(piece).sum())[: int(moving["weight"].sum() // 30.0)]
    stands = moving["weight"].sum() < 0.9 * run["weight"].sum()
    return not stands and paces.std(ddof=0) / paces.mean() <= most


def decoupling(run: pd.DataFrame) -> float:
    """Return how much speed for a heartbeat falls from the first to the second half."""
    end = run["clock"].iloc[-1]
    rest = run[run["clock"] >= 600.0]
    if end < 2400.0 or not is_steady(rest, 0.10):
        return np.nan
    both = rest[rest["heart"].notna() & rest["adjusted"].notna()]
    is_first = both["clock"] < (600.0 + end) / 2.0
    first, second = (
        mean(half, "adjusted") / mean(half, "heart") for half in (both[is_first], both[~is_first])
    )
    return (first - second) / first


def pace_fade(run: pd.DataFrame) -> float:
    """Return how much the speed falls from the first third of the way to the last."""
    if run["clock"].iloc[-1] < 1200.0 or not is_steady(run, 0.20):
        return np.nan
    way = run["way"].iloc[-1]
    first, last = run[run["way"] < way / 3.0], run[run["way"] >= way * 2.0 / 3.0]
    fade = 1.0 - mean(last, "adjusted") / mean(first, "adjusted")
    slowed = fade >= 0.05 and mean(last, "heart") / mean(first, "heart") < 0.97
    return np.nan if slowed else fade


def cadence_decay(run: pd.DataFrame, points: list[tuple[float, float]]) -> float:
    """Return the fall of cadence that speed does not explain, by a line through earlier runs."""
    flat = run[(run["speed"] >= 1.8) & ~(run["grade"].abs() > 0.03) & run["cadence"].notna()]
    end = run["clock"].iloc[-1]
    early = flat[flat["clock"].between(600.0, 600.0 + end / 5.0, inclusive="left")]
    late = flat[flat["clock"] >= 0.8 * end]
    slope = np.polyfit(*np.array(points).T, 1)[0] if len(points) >= 60 else 0.0
    rise = mean(late, "cadence") - mean(early, "cadence")
    rise -= slope * (mean(late, "speed") - mean(early, "speed"))
    piece = (flat["weight"].cumsum() - 1e-9) // 30.0
    means = flat.groupby(piece)[["speed", "cadence"]].mean().to_numpy()
    points.extend(map(tuple, means))
    del points[:-2000]
    return -rise / mean(early, "cadence")


def load(run: pd.DataFrame, athlete: dict) -> float:
    """Return Banister's load."""
    k, b = BANISTER[athlete["sex"]]
    rest, most = athlete["resting_heart_rate_bpm"], athlete["maximal_heart_rate_bpm"]
    known = run[run["heart"].notna()]
    share = ((known["heart"] - rest) / (most - rest)).clip(0.0, 1.0)
    total = (known["weight"] / 60.0 * share * k * np.exp(b * share)).sum()
    return float(total * run["clock"].iloc[-1] / known["weight"].sum())


def season(runs: pd.DataFrame) -> pd.DataFrame:
    """Return what each day says of the load."""
    sums = runs.groupby("day")["load"].sum()
    days = sums.reindex(pd.date_range(sums.index.min(), sums.index.max()), fill_value=0.0)
    start = pd.concat([pd.Series([0.0]), days], ignore_index=True)
    fitness = start.ewm(alpha=1.0 / 42.0, adjust=False).mean().to_numpy()[:-1]
    fatigue = start.ewm(alpha=1.0 / 7.0, adjust=False).mean().to_numpy()[:-1]
    week = days.rolling(7)
    monotony = (week.mean() / week.std(ddof=0)).clip(upper=5.0)
    ratio = week.sum() / (days.shift(7).rolling(28).sum() / 4.0)
    return pd.DataFrame(
        {"fitness": fitness, "fatigue": fatigue, "monotony": monotony, "week_ratio": ratio},
        index=days.index,
    )


def main() -> None:
    """Print what it took, and what came of it."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    athlete = tomllib.loads((folder / "athlete.toml").read_text(encoding="utf-8"))
    paths = sorted(folder.glob("*.fit"))[:count]
    start = time.perf_counter(), time.process_time()
    frames = [read(path) for path in paths]
    done = time.perf_counter(), time.process_time()
    rows, points = [], []
    for path, frame in zip(paths, frames, strict=True):
        run = clean(frame)
        rows.append(
            {
                "file": path.name,
                "day": frame["day"].iloc[0],
                "decoupling": decoupling(run),
                "pace_fade": pace_fade(run),
                "cadence_decay": cadence_decay(run, points),
                "load": load(run, athlete),
            }
        )
    table = pd.DataFrame(rows)
    last = season(table).iloc[-1]
    end = time.perf_counter(), time.process_time()
    numbers = table.set_index("file")[["decoupling", "pace_fade", "cadence_decay", "load"]]
    known = numbers.astype(object).where(numbers.notna(), None)
    print(
        json.dumps(
            {
                "count": len(paths),
                "read_s": done[0] - start[0],
                "compute_s": end[0] - done[0],
                "cpu_s": end[1] - start[1],
                "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0,
                "files": known.to_dict(orient="index"),
                "balance": {name: float(last[name]) for name in ("fitness", "fatigue")},
                "versions": {
                    "python": platform.python_version(),
                    "fitdecode": fitdecode.__version__,
                    "pandas": pd.__version__,
                    "numpy": np.__version__,
                },
            }
        )
    )


if __name__ == "__main__":
    main()
