"""The closed vocabularies of the project: every code that is stored, printed as JSON or labelled.

`ui/labels.py` holds one Vietnamese label for each member, and a test that none is missing.
"""

from enum import StrEnum
from typing import Final


class DocumentType(StrEnum):
    """Kinds of documents, by their Vietnamese name as printed above the title.

    Source: Decree 30/2020/NĐ-CP, Article 7 and Appendix III; Law 64/2025/QH15, Article 4;
    Party: Guide 36-HD/VPTW (2018).
    """

    CONSTITUTION = "Hiến pháp"
    CODE = "Bộ luật"
    LAW = "Luật"
    ORDINANCE = "Pháp lệnh"
    ORDER = "Lệnh"
    EDICT = "Sắc lệnh"
    RESOLUTION = "Nghị quyết"
    JOINT_RESOLUTION = "Nghị quyết liên tịch"
    DECREE = "Nghị định"
    DECISION = "Quyết định"
    DIRECTIVE = "Chỉ thị"
    CIRCULAR = "Thông tư"
    JOINT_CIRCULAR = "Thông tư liên tịch"
    PLAN = "Kế hoạch"
    PROGRAMME = "Chương trình"
    ACTION_PROGRAMME = "Chương trình hành động"
    SCHEME = "Đề án"
    PROJECT = "Dự án"
    OPTION_PLAN = "Phương án"
    GUIDE = "Hướng dẫn"
    CONCLUSION = "Kết luận"
    NOTICE = "Thông báo"
    REPORT = "Báo cáo"
    SUBMISSION = "Tờ trình"
    OFFICIAL_LETTER = "Công văn"
    REGULATION = "Quy chế"
    RULE = "Quy định"
    TELEGRAM = "Công điện"
    MINUTES = "Biên bản"
    STATUTE = "Điều lệ"
    CONSOLIDATED_TEXT = "Văn bản hợp nhất"
    STANDARD = "Tiêu chuẩn"
    OTHER = "Văn bản"


class Relation(StrEnum):
    """What a citing document does with the cited one (DOMAIN: relations, by their words)."""

    LEGAL_BASIS = "legal_basis"
    REFERS_TO = "refers_to"
    IMPLEMENTS = "implements"
    AMENDS = "amends"
    SUPPLEMENTS = "supplements"
    REPLACES = "replaces"
    REPEALS = "repeals"
    ANNULS = "annuls"
    SUSPENDS = "suspends"
    PROMULGATES = "promulgates"
    PROPOSED_BY = "proposed_by"
    GUIDES = "guides"


class ValidityState(StrEnum):
    """State of a document on one day. `UNKNOWN` is never to be shown as in force."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    PARTLY = "partly"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


class EffectKind(StrEnum):
    """What a clause does to the effect of a document."""

    EFFECTIVE = "effective"  # begins to hold
    EXPIRES = "expires"  # ends by itself: "có hiệu lực đến hết ngày …"
    REPLACES = "replaces"
    REPEALS = "repeals"  # bãi bỏ, hủy bỏ, hết hiệu lực
    AMENDS = "amends"  # sửa đổi, bổ sung
    SUSPENDS = "suspends"  # đình chỉ, ngưng hiệu lực
    RESUMES = "resumes"  # tiếp tục có hiệu lực
    TRANSITIONAL = "transitional"  # goes on for a time, or for some


class CitationRole(StrEnum):
    """Why a document is named at a place in the text; severity of a check depends on it."""

    BASIS = "basis"
    TASK = "task"
    REPORT = "report"
    HISTORY = "history"
    AMENDED_OBJECT = "amended_object"
    QUOTED_TITLE = "quoted_title"


class MentionType(StrEnum):
    """How a document is named at a place in the text."""

    NUMBERED = "numbered"
    NUMBERED_ABBREV = "numbered_abbrev"
    NAMED_LAW = "named_law"
    NAMED_LAW_EMBEDDED = "named_law_embedded"
    NAMED_DOC = "named_doc"
    SELF = "self"
    ANAPHORA = "anaphora"
    STANDARD = "standard"


class OfficeRole(StrEnum):
    """What an office does in a task."""

    LEAD = "lead"
    PERFORMING = "performing"
    COORDINATING = "coordinating"
    ADVISING = "advising"
    MONITORING = "monitoring"
    APPROVING = "approving"


DOING: Final = (OfficeRole.LEAD, OfficeRole.PERFORMING, OfficeRole.ADVISING)
"""Roles of those whose work it is."""

ACTING: Final = (*DOING, OfficeRole.MONITORING)
"""Roles of those that do the work or watch over it; the others help it, or approve its outcome."""


class TaskSource(StrEnum):
    """Where in a document a task was read."""

    BODY = "body"
    TABLE = "table"
    APPENDIX_HEADING = "appendix_heading"


class Severity(StrEnum):
    """Outcome of one row of a check, worst first (CONTRACT: severity table)."""

    ERROR = "error"
    WARNING = "warning"
    REVIEW = "review"
    UNKNOWN = "unknown"
    NOTE = "note"
    OK = "ok"


class PlaceLevel(StrEnum):
    """Level of government a document or place belongs to."""

    CENTRAL = "trung ương"
    PROVINCE = "tỉnh"
    DISTRICT = "huyện"
    COMMUNE = "xã"
    WARD = "phường"


class SectionKind(StrEnum):
    """Kinds of units in a document's outline."""

    PART = "part"  # Phần, a decision or the plan attached to it, an appendix
    CHAPTER = "chapter"  # Chương
    ARTICLE = "article"  # Điều
    ROMAN = "roman"  # I., II.
    NUMBERED = "numbered"  # 1., 1.1.
    LETTERED = "lettered"  # a), b), đ)
    APPENDIX = "appendix"  # Phụ lục


