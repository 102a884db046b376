"""What does not fit together in a document, as a block above its text."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.terms import Certainty
from ui import inconsistency_wording as told
from ui.links import address, attribute, text

Row = Mapping[str, Any]
_SIGNS: Final = {Certainty.CERTAIN: "✖", Certainty.LIKELY: "◆"}


def block(rows: Sequence[Row], document: str) -> str:
    """A list that opens, each finding with links to its lines; empty for none.

    document: id of the held document.
    """
    if not rows:
        return ""
    items = "".join(_item(row, document) for row in rows)
    return (
        '<details class="cc-problems cc-inconsistencies" lang="vi">'
        f"<summary>▲ {text(told.summary(rows))}</summary><ul>{items}</ul></details>"
    )


def _item(row: Row, document: str) -> str:
    sign = _SIGNS[Certainty(row["severity"])]
    seen = [said for said in row["readings"] if said["line"]]
    places = {said["line"]: said["quote"] or said["value"] for said in seen}
    links = ", ".join(
        f'<a href="{attribute(address("document", doc=document, line=line))}" '
        f'data-goto="{line}" title="{attribute(quote)}">dòng {line}</a>'
        for line, quote in places.items()
    )
    head = text(f"{sign} {told.certainty(row)}")
    end = f" <small>[{links}]</small>" if links else ""
    return f"<li><b>{head}</b>: {text(told.sentence(row))}{end}</li>"
