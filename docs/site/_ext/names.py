"""References that Sphinx can't follow by itself: names of the API, and pages made elsewhere."""

from docutils import nodes
from outside import SITE
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

MODULES = ("heavylegs", "heavylegs.types", "heavylegs.ids", "heavylegs.training")


def documented(
    app: Sphinx,
    env: BuildEnvironment,
    node: pending_xref,
    shown: nodes.TextElement,
) -> nodes.Node | None:
    """Follow a name as a module imports it to the place where users import it from."""
    if node.get("refdomain") != "py":
        return None
    target, domain = node["reftarget"], env.domains.python_domain
    last = target.rpartition(".")[2]
    # Some names are in two modules: the one that the target says comes first.
    for module in sorted(MODULES, key=lambda one: target.startswith(f"{one}.") * -len(one)):
        name = f"{module}.{last}"
        if (target == last or target.startswith("heavylegs")) and name in domain.objects:
            args = (env, node["refdoc"], app.builder, "obj", name, node, shown)
            return domain.resolve_xref(*args)
    return None


class Generated(SphinxPostTransform):
    """Links to pages of the knowledge and to schemas, which are copied beside our own pages."""

    default_priority = 8  # before MyST, which knows pages of its own only

    def run(self, **_: object) -> None:
        """Replace references to what was copied."""
        page = self.app.builder.get_target_uri(self.env.docname)
        for node in list(self.document.findall(pending_xref)):
            path = node["reftarget"]
            if path.startswith(("knowledge/", "schema/")) and (SITE / "_extra" / path).is_file():
                link = nodes.reference(refuri="../" * page.count("/") + path, internal=True)
                link += node.children
                node.replace_self(link)


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen for what is not found."""
    app.connect("missing-reference", documented)
    app.add_post_transform(Generated)
    return {"parallel_read_safe": True}
