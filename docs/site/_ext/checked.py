"""Looks at the pages as they are written: links within lead somewhere, nothing is from outside."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sphinx.application import Sphinx
from sphinx.util import logging

LOG = logging.getLogger(__name__)

# What a browser fetches by itself, and a reader is not asked about.
FETCHED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Page(HTMLParser):
    """What a page holds: its anchors, where it leads, what it fetches."""

    def __init__(self, path: Path) -> None:
        """Read a page."""
        super().__init__()
        self.anchors: set[str] = set()
        self.links: set[str] = set()
        self.fetched: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what counts of an element."""
        given = {name: value for name, value in attrs if value}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.add(given["href"])
        if (name := FETCHED.get(tag)) in given:
            self.fetched.add(given[name])


def check(app: Sphinx, error: Exception | None) -> None:
    """Warn of every link into nothing and of everything that is fetched from elsewhere."""
    if error or app.builder.name != "html":
        return
    root = Path(app.outdir).resolve()
    pages = {path: Page(path) for path in sorted(root.rglob("*.html"))}
    for path, page in pages.items():
        shown = path.relative_to(root)
        for url in sorted(page.fetched):
            if urlsplit(url).netloc:
                LOG.warning("%s fetches %s", shown, url, type="checked")
        for url in sorted(page.links | page.fetched):
            if not leads_somewhere(path, url, pages):
                LOG.warning("%s links to %s, which is not there", shown, url, type="checked")


def leads_somewhere(path: Path, url: str, pages: dict[Path, Page]) -> bool:
    """Return whether a link within the site has a target; others are not looked at."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc:
        return True
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    anchor = unquote(parts.fragment)
    if target not in pages:
        return target.is_file()
    return not anchor or anchor in pages[target].anchors


def setup(app: Sphinx) -> dict[str, bool]:
    """Look when everything is written."""
    app.connect("build-finished", check)
    return {"parallel_read_safe": True}
