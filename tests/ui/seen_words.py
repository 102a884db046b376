"""What of a page reaches a user's eye or ear: texts, and the attributes that are shown or read."""

import html
import re
from functools import lru_cache
from html.parser import HTMLParser

import corpus
from kg import terms
from kg.catalogue import entries
from kg.folding import fold
from kg.registry import load_registry

_SHOWN = {"title", "aria-label", "placeholder", "alt", "data-copied", "data-label", "data-copy"}
_HIDDEN = {"script", "style", "template"}
_WORD = re.compile(r"[A-Za-z][A-Za-z_]*")
_HOST = re.compile(r"(?:https?://)?\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?")


class _Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.said, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in _HIDDEN
        self.said += [value or "" for name, value in attrs if name in _SHOWN]

    def handle_endtag(self, tag):
        self.hidden -= tag in _HIDDEN

    def handle_data(self, data):
        if not self.hidden:
            self.said.append(data)


def seen(page):
    """The visible texts of a page, one a line."""
    reader = _Seen()
    reader.feed(page)
    return html.unescape("\n".join(reader.said))


@lru_cache(maxsize=1)
def codes():
    """Values of the enums of kg.terms that are codes: letters without a Vietnamese word."""
    enums = [one for one in vars(terms).values() if isinstance(one, type)]
    return frozenset(
        member.value
        for enum in enums
        for member in getattr(enum, "__members__", {}).values()
        if re.fullmatch(r"[a-z_]+", member.value)
    ) - {"xã"}


@lru_cache(maxsize=1)
def source_words():
    """English words of the names of sources in the reference tables."""
    registry = load_registry()
    named = [source for one in (*entries(), *registry.entries.values()) for source in one.source]
    named += [clause.source for clause in registry.clauses]
    named += [row["source"] for row in corpus.table("validity_rules")]
    known = {row["syllable"] for row in corpus.table("word_counts.csv.gz")}
    words = {w for one in named for w in re.findall(r"\b[a-z]{4,}\b", _HOST.sub(" ", one))}
    plain = {w for one in named for w in re.findall(r"\w+", one) if not w.isascii()}
    return frozenset(words - known - {fold(word) for word in plain})


def foreign(said, own=""):
    """Codes and English words of sources in a visible text that a document's own text lacks."""
    bare = _HOST.sub(" ", said)
    found = {word for word in _WORD.findall(bare) if word in codes() or "_" in word}
    found |= {word for word in _WORD.findall(bare) if word.lower() in source_words()}
    return found - set(_WORD.findall(own))
