"""The names of the package, and the examples in its documentation."""

import ast
import doctest
import re
from importlib.metadata import version
from pathlib import Path

import pytest

import heavylegs as hl
from heavylegs import _core

HERE = Path(__file__).resolve().parents[1]
STUB = HERE / "python" / "heavylegs" / "_core.pyi"


def test_every_name_of_the_core_is_exported() -> None:
    assert sorted(hl.__all__) == sorted(_core.__all__)


def test_the_version_is_that_of_the_distribution() -> None:
    assert hl.__version__ == version("heavylegs")


def documented() -> list[tuple[str, str]]:
    nodes = ast.walk(ast.parse(STUB.read_text(encoding="utf-8")))
    kinds = (ast.ClassDef, ast.FunctionDef)
    named = [node for node in nodes if isinstance(node, kinds) and ast.get_docstring(node)]
    return [(node.name, ast.get_docstring(node) or "") for node in named]


@pytest.mark.parametrize(("name", "text"), documented(), ids=lambda value: value[:20])
def test_docstrings(name: str, text: str) -> None:
    example = doctest.DocTestParser().get_doctest(text, {}, name, str(STUB), 0)
    assert doctest.DocTestRunner().run(example).failed == 0


def test_readme(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    for block in re.findall(r"```python\n(.*?)```", readme, re.DOTALL):
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102
    assert "%" in capsys.readouterr().out
