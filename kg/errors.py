"""Problems (data) and errors (raised): the whole tree of what can go wrong.

    CancuError                 exit 1
    |-- UsageError             exit 2   wrong arguments, a date that is none
    |-- NotFoundError          exit 3   no such document, library, passage
    |   `-- AmbiguousError     exit 3   several documents fit; carries `choices`
    |-- ModelError             exit 1   a search model is missing, half-copied, too large
    `-- LibraryError           exit 4   damaged library, or of a newer version
        `-- IndexMissing       exit 4   no usable search index: rebuild it from the store

A `Problem` is a finding in somebody's document or table: it is stored and shown, never raised.
A `CancuError` ends a command; its message says what, where and what to do, in Vietnamese,
because users read it. Anything else that is raised is a programmer's mistake.
"""

from dataclasses import dataclass

from kg.terms import ProblemCode


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: what was found, what would do, and where.

    place: "plan.txt:85" (lines from 1), or the name of a file; empty where there is none.
    choices: other readings, best first, where the finding is a doubt between readings.
    """

    code: ProblemCode
    found: str
    expected: str
    place: str = ""
    choices: tuple[str, ...] = ()


class CancuError(Exception):
    """Base of all errors shown to users. `code` names the kind for programs."""

    exit_code = 1
    code = "failed"

    def __init__(self, message: str, hint: str = "", choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.choices = choices


class UsageError(CancuError):
    """The command or its arguments are wrong."""

    exit_code = 2
    code = "usage"


class NotFoundError(CancuError):
    """What was asked for is not in the library."""

    exit_code = 3
    code = "not_found"


class AmbiguousError(NotFoundError):
    """Several documents fit; `choices` lists them."""

    code = "ambiguous"


class ModelError(CancuError):
    """A model for search cannot be used: not there, half-copied, too large, unsafe."""

    code = "model"


class LibraryError(CancuError):
    """The library is damaged, locked by another program, or of a newer version."""

    exit_code = 4
    code = "library"


class IndexMissing(LibraryError):  # noqa: N818 - names the state, as NotFoundError's siblings do
    """There is no usable search index; the library builds it again from the store."""

    code = "index"
