"""New mentions of a group linked alone, where that leaves all others as they are.

A document that thousands cite would be linked anew at every write. What the old mentions of a
group mean depends on the new ones only through the documents that the mentions themselves
describe: each has the title, issuer and kind that most of its mentions give it. New mentions that
repeat just these leave it as it is; the stub that the library keeps of it says what they are.
Anything else is linked whole. Both ways give the same links: a test compares them.
"""

from collections import Counter
from collections.abc import Sequence

from kg.candidates import Candidate, CitedAt, Link, Resolution
from kg.contradictions import other_day
from kg.grouping import NEW, DayAndIssuer, Group
from kg.identity import has_year, is_national, issuer_form
from kg.model import DocumentRecord
from kg.registry import Registry
from kg.statements import Said


class _ChangesOthersError(Exception):
    """The new mentions may change what is known of the group."""


def link_added(
    mentions: Sequence[CitedAt],
    held: Sequence[DocumentRecord],
    stubs: Sequence[DocumentRecord],
    registry: Registry,
) -> list[Link] | None:
    """Links of new mentions whose documents are new too; None where others may change with them.

    stubs: documents that mentions of the group meant, and nobody holds, before these mentions.
    """
    try:
        return _Added(mentions, held, stubs, registry).links()
    except _ChangesOthersError:
        return None


class _Added(Group):
    """New mentions of a group, beside the documents that the old ones describe."""

    def __init__(
        self,
        mentions: Sequence[CitedAt],
        held: Sequence[DocumentRecord],
        stubs: Sequence[DocumentRecord],
        registry: Registry,
    ) -> None:
        super().__init__(mentions, held, registry)
        fixed = {candidate.key for candidate in self.fixed}
        self.before = {stub.key: _as_made(stub) for stub in stubs if stub.key not in fixed}
        if any(registry.get(key) for key in self.before):
            raise _ChangesOthersError  # their stubs are not what mentions say
        spellings = {stub.canonical for stub in self.before.values()}
        spellings |= {at.mention.canonical for at in mentions} if self.before else set()
        if len(spellings) > 1:
            raise _ChangesOthersError
        for key, made in self.before.items():
            if _tells_itself(key):
                self.made[key] = made

    def _described(self, statement: Said, spoken: Counter[DayAndIssuer]) -> str:
        """The one document of that day (or number) that old mentions describe in these words."""
        del spoken
        whole = [
            made
            for key, made in self.before.items()
            if _tells_itself(key) and (statement.unique or made.date == statement.date)
        ]
        if len(whole) != 1 or not self._repeats(statement, whole[0]):
            raise _ChangesOthersError
        return whole[0].key

    def _repeats(self, statement: Said, made: Candidate) -> bool:
        """Whether a statement says nothing of a document that its stub does not say."""
        if statement.date not in (None, made.date):
            return False
        if statement.title not in (None, made.title) or statement.type not in (None, made.type):
            return False
        if statement.national:
            return statement.issuer in (None, made.issuer)
        ours = statement.place.province if statement.place else None
        theirs = made.place.province if made.place else None
        issuer = made.key.split("@")[2]
        own_form = statement.issuer is None or issuer_form(statement.issuer) == issuer
        return statement.issuer == made.issuer and own_form and ours == theirs

    def _make(self, key: str, cited: Sequence[CitedAt], confidence: float = NEW) -> None:
        made = self.before.get(key)
        if made is None:
            if not self.before or _tells_itself(key):
                raise _ChangesOthersError
            super()._make(key, cited, confidence)  # described in part: known to nobody else
            return
        for at in cited:
            statement = self.said[at.mention_id]
            if not self._repeats(statement, made):
                raise _ChangesOthersError
            problems = other_day(statement, made)
            self.found[at.mention_id] = Resolution(key, (), confidence, problems)
        self.made.setdefault(key, made)


def _as_made(stub: DocumentRecord) -> Candidate:
    """As the mentions describe it, which the stub keeps."""
    head = stub.header
    return Candidate(
        stub.key, head.number, head.title, head.date, head.issuer, head.type, head.place
    )


def _tells_itself(key: str) -> bool:
    """Whether mentions that make this identity tell it from all others."""
    number, day, *issuer = key.split("@")
    known = is_national(number) or (bool(issuer) and not issuer[0].startswith("?"))
    return known and (has_year(number) or day != "?")
