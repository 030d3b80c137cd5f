"""The directives `command` and `command-help`: the command line as it answers today.

The command is the one that `HEAVYLEGS_CLI` names, as in the tests; otherwise that of the `PATH`.
"""

import os
import re
import shlex
import subprocess
from functools import cache

from docutils import nodes
from outside import ROOT
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

SUBCOMMAND = re.compile(r"^  ([a-z]+)  ", re.MULTILINE)


@cache
def printed(arguments: str) -> str:
    """Run the command in the root of the checkout, and return what it prints."""
    command = os.environ.get("HEAVYLEGS_CLI", "heavylegs")
    done = subprocess.run(
        [command, *shlex.split(arguments)],
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
    )
    return done.stdout.rstrip()


def console(arguments: str) -> nodes.Node:
    """Return the call and its answer."""
    text = f"$ heavylegs {arguments}".rstrip() + "\n" + printed(arguments)
    return nodes.literal_block(text, text, language="console", classes=["wrapped"])


class Command(SphinxDirective):
    """Shows a call and its answer."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return both as one block."""
        return [console(self.arguments[0])]


class CommandHelp(SphinxDirective):
    """Shows the help of the command and of everything below it."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each."""
        return list(self.sections(""))

    def sections(self, path: str) -> list[nodes.Node]:
        """Return the section of a subcommand, and those of its own ones."""
        text = printed(f"{path} --help".strip())
        section = nodes.section(ids=[nodes.make_id(f"heavylegs {path}")])
        section += nodes.title("", "", nodes.literal("", f"heavylegs {path}".strip()))
        section += nodes.literal_block(text, text, language="text", classes=["wrapped"])
        listed = text.partition("Commands:\n")[2].partition("\n\n")[0]
        below = [name for name in SUBCOMMAND.findall(listed) if name != "help"]
        deeper = [self.sections(f"{path} {name}".strip()) for name in below]
        return [section, *(one for sections in deeper for one in sections)]


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directives."""
    app.add_directive("command", Command)
    app.add_directive("command-help", CommandHelp)
    return {"parallel_read_safe": True}
