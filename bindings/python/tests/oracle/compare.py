"""When two sets of posteriors are equal."""


def differences(found: dict[str, float], wanted: dict[str, float]) -> list[str]:
    """Where they differ by more than 1e-10 relative to max(p, 1e-6)."""
    if set(found) != set(wanted):
        return [f"other causes: {sorted(set(found) ^ set(wanted))}"]
    return [
        f"{id}: {found[id]!r}, not {p!r}"
        for id, p in wanted.items()
        if not abs(found[id] - p) <= 1e-10 * max(p, 1e-6)
    ]
