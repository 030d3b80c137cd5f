"""The names of the package, and the examples in its documentation."""

import ast
import doctest
import importlib
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import heavylegs as hl
from heavylegs import _core, types

HERE = Path(__file__).resolve().parents[1]
PACKAGE = HERE / "python" / "heavylegs"
# The charts, which need Altair, have tests of their own.
SOURCES = sorted([*PACKAGE.glob("*.py"), *PACKAGE.glob("training/*.py")])
GENERATED = {"ids.py", "types.py"}


def test_every_name_of_the_core_is_used() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    unused = [name for name in _core.__all__ if not re.search(rf"_core\.{name}\b", written)]
    assert unused == ["__version__"]


def test_every_exported_name_is_there_once_and_sorted() -> None:
    assert sorted(hl.__all__) == hl.__all__
    assert all(hasattr(hl, name) for name in hl.__all__)


def test_a_fresh_process_finds_every_name_and_nothing_else() -> None:
    script = """
import heavylegs as hl
for module in ("heavylegs.types", "heavylegs.training"):
    assert module not in __import__("sys").modules, "imported before it was asked for"
assert hl.types.Urgency is hl.Urgency and hl.ids.CauseId and hl.training.Activity
assert all(hasattr(hl, name) for name in hl.__all__) and set(hl.__all__) <= set(dir(hl))
assert not hasattr(hl, "no_such_name")
"""
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603


def test_the_version_is_that_of_the_distribution() -> None:
    assert hl.__version__ == version("heavylegs")


def documented() -> list[tuple[str, str]]:
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.Module)):
                name = f"{path.stem}.{getattr(node, 'name', '')}"
                found.append((name, ast.get_docstring(node) or ""))
    return [(name, text) for name, text in found if ">>>" in text]


def test_examples_were_found() -> None:
    assert len(documented()) > 8


@pytest.mark.parametrize(("name", "text"), documented(), ids=lambda value: value[:24])
def test_docstrings(name: str, text: str) -> None:
    example = doctest.DocTestParser().get_doctest(text, {}, name, name, 0)
    assert doctest.DocTestRunner().run(example).failed == 0


def public(module: object) -> list[object]:
    return [getattr(module, name) for name in module.__all__ if name != "__version__"]


@pytest.mark.parametrize("name", ["", ".types", ".ids", ".training"])
def test_everything_public_is_documented(name: str) -> None:
    module = importlib.import_module(f"heavylegs{name}")
    classes = [thing for thing in public(module) if isinstance(thing, type)]
    assert [thing for thing in classes if not (thing.__doc__ or "").strip()] == []


def test_readme(capsys: pytest.CaptureFixture[str]) -> None:
    for readme in (HERE / "README.md", HERE.parents[1] / "README.md"):
        for block in re.findall(r"```python\n(.*?)```", readme.read_text("utf-8"), re.DOTALL):
            exec(compile(block, "README.md", "exec"), {})  # noqa: S102
        assert "%" in capsys.readouterr().out


def test_types_are_what_the_schemas_say() -> None:
    assert {"Assessment", "Cause", "Calibration", "Problem"} <= set(types.__all__)
