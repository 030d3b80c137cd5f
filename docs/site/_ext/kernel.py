"""The kernels that run pages and notebooks: they start as we say, not as a user's IPython does."""

import os
import shutil
import tempfile
from pathlib import Path

from outside import SITE
from sphinx.application import Sphinx


def prepare(app: Sphinx) -> None:
    """Make a folder for IPython, which keeps a history there, and remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="heavylegs-site-"))
    startup = folder / "profile_default" / "startup"
    shutil.copytree(SITE / "_kernel", startup)
    os.environ["IPYTHONDIR"] = str(folder)
    app.connect("build-finished", lambda *_: shutil.rmtree(folder, ignore_errors=True))


def setup(app: Sphinx) -> dict[str, bool]:
    """Prepare them before the first page is read."""
    app.connect("builder-inited", prepare)
    return {"parallel_read_safe": True}
