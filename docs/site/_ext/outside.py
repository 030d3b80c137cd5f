"""Files of the checkout that lie outside the source folder of the site."""

import shutil
from pathlib import Path

SITE = Path(__file__).resolve().parents[1]
ROOT = SITE.parents[1]


def copied(source: str, target: str, pattern: str) -> None:
    """Copy the files of a folder of the checkout, and nothing that was there before."""
    folder = SITE / target
    shutil.rmtree(folder, ignore_errors=True)
    for path in sorted((ROOT / source).glob(pattern)):
        if path.is_file():
            copy = folder / path.relative_to(ROOT / source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)
