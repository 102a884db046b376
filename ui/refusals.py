"""Why a question was not answered, in one sentence, and what to do next, in another."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from kg.identity import has_year, is_national
from kg.model import Header
from kg.terms import Intent, NoAnswer
from search.evidence import Answer
from search.follow_up import FOLLOWS, continues
from search.question import Question
from search.spoken import MAX_LENGTH
from ui import labels
from ui.listed import listed
from ui.validity_words import remarks

NAMED: Final = 60  # characters of what was asked about that are told again
_FEW: Final = 2  # words that are no question yet
_CONTINUES: Final = re.compile(r"^(?:con|the|vay|roi|va|ai|khi nao|bao gio)\b|\bthi sao\b")
_NUMBERS: Final = re.compile(r"^[\s\W]*\d[\d\s/.,?!-]*$")
_OF_TASKS: Final = frozenset({Intent.TASKS_OF_OFFICE, Intent.LIST_TASKS})
_MOST_FOREIGN: Final = 0.3  # share of letters of other scripts from which a text is not Vietnamese
_ENGLISH: Final = frozenset(  # none of them is a Vietnamese word typed without diacritics
    """and are does for from have how is of please tell that the there this was what when where
    which who why will with you your""".split()
)
_ASKS_IN_ENGLISH: Final = frozenset("what when where which who why how please".split())
_LEAST_ENGLISH: Final = 3  # one word of so many is such a word in an English text
_EXAMPLE: Final = "“Nghị định 61/2018/NĐ-CP còn hiệu lực không?”"

ADVICE: Final = MappingProxyType(
    {
        NoAnswer.NOT_FOUND: "Hãy hỏi bằng từ khác, hoặc xem thẻ “Tìm”.",
        NoAnswer.NOT_HELD: "Hãy nạp văn bản ấy ở thẻ “Văn bản” (hoặc: cancu ingest) rồi hỏi lại.",
        NoAnswer.UNCLEAR: "Hãy nêu rõ văn bản, cơ quan hoặc địa phương, và điều muốn biết.",
        NoAnswer.OUT_OF_SCOPE: (
            "Có thể hỏi: ai chủ trì, thời hạn, chỉ tiêu, văn bản nào viện dẫn, còn hiệu lực "
            "không, nội dung nằm ở đâu."
        ),
    }
)


def refusal(given: Answer) -> str:
    """What is not known, in one sentence."""
    question = given.question
    if given.choices:
        return _choices(given)
    if given.reason is NoAnswer.NOT_HELD and question.intent is Intent.IN_FORCE:
        return _unknown_state(given)
    flaw = flaw_of(question.text)
    if flaw is not None and not given.subject:
        return _FLAWS[flaw][0].format(text=_named(question.text))
    if _unsure(given):
        return "Có tìm thấy nội dung liên quan, nhưng chưa đủ chắc chắn để trả lời."
    if given.reason is NoAnswer.UNCLEAR and not given.subject:
        return _unclear(question)
    return _plain(given)


def advice(given: Answer) -> str:
    """What to do next, in one sentence."""
    return next(_ways_on(given))


def _ways_on(given: Answer) -> Iterator[str]:
    """Ways on, the fittest first."""
    question = given.question
    if given.choices:
        yield "Hãy chọn một trong các văn bản ấy, hoặc nêu ngày ký, cơ quan ban hành."
    flaw = flaw_of(question.text)
    if flaw is not None and not given.subject:
        yield _FLAWS[flaw][1]
    if given.reason is NoAnswer.NOT_HELD and question.intent is Intent.IN_FORCE:
        yield "Hãy tra văn bản gốc; biết rồi thì thêm vào danh mục: cancu registry add."
    if _unsure(given):
        yield "Hãy hỏi cụ thể hơn (số hiệu, cơ quan, địa phương), hoặc tự xem các đoạn gần nhất."
    if given.reason is NoAnswer.NOT_FOUND and question.unknown_number:
        yield "Hãy xem lại số, năm và ký hiệu, hoặc hỏi bằng tên văn bản."
    if given.reason is NoAnswer.UNCLEAR and _alone(question):
        yield "Hãy hỏi đủ ý, hoặc hỏi tiếp ngay sau câu trước."
    yield ADVICE[given.reason or NoAnswer.NOT_FOUND]


def flaw_of(text: str) -> str | None:
    """What keeps any text from being a question in Vietnamese; None where nothing does.

    One of "wordless", "number", "foreign", "english", "long".
    """
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return "number" if _NUMBERS.search(text) else "wordless"
    foreign = sum(not unicodedata.name(char, "").startswith("LATIN") for char in letters)
    if foreign > _MOST_FOREIGN * len(letters):
        return "foreign"
    words = re.findall(r"[^\W\d_]+", text.lower())
    said = sum(word in _ENGLISH for word in words)
    begins = bool(words) and words[0] in _ASKS_IN_ENGLISH
    if begins or (said > 1 and _LEAST_ENGLISH * said >= len(words)):
        return "english"
    return "long" if len(text) > MAX_LENGTH else None


_FLAWS: Final = MappingProxyType(
    {
        "wordless": (
            "Câu hỏi không có chữ nào.",
            f"Hãy viết điều muốn biết, ví dụ: {_EXAMPLE}",
        ),
        "number": (
            "Chỉ có số “{text}”, chưa rõ là số của văn bản nào và muốn biết gì.",
            f"Hãy viết đủ ký hiệu và điều muốn biết, ví dụ: {_EXAMPLE}",
        ),
        "foreign": (
            "Câu hỏi không viết bằng tiếng Việt, nên không đọc được.",
            "Hãy hỏi bằng tiếng Việt, có dấu hoặc không dấu.",
        ),
        "english": (
            "Câu hỏi viết bằng tiếng Anh; ở đây chỉ hiểu câu hỏi tiếng Việt.",
            "Hãy hỏi bằng tiếng Việt, có dấu hoặc không dấu. Please ask in Vietnamese.",
        ),
        "long": (
            f"Câu hỏi quá dài: chỉ {MAX_LENGTH:,} ký tự đầu được đọc, và trong đó chưa rõ điều "
            "muốn biết.".replace(",", ".", 1),
            "Hãy rút gọn thành một câu hỏi.",
        ),
    }
)


def _unsure(given: Answer) -> bool:
    """Whether an answer was found that is not sure enough to be given."""
    return given.reason is NoAnswer.UNCLEAR and given.confidence > 0


def _unknown_state(given: Answer) -> str:
    names = [told_apart(record.header) for record in given.question.documents]
    subject = listed(names) if names else given.subject
    unknown = (
        f"Chưa rõ hiệu lực của văn bản{f' ({subject})' if subject else ''}: danh mục hiệu lực "
        "chưa có thông tin, nên không thể coi là còn hiệu lực."
    )
    known = [remark for row in given.rows for remark in remarks(row | {"beyond_registry": 0})]
    return " ".join([unknown, *known])


def _choices(given: Answer) -> str:
    """The documents among which a question does not tell, each by number, day and issuer."""
    names = [told_apart(record.header, whole=True) for record in given.choices]
    dates = [record.header.date for record in given.choices]
    missed = [
        year for year in given.question.years if all(day and day.year != year for day in dates)
    ]
    wrong = f", và không văn bản nào trong đó ký năm {missed[0]}" if missed else ""
    subject = f"{given.subject} " if given.subject else ""
    return (
        f"Có {len(names)} văn bản {subject}phù hợp{wrong}, chưa rõ câu hỏi nói về văn bản nào: "
        f"{listed(names)}."
    )


def _alone(question: Question) -> bool:
    """Whether it reads like a question that continues one before, and there is none."""
    told = question.chances.follow_up >= FOLLOWS and _CONTINUES.search(question.folded)
    return bool(told) and not question.followed and continues(question)


def _unclear(question: Question) -> str:
    words = question.text.split()
    if len(words) <= _FEW and not question.documents:
        return f"“{_named(question.text)}” chưa thành câu hỏi."
    if _alone(question):
        return "Câu này như hỏi tiếp một câu khác, mà chưa có câu nào trước nó."
    return labels.NO_ANSWERS[NoAnswer.UNCLEAR]


def _plain(given: Answer) -> str:
    question, subject = given.question, _named(given.subject)
    if given.reason is NoAnswer.NOT_HELD and question.strange_places:
        return f"Thư viện chưa có văn bản nào của {listed(question.strange_places)}."
    if given.reason is NoAnswer.NOT_HELD and question.plans and not question.numbers:
        return _of_other_years(question)
    if given.reason is NoAnswer.NOT_FOUND and question.unknown_number and subject:
        return f"Không thấy số {subject} ở đâu trong thư viện và danh mục hiệu lực."
    if given.reason is NoAnswer.NOT_FOUND and question.intent is Intent.WHO_CITES and subject:
        return f"Không văn bản nào trong thư viện viện dẫn {subject}."
    if given.reason is NoAnswer.NOT_FOUND and question.intent in _OF_TASKS:
        return _no_task(question, subject)
    text = labels.NO_ANSWERS[given.reason or NoAnswer.NOT_FOUND]
    return f"{text[:-1]}: {subject}." if subject else text


def _of_other_years(question: Question) -> str:
    """That what is held is of other years than asked: it must not be told as not held itself."""
    years = listed([str(year) for year in question.years])
    of = f" của năm {years}" if years else ""
    held = listed([told_apart(plan.header, whole=True) for plan in question.plans])
    return f"Thư viện chưa có văn bản{of} như được hỏi; chỉ có {held}."


def _no_task(question: Question, office: str) -> str:
    """That no task fits: an office that has tasks must not be taken for one that nobody knows."""
    asked = question.conditions
    met = " đúng mọi điều kiện đã hỏi" if asked.due or asked.lacking or asked.dead_base else ""
    of = f" của {office}" if office else ""
    return f"Không tìm thấy nhiệm vụ nào{of}{met} trong các văn bản của thư viện."


def _named(text: str) -> str:
    """Words of a user, short enough to be told again, without signs that cannot be seen."""
    seen = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return seen if len(seen) <= NAMED else f"{seen[:NAMED]}…"


def told_apart(head: Header, *, whole: bool = False) -> str:
    """Number, and the day and issuer where the number alone does not tell one document.

    whole: with day and issuer in any case.
    """
    number = head.number or head.title or "văn bản không ghi số"
    if head.date is None:
        return f"{number} không rõ ngày" if whole else number
    if is_national(number) and has_year(number) and not whole:
        return number
    issuer = f" của {head.issuer}" if head.issuer else ""
    return f"{number} ngày {labels.iso_date(head.date.isoformat())}{issuer}"


def other_years(numbers: Sequence[str]) -> str:
    """A sentence on documents of the same number of other years; empty for none."""
    return f"Cùng số, năm khác có: {listed(list(numbers))}." if numbers else ""
