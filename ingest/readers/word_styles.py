"""What a Word style says that reading needs: list, capitals, hidden text, font."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ingest.readers.word_package import W

MAX_BASES = 20  # styles that build on each other; a ring of them ends here
OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks. None: not said here, what stands above decides."""

    capitals: bool | None = None
    hidden: bool | None = None
    font: str | None = None
    raised: bool | None = None

    def over(self, below: "Look") -> "Look":
        """This look, and where it says nothing the one below."""
        return Look(
            below.capitals if self.capitals is None else self.capitals,
            below.hidden if self.hidden is None else self.hidden,
            self.font or below.font,
            below.raised if self.raised is None else self.raised,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it takes over from its bases. number, depth: of its list."""

    look: Look = Look()
    number: str | None = None
    depth: int | None = None


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by their ids. default: of paragraphs that name none."""

    by_id: dict[str, Style]
    default: Style = PLAIN

    def of_paragraph(self, properties: Any) -> tuple[str, Style]:  # noqa: ANN401
        """Id and style of a paragraph with these properties (w:pPr or None)."""
        name = value(properties, "pStyle") or ""
        return name, self.by_id.get(name, self.default)

    def of_run(self, properties: Any) -> Look:  # noqa: ANN401
        """Look of a run: its own properties (w:rPr or None) over those of its style."""
        if properties is None:
            return PLAIN.look
        name = value(properties, "rStyle") or ""
        return look_of(properties).over(self.by_id.get(name, PLAIN).look)


def value(properties: Any, tag: str) -> str | None:  # noqa: ANN401
    """w:val of a child of a property element."""
    child = None if properties is None else properties.find(W + tag)
    return None if child is None else child.get(W + "val", "")


def look_of(properties: Any) -> Look:  # noqa: ANN401
    """What run properties (w:rPr) say themselves."""

    def switch(tag: str) -> bool | None:
        said = value(properties, tag)
        return None if said is None else said not in OFF

    fonts = None if properties is None else properties.find(W + "rFonts")
    named = None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
    place = value(properties, "vertAlign")
    raised = None if place is None else place == "superscript"
    return Look(switch("caps"), switch("vanish"), named, raised)


def list_of(properties: Any) -> tuple[str | None, int | None]:  # noqa: ANN401
    """List and depth that paragraph properties (w:pPr or None) name themselves."""
    found = None if properties is None else properties.find(W + "numPr")
    depth = value(found, "ilvl")
    return value(found, "numId"), int(depth) if depth and depth.isdigit() else None


def styles_of(root: Any) -> Styles:  # noqa: ANN401 (root of the styles part, or None)
    """The styles of a document; those of a missing part say nothing."""
    if root is None:
        return Styles({})
    nodes = {node.get(W + "styleId"): node for node in root.findall(W + "style")}
    styles = {name: _style(list(_bases(node, nodes))) for name, node in nodes.items()}
    basic = look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    paragraphs = {
        name: replace(styles[name], look=styles[name].look.over(basic))
        for name, node in nodes.items()
        if node.get(W + "type") == "paragraph"
    }
    default = next(
        (name for name in paragraphs if nodes[name].get(W + "default") not in {None, *OFF}), ""
    )
    return Styles(styles | paragraphs, paragraphs.get(default, Style(basic)))


def _bases(node: Any, nodes: dict[str, Any]) -> Iterator[Any]:  # noqa: ANN401
    for _ in range(MAX_BASES):
        if node is None:
            return
        yield node
        node = nodes.get(value(node, "basedOn") or "")


def _style(chain: list[Any]) -> Style:
    look, number, depth = Look(), None, None
    for node in chain:
        look = look.over(look_of(node.find(W + "rPr")))
        own, level = list_of(node.find(W + "pPr"))
        number, depth = number if number is not None else own, depth if depth is not None else level
    return Style(look, number, depth)
