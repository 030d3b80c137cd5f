"""The documentation site; `cargo xtask docs` builds it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

import outside

import heavylegs

project = "heavylegs"
author = "The heavylegs contributors"
copyright = author
version = release = heavylegs.__version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "sphinx_design",
    "both",
    "checked",
    "command",
    "complete",
    "docstrings",
    "kernel",
    "names",
]

# What lies elsewhere in the checkout and is shown here: copied before the pages are looked for.
# Links would not survive every checkout on Windows.
outside.copied("examples/notebooks", "notebooks", "*.py")
outside.copied("docs/decisions", "explanation/decisions", "0*.md")
outside.copied("docs/knowledge", "_extra/knowledge", "**/*")
outside.copied("docs/schema", "_extra/schema", "*.json")
outside.copied("docs/schema/training", "_extra/schema/training", "*.json")
html_extra_path = ["_extra"]
exclude_patterns = ["conf.py", "_ext", "_extra", "_kernel"]

# Notebooks are stored as percent scripts. Pages with code cells and notebooks run at each build,
# as the library they show may have changed; what raises fails the build.
nb_custom_formats = {".py": ["jupytext.reads", {"fmt": "py:percent"}]}
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 60
nb_execution_show_tb = True
nb_merge_streams = True

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# One backtick in a docstring names something of the API.
default_role = "py:obj"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_rtype = False

nitpicky = True
nitpick_ignore_regex = [
    # The standard library: its index would have to be fetched while building.
    ("py:class", r"(collections\.abc|datetime|dt|os|pathlib)\..*"),
    # Altair: the same.
    ("py:class", r"alt\..*"),
    # Aliases within `heavylegs.plot`; the docstrings say what may be given.
    ("py:class", r"Days|Language|Periods|heavylegs\.plot\._look\.Drawn"),
    # A type variable: whatever kind of data frame was given.
    ("py:class", r"_Frame"),
]

html_theme = "furo"
html_title = "heavylegs"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
# Names of the API are no alarms: the theme has them in red.
CALM = {"color-api-name": "var(--color-foreground-primary)", "color-api-pre-name": "inherit"}
html_theme_options = {
    "top_of_page_buttons": [],
    "light_css_variables": CALM,
    "dark_css_variables": CALM,
}
pygments_style = "friendly"
pygments_dark_style = "lightbulb"
copybutton_exclude = ".linenos, .gp, .go"