class Comparator(StrEnum):
    """How a target's value is meant."""

    AT_LEAST = ">="
    MORE = ">"
    EQUAL = "="
    AT_MOST = "<="
    LESS = "<"
    RANGE = "range"


class Intent(StrEnum):
    """What a question asks for."""

    WHO_CITES = "who_cites"
    WHAT_IT_CITES = "what_it_cites"
    IN_FORCE = "in_force"
    WHO_LEADS = "who_leads"
    TASKS_OF_OFFICE = "tasks_of_office"
    DEADLINE = "deadline"
    TARGET = "target"
    HEADER = "header"  # number, date, signer, issuer of a document
    SUPERSEDED = "superseded"  # which cited documents of a plan are dead
    RELATED = "related"  # what amends, replaces or repeals a document
    FIND_SECTION = "find_section"
    PRODUCT = "product"  # what a task is to yield
    LIST_TASKS = "list_tasks"  # tasks by conditions: due, field, role, state of their basis
    WHICH_DOCUMENTS = "which_documents"  # held documents that have, or lack, what is asked
    COMPARE = "compare"  # two documents side by side
    INCONSISTENCY = "inconsistency"  # where a document contradicts itself
    SUCCESSOR = "successor"  # who took over an office or a place
    WORKLOAD = "workload"  # how many tasks each office has
    OUT_OF_SCOPE = "out_of_scope"  # not about documents, tasks or validity
    UNKNOWN = "unknown"


class NoAnswer(StrEnum):
    """Why a question was not answered."""

    NOT_FOUND = "not_found"  # looked for in what the library holds, and not there
    NOT_HELD = "not_held"  # the document asked about is not held
    UNCLEAR = "unclear"  # the question cannot be understood, or fits several documents
    OUT_OF_SCOPE = "out_of_scope"  # not a question about documents, tasks or validity


class ProblemCode(StrEnum):
    """Codes of problems found in a document, a table or an input; tests and docs name these."""

    NUMBER_UNREADABLE = "number_unreadable"
    NUMBER_GUESSED = "number_guessed"
    NUMBER_MISSING = "number_missing"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_MISSING = "date_missing"
    CONFLICTING_DATES = "conflicting_dates"
    CONFLICTING_NUMBERS = "conflicting_numbers"
    CONFLICTING_PERIODS = "conflicting_periods"
    OUTLINE_OUT_OF_ORDER = "outline_out_of_order"
    AMBIGUOUS_DOCUMENT = "ambiguous_document"
    UNREGISTERED_DOCUMENT = "unregistered_document"
    SAME_NUMBER_HELD = "same_number_held"
    TEXT_DAMAGED = "text_damaged"
    FILE_EMPTY = "file_empty"
    FILE_UNREADABLE = "file_unreadable"
    FILE_UNSUPPORTED = "file_unsupported"
    FILE_ENCRYPTED = "file_encrypted"
    FILE_TOO_LARGE = "file_too_large"
    OCR_MISSING = "ocr_missing"
    CONVERTER_MISSING = "converter_missing"
    FILE_CLASSIFIED = "file_classified"
    FILE_LIMIT = "file_limit"
    NO_DOCUMENTS = "no_documents"
    ROW_REFUSED = "row_refused"
    CONTRADICTION = "contradiction"
    SELF_CITED = "self_cited"  # rests on, ends or changes itself
    TITLE_DIFFERS = "title_differs"  # the title quoted is another document's
    TYPE_DIFFERS = "type_differs"  # the kind named is not the one that the number tells
    ISSUER_IMPOSSIBLE = "issuer_impossible"  # the issuer named gives no such number
    CITED_LATER = "cited_later"  # of a day after the citing document's own


