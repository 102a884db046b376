"""What stands before the number of a basis; kinds by the shipped registry."""

import pytest

from kg.basis_finding import FormCode
from kg.basis_form import form_findings
from kg.registry import load_registry
from tests.kg.drafted import DECISION, cite, text

REGISTRY = load_registry()
CODES = (FormCode.DOUBLED_OPENING, FormCode.KIND_MISSPELT, FormCode.KIND_WRONG)
CODE_OF_LABOUR = "45/2019/QH14@2019-11-20"


def found(line, number, kind, key=None):
    source = text("ỦY BAN NHÂN DÂN", line, "QUYẾT ĐỊNH:")
    mention = cite(source, number, kind)
    meant = {mention.char_start: key} if key else {}
    findings = form_findings(DECISION, [mention], source, REGISTRY, meant)
    return [(f.code, f.found, f.expected) for f in findings if f.code in CODES]


def test_an_opening_said_twice_is_found():
    line = "Căn cứ Căn cứ Luật Lưu trữ số 33/2024/QH15;"
    assert [code for code, *_ in found(line, "33/2024/QH15", "Luật")] == [FormCode.DOUBLED_OPENING]


@pytest.mark.parametrize(
    ("printed", "findings"),
    [
        ("Thông số", [(FormCode.KIND_MISSPELT, "Thông số", "Thông tư số")]),
        ("Căn cứ Thông số", [(FormCode.DOUBLED_OPENING, None, None),
                             (FormCode.KIND_MISSPELT, "Thông số", "Thông tư số")]),
        ("Thông tư số", []),
        ("Thông tư liên tịch số", []),
        ("Quyết định số", []),
        ("các văn bản số", []),
        ("số", []),
    ],
)  # fmt: skip
def test_a_misspelt_kind_is_told_by_what_the_number_says(printed, findings):
    told = found(f"Căn cứ {printed} 17/2025/TT-BNNMT;", "17/2025/TT-BNNMT", "Thông tư")
    assert [item[0] for item in told] == [item[0] for item in findings]
    assert [item[1:] for item in told if item[0] is FormCode.KIND_MISSPELT] == [
        item[1:] for item in findings if item[0] is FormCode.KIND_MISSPELT
    ]


@pytest.mark.parametrize(
    ("printed", "wrong"),
    [("Luật Lao động", True), ("Bộ luật Lao động", False), ("Bộ Luật lao động", False)],
)
def test_a_code_called_a_law_is_found(printed, wrong):
    told = found(f"Căn cứ {printed} số 45/2019/QH14;", "45/2019/QH14", "Bộ luật", CODE_OF_LABOUR)
    said = [(FormCode.KIND_WRONG, "Luật số 45/2019/QH14", "Bộ luật")]
    assert told == (said if wrong else [])


def test_an_unregistered_law_is_not_judged():
    assert found("Căn cứ Luật A số 9999/2019/QH14;", "9999/2019/QH14", "Luật", "x@?") == []
