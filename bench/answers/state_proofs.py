"""Whether answers on the state of laws and decrees come with the words that prove them.

python -m bench.answers.state_proofs --library FOLDER [--questions 200] [--seed 8] [--misses]

Questions are made from the shipped facts on validity: a law by its name and year, a decree by its
number; whether it holds, from when, until when, and what took its place. An answer is proved if a
piece of its evidence is a clause whose document and words are those of an official text among the
facts; a line of the library that only names the document proves nothing of its state.
"""

import argparse
import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg import catalogue
from kg.facts import RegistryEntry, Scope, Standing
from kg.number import number_key
from kg.registry import Registry, load_registry
from ui.library import Library
from ui.understood import SURE

ON: Final = dt.date(2026, 11, 21)
_OF_LAWS: Final = re.compile(r"^\d+/\d{4}/(?:QH\d+|NĐ-CP)$")
_ASKED: Final[Mapping[str, Sequence[str]]] = {
    "state": ("{0} còn hiệu lực không?", "{0} hiện nay còn hiệu lực không"),
    "begin": ("{0} có hiệu lực từ ngày nào?", "{0} có hiệu lực khi nào"),
    "end": ("{0} hết hiệu lực khi nào", "{0} hết hiệu lực từ ngày nào?"),
    "heir": ("{0} bị văn bản nào thay thế?", "{0} được thay thế bởi luật, nghị định nào"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A question made from the facts on one document; kind: a key of `_ASKED`."""

    text: str
    kind: str
    number: str


def questions(registry: Registry, count: int, seed: int) -> list[Made]:
    """As many questions as asked for; the same for the same facts and seed."""
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    entries = {entry.key: entry for entry in (*catalogue.entries(), *registry.entries.values())}
    able = [one for key in sorted(entries) if list(_kinds(one := entries[key]))]
    return [_question(entry, chance) for entry in chance.sample(able, count)]


def _kinds(entry: RegistryEntry) -> Iterator[str]:
    """What can be asked of a document: what the facts answer, and whether it holds."""
    known = entry.standing is not Standing.CATALOGUE and entry.signed is not None
    if not (known and _OF_LAWS.match(entry.number)):
        return
    if entry.effective:
        yield "begin"
    if entry.expired:
        yield "end"
    if any(change.scope is Scope.FULL for change in entry.replaced_by):
        yield "heir"
    if entry.effective or entry.expired:
        yield "state"


def _question(entry: RegistryEntry, chance: random.Random) -> Made:
    kind = chance.choice(list(_kinds(entry)))
    titled = entry.title and re.match(r"(?:Bộ luật|Luật) (?!sửa đổi)", entry.title)
    by_name = titled and entry.signed and chance.random() < 0.7
    called = f"{entry.title} {entry.signed.year}" if by_name and entry.signed else ""
    named = called or f"{entry.type or 'Văn bản'} {entry.number}"
    return Made(chance.choice(_ASKED[kind]).format(named), kind, entry.number)


def words_of_texts(registry: Registry) -> set[tuple[str, str]]:
    """(number key, first words) of every clause of an official text among the facts."""
    told = [catalogue.clauses(number) for number in _numbers(registry)]
    read = [clause for clauses in told for clause in (*clauses.own, *clauses.on)]
    return {
        (number_key(clause.number), _start(clause.quote))
        for clause in (*registry.clauses, *read)
        if clause.quote
    }


def _numbers(registry: Registry) -> set[str]:
    known = (*catalogue.entries(), *registry.entries.values())
    return {number_key(entry.number) for entry in known}


def _start(words: str) -> str:
    """The first words of a clause, as one compares them."""
    return " ".join(words.split())[:80].casefold()


def is_proved(made: Made, given: Mapping[str, Any], texts: set[tuple[str, str]]) -> bool:
    """Whether a piece of an answer's evidence is a clause of an official text that speaks of it.

    Of the first day only words that tell from when something holds; of an end or an heir only
    words of another document, or of a period that ends by itself.
    """
    return any(_proves(made, piece, texts) for piece in given["evidence"])


def _proves(made: Made, piece: Mapping[str, Any], texts: set[tuple[str, str]]) -> bool:
    said, document = piece["quote"], number_key(piece["document"])
    if not any((document, _start(s)) in texts for s in (said, said.partition(": ")[2])):
        return False
    if made.kind == "begin":
        return "hiệu lực" in said and not re.search(r"hết hiệu lực(?!.*có hiệu lực)", said)
    own = document == number_key(made.number)
    return made.kind == "state" or not own or bool(re.search(r"đến (?:hết )?ngày", said))


def outcome(made: Made, given: Mapping[str, Any], texts: set[tuple[str, str]]) -> str:
    """What an answer gives to believe it by: one of five outcomes."""
    if not given["answered"]:
        return "not answered"
    if is_proved(made, given, texts):
        return "proved"
    sure = given["confidence"] >= SURE and given.get("proven") is not False
    if not sure:
        return "not sure, and says so"
    return (
        "certain, evidence proves something else" if given["evidence"] else "certain, no evidence"
    )


def main() -> None:
    """Ask the questions of a library and print a table of outcomes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--misses", action="store_true", help="print questions without proof")
    asked = parser.parse_args()
    registry = load_registry()
    texts = words_of_texts(registry)
    library = Library(asked.library)
    found: Counter[tuple[str, str]] = Counter()
    for made in questions(registry, asked.questions, asked.seed):
        given = library.ask(made.text, on=ON)
        told = outcome(made, given, texts)
        found[told, made.kind] += 1
        if asked.misses and told != "proved":
            print(f"{told} | {made.text} | {given['confidence']:.2f} | {given['answer'][:160]}")
    for told in sorted({told for told, _ in found}):
        kinds = ", ".join(f"{kind} {found[told, kind]}" for kind in _ASKED if found[told, kind])
        print(f"| {told} | {sum(found[told, kind] for kind in _ASKED)} | {kinds} |")


if __name__ == "__main__":
    main()