class LinkReason(StrEnum):
    """Why a document may be the one that a mention means; shown beside choices."""

    UNIQUE_NUMBER = "unique_number"  # the year is part of the number: one such document
    SAME_DATE = "same_date"  # the day stated is the day it was signed
    NEAR_DATE = "near_date"  # the day stated differs from it by one figure
    SAME_TITLE = "same_title"  # the words of its title stand at the mention
    SAME_DOCUMENT = "same_document"  # the citing document names it in full elsewhere
    SAME_YEAR = "same_year"
    SAME_ISSUER = "same_issuer"
    OTHER_FIGURE = "other_figure"  # day and title agree, one figure of the number does not
    NAME_ONLY = "name_only"  # a law of that name, in force on the citing day
    SAME_NUMBER = "same_number"  # nothing but the number speaks for it


class Event(StrEnum):
    """What happens to a document on a day of its time line, in the order of one day."""

    SIGNED = "signed"
    REPLACES = "replaces"  # it ends another one
    PARTLY_REPLACES = "partly_replaces"
    EFFECTIVE = "effective"
    PART_EFFECTIVE = "part_effective"  # some of its provisions, on a day of their own
    AMENDS = "amends"
    AMENDED = "amended"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    PARTLY_REPLACED = "partly_replaced"
    REPLACED = "replaced"
    LOST_BASE = "lost_base"
    PARENT_EXPIRED = "parent_expired"  # what it details has died: a presumption, for review
    SUCCEEDED = "succeeded"
    EXPIRED = "expired"


class InconsistencyKind(StrEnum):
    """What does not fit together in a document; each finding carries the readings that clash."""

    TWO_DATES = "two_dates"  # one cited document, two days (or a day not of its number's year)
    TWO_TYPES = "two_types"  # one number, two kinds of document
    TWO_NUMBERS = "two_numbers"  # one cited document by two numbers
    TWO_PERIODS = "two_periods"  # the title of one cited document with two spans of years
    WRONG_DATE = "wrong_date"  # the day stated is not the one on which it was signed
    WRONG_TITLE = "wrong_title"  # the title quoted is not that document's
    WRONG_ISSUER = "wrong_issuer"  # the issuer named gives no such number
    CITED_LATER = "cited_later"  # of a day after the document's own
    SELF_CITED = "self_cited"  # rests on itself
    OWN_NUMBER = "own_number"  # its own number printed in two ways
    OWN_DATE = "own_date"  # its own day printed in two ways
    OWN_PERIOD = "own_period"  # the years in its title are not those of its text
    IMPOSSIBLE_DAY = "impossible_day"  # a day that no calendar has
    HEADING_ORDER = "heading_order"
    APPENDIX_ORDER = "appendix_order"
    TWO_LEADS = "two_leads"  # one task, two offices in the lead
    TASK_TWO_DEADLINES = "task_two_deadlines"  # one task given twice
    TASK_TWO_LEADS = "task_two_leads"  # one task given twice, each time to another lead
    DEADLINE_BEFORE_PLAN = "deadline_before_plan"
    DEADLINE_OUTSIDE_PERIOD = "deadline_outside_period"
    TARGET_TWO_VALUES = "target_two_values"
    OFFICE_NOT_OF_LEVEL = "office_not_of_level"  # an office that such a unit does not have that day


class Certainty(StrEnum):
    """How sure a finding is: stated by the text itself, or to be looked at."""

    CERTAIN = "certain"
    LIKELY = "likely"
