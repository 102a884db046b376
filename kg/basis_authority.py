"""Whether a document names the act that gives its issuer the power to issue it.

Local government: a law on the organisation of local government (77/2015/QH13, 65/2025/QH15,
72/2025/QH15 in their days); Government and Prime Minister: a law on the organisation of the
Government; ministers: the decree on functions, tasks and powers. Other issuers are not judged.
"""

from collections.abc import Sequence

from kg.authorities import expand_abbreviations
from kg.basis_lines import BasisLine, Opening
from kg.folding import fold
from kg.model import Header

_LOCAL = "Luật Tổ chức chính quyền địa phương"
_CENTRAL = "Luật Tổ chức Chính phủ"
_MINISTRY = "Nghị định quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức"
_ISSUERS = (
    (("ubnd", "uy ban nhan dan", "hdnd", "hoi dong nhan dan"), _LOCAL),
    (("chinh phu", "thu tuong"), _CENTRAL),
    (("bo ", "bo truong"), _MINISTRY),
)
_NAMED = {
    _LOCAL: ("to chuc chinh quyen dia phuong", "to chuc hoi dong nhan dan", "to chuc hdnd"),
    _CENTRAL: ("to chuc chinh phu",),
    _MINISTRY: ("chuc nang", "to chuc chinh phu"),
}


def authority_missing(header: Header, lines: Sequence[BasisLine]) -> str | None:
    """Name of the act that should be among the bases; None where it is, or none is known.

    Only where the document has bases of its own; one that opens with "Thực hiện …" needs none.
    """
    own = [line for line in lines if line.opening is Opening.BASIS]
    wanted = _wanted(header.issuer)
    if not own or wanted is None:
        return None
    texts = [fold(expand_abbreviations(line.text)) for line in own]
    titles = [fold(m.title or "") for line in own for m in line.mentions]
    named = any(words in text for words in _NAMED[wanted] for text in (*texts, *titles))
    return None if named else wanted


def _wanted(issuer: str | None) -> str | None:
    folded = fold(issuer or "")
    for head in ("pho chu tich ", "chu tich ", "thuong truc "):
        folded = folded.removeprefix(head)
    for heads, wanted in _ISSUERS:
        if folded.startswith(heads):
            return wanted
    return None
