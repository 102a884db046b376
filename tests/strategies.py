"""Hypothesis strategies that several tests share."""

from hypothesis import strategies as st

from kg.number import DocumentNumber
from kg.number.symbol import PARTY

YEARS = st.none() | st.integers(1946, 2030)
ORDINALS = st.from_regex(r"[0-9]{1,5}([a-z]|\.[0-9]{1,2})?", fullmatch=True).filter(
    lambda text: text[-1] not in "ol"  # such a letter is read as a digit, with a problem
)
STATE_TYPES = ("NĐ", "NQ", "QĐ", "CT", "TT", "KH", "CTr", "BC", "TTr", "TB", "HD", "KL", "CĐ", "PA")
ISSUERS = ("CP", "TTg", "UBND", "HĐND", "BNV", "VPCP", "SNV", "CTUBND", "BGDĐT", "SKH&ĐT")
LEGISLATURES = ("QH13", "QH15", "UBTVQH14")
UNITS = ("", "-HC", "-NC", "-CCHC")


@st.composite
def numbers(draw: st.DrawFn) -> DocumentNumber:
    """Numbers in canonical form: of the State, the National Assembly, the Party, letters."""
    kind = draw(st.sampled_from(("state", "law", "party", "letter", "joint")))
    ordinal = draw(ORDINALS)
    if kind == "law":
        return DocumentNumber(
            ordinal, draw(st.integers(1992, 2030)), "/", draw(st.sampled_from(LEGISLATURES))
        )
    if kind == "party":
        symbol = f"{draw(st.sampled_from(STATE_TYPES))}/{draw(st.sampled_from(sorted(PARTY)))}"
        return DocumentNumber(ordinal, None, "-", symbol)
    if kind == "letter":
        symbol = f"{draw(st.sampled_from(ISSUERS))}-{draw(st.sampled_from(('NC', 'TH', 'CCHC')))}"
        return DocumentNumber(ordinal, None, "/", symbol)
    if kind == "joint":
        issuers = draw(st.lists(st.sampled_from(ISSUERS), min_size=2, max_size=5))
        return DocumentNumber(
            ordinal, draw(st.integers(1995, 2016)), "/", "-".join(["TTLT", *issuers])
        )
    symbol = f"{draw(st.sampled_from(STATE_TYPES))}-{draw(st.sampled_from(ISSUERS))}"
    return DocumentNumber(ordinal, draw(YEARS), "/", symbol + draw(st.sampled_from(UNITS)))
