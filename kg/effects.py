"""What a document's own text says of effect: from when it holds, what it ends, changes or halts.

Read by `ingest.effects`; kept with the document; merged into the registry by `kg.registry`.
"""

import datetime as dt
from dataclasses import dataclass

from kg.facts import Scope
from kg.terms import EffectKind


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect that a clause of a text gives.

    day: first day of the effect (for EXPIRES: first day no longer in force); None where neither
        the words nor a rule give it.
    rule: the article of law by which `day` is presumed where the words are silent; None where
        the words themselves give it.
    canonical, title, date: the document acted on, as named there; all None for the document
        itself ("Quyết định này có hiệu lực từ ngày …").
    char_start: raw offset of the mention of that document, by which it is linked; None without.
    scope, provisions: how much of it: "khoản 2 Điều 5; Điều 7", "cụm từ “…” tại Điều 3".
    clause: where in the text it is said, "khoản 2 Điều 40". quote: the words, as they stand.
    confidence: P(the clause was read rightly).
    """

    kind: EffectKind
    line: int
    quote: str
    day: dt.date | None = None
    rule: str | None = None
    canonical: str | None = None
    title: str | None = None
    date: dt.date | None = None
    char_start: int | None = None
    scope: Scope = Scope.FULL
    provisions: str | None = None
    clause: str | None = None
    confidence: float = 1.0

    @property
    def on_itself(self) -> bool:
        """Whether the effect is on the document that says it."""
        return self.canonical is None and self.title is None
