"""The directive `both`: a stretch of the tour in Rust and in Python, and what it prints.

`examples/tour.rs` and `examples/python/tour.py` hold it between markers. A step of the tests
compares what the two print, so what is shown here of the one holds for the other.
"""

import contextlib
import io
import re
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from outside import ROOT
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

RUST, PYTHON = ROOT / "examples/tour.rs", ROOT / "examples/python/tour.py"
STRETCH = re.compile(
    r"^ *(?:#|//) \[(\w+)\]\n(.*?)^ *(?:#|//) \[/\1\]\n",
    re.MULTILINE | re.DOTALL,
)

TABS = """\
::::{tab-set}
:sync-group: language

:::{tab-item} Python
:sync: python

```python
PYTHON
```
:::

:::{tab-item} Rust
:sync: rust

```rust
RUST
```
:::
::::
"""


@cache
def stretches(path: Path) -> dict[str, str]:
    """Cut a tour at its markers."""
    return dict(STRETCH.findall(path.read_text(encoding="utf-8")))


@cache
def printed() -> dict[str, str]:
    """Run the tour in Python, and return what each stretch prints."""
    names: dict[str, Any] = {"__file__": str(PYTHON)}
    prints = {}
    for name, code in stretches(PYTHON).items():
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(code, PYTHON, "exec"), names)
        prints[name] = out.getvalue()
    return prints


class Both(SphinxDirective):
    """Shows a stretch by its name; a name that is not in both tours ends the build."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the tabs, and below them the output, where there is some."""
        tabs, [name] = TABS, self.arguments
        for word, path in (("PYTHON", PYTHON), ("RUST", RUST)):
            self.env.note_dependency(str(path))
            code = textwrap.dedent(stretches(path)[name]).strip()
            tabs = tabs.replace(word, code)
        shown = self.parse_text_to_nodes(tabs)
        text = printed()[name].rstrip()
        output = nodes.literal_block(text, text, language="text", classes=["output"])
        return [*shown, *([output] if text else [])]


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive."""
    app.add_directive("both", Both)
    return {"parallel_read_safe": True}
