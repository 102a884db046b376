"""The text in which duties stand, without bases, frames, footnotes, recipients and procedures."""

import re
from collections.abc import Iterator, Sequence

from ingest.paragraphs import LETTER, PART, PLAIN, ROMAN, Paragraph
from ingest.tasks.common_orders import common_order
from ingest.tasks.duty_lists import cut, sentence_spans
from kg.folding import fold

LONG = 200  # characters; a recipient or a signature is shorter
_RECIPIENTS = re.compile(r"^\W*n[o0]i nh\w{1,3}\s?:")
_CLOSING = re.compile(r"^tren day la\b")
_CLOSING_ORDER = re.compile(
    r"[,;.]\s(?P<order>(?:(?:uy ban nhan dan|ubnd|chu tich)[^.,;]{0,40}\s)?(?:yeu cau|de nghi)\s)"
)
_LAST_WORDS = re.compile(r"\./\.?\W*$")  # "./." closes a document's text
_BASIS = re.compile(
    r"^(?!\w+ \w+ [^,;]{0,60}\bnay\b)"
    r"(?:can cu (?:luat|nghi (?:quyet|dinh)|quyet|chi thi|thong tu|ke hoach|ket luan|cong van"
    r"|bo luat|hien phap)"
    r"|theo de nghi|xet de nghi|thuc hien (?:nghi (?:quyet|dinh)|quyet dinh|chi thi|ke hoach"
    r"|cong van|ket luan)[^;]*;?$)"
)
_FRAME = re.compile(
    r"nhu sau\s?:?$|^kinh phi\b|^tren day la|^\W*ban hanh (?:kem theo )?(?:quyet dinh"
    r"|quy che|quy dinh|ke hoach)"
    r".{0,40}(?:nay|sau)"
)
_FOOTNOTE = re.compile(r"^\s*\[\d{1,2}\]")
# Appendices on how citizens' applications are dealt with: steps for anyone, not duties given.
_PROCEDURES = re.compile(
    r"quy trinh noi bo|danh muc (?:\d+ )?(?:cac )?thu tuc hanh chinh"
    r"|noi dung (?:cu the )?(?:cua )?(?:tung )?thu tuc hanh chinh"
)
# The last two cells of a price list's row, each on a line of its own: "346", "người/ngày".
_AMOUNT = re.compile(r"\d[\d.,]*")
_RATE = re.compile(
    r"(?:dong\s?/\s?)?[a-z]+(?: [a-z]+){0,2}\s?/\s?(?:\d+ )?"
    r"(?:ngay|buoi|tiet|gio|thang|nam|lan|dot|nguoi|ca|mon|bai|de|cau|luot|suat|khoa|lop|ky thi)"
)


def readable(items: Sequence[Paragraph]) -> Iterator[Paragraph | None]:
    """The paragraphs that may hold duties.

    None stands where the running text ends and whatever follows belongs to no heading before it.
    """
    closed = signed = steps = False
    for item in items:
        steps = _opens_steps(item, signed=signed, now=steps)
        closed = closed and not (item.rank <= ROMAN or len(item.text) > LONG)
        ends = bool(_LAST_WORDS.search(item.text) or _RECIPIENTS.match(item.folded))
        left_out = steps or _is_left_out(item)
        if not closed and not left_out:
            yield item
        elif not closed and _CLOSING.match(item.folded):
            yield from _after_closing(item)
        closed, signed = closed or ends, signed or ends
        if ends or steps or (left_out and item.rank <= LETTER):
            yield None


def _opens_steps(item: Paragraph, *, signed: bool, now: bool) -> bool:
    """Whether an appendix tells the steps of procedures, from this title on."""
    title = signed and item.text.isupper() and len(item.text.split()) > 3
    if item.rank != PART and not title:
        return now
    return _PROCEDURES.search(fold(f"{item.mark} {item.text}")) is not None


def _is_left_out(item: Paragraph) -> bool:
    if _RECIPIENTS.match(item.folded) or _FOOTNOTE.match(item.text) or _is_priced(item):
        return True
    if item.rank == PLAIN and _BASIS.match(item.folded):
        return True
    frames = _FRAME.search(item.folded) is not None
    return frames and not common_order(item) and "co trach nhiem" not in item.folded


def _is_priced(item: Paragraph) -> bool:
    """Whether it is a row of a price list whose cells came as lines: what is paid for, how much."""
    ends = [*(start for start, _ in item.starts[1:]), len(item.text)]
    cells = [item.folded[a:b].strip() for (a, _), b in zip(item.starts, ends, strict=True)]
    return len(cells) > 2 and bool(_AMOUNT.fullmatch(cells[-2]) and _RATE.fullmatch(cells[-1]))


def _after_closing(item: Paragraph) -> Iterator[Paragraph]:
    """What follows the sentence "Trên đây là Kế hoạch …" in its paragraph: often orders.

    The order may stand in the same sentence: "Trên đây là …, yêu cầu Thủ trưởng các sở …".
    """
    spans = list(sentence_spans(item))
    if order := _CLOSING_ORDER.search(item.folded, 0, spans[0][1]):
        yield cut(item, order.start("order"))
    elif len(spans) > 1:
        yield cut(item, spans[1][0])
