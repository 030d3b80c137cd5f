"""Everything that the package offers is somewhere in the reference."""

from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

import heavylegs
from heavylegs import ids, plot, spark, training, types

LOG = logging.getLogger(__name__)


def missing(env: BuildEnvironment) -> Iterator[str]:
    """Go through the public names without a place of their own."""
    documented = {name.rpartition(".")[2] for name in env.domains.python_domain.objects}
    for module in (heavylegs, ids, plot, spark, training, types):
        for name in module.__all__:
            if name not in documented and not name.startswith("__"):
                yield f"{module.__name__}.{name}"


def check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of them."""
    for name in missing(env):
        LOG.warning("%s is not in the reference", name, type="complete")


def setup(app: Sphinx) -> dict[str, bool]:
    """Look when all pages are read."""
    app.connect("env-check-consistency", check)
    return {"parallel_read_safe": True}
