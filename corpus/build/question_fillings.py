"""Names for the placeholders of phrasings: python -m corpus.build.question_fillings LIBRARY.

Documents, plans, offices, places, tasks, indicators and headings as documents of a library print
them, some shortened as people shorten them. Nothing of the filled questions is kept.
"""

import argparse
import json
import random
import re
from collections.abc import Iterable
from pathlib import Path

import corpus
from kg.model import DocumentRecord
from kg.reform_fields import reform_fields
from kg.store import Store

MOST = 400  # of each kind
_KIND = re.compile(r"^(?:tỉnh|thành phố|xã|phường|đặc khu) ", re.IGNORECASE)
_TYPE_CODE = re.compile(r"/[A-ZĐ].*$")


def documents(store: Store, held: Iterable[DocumentRecord]) -> set[str]:
    """Numbers as cited, whole and cut, and laws by name."""
    found: set[str] = set()
    for record in held:
        for mention in store.mentions(record.id):
            if mention.canonical:
                found |= {mention.canonical, _TYPE_CODE.sub("", mention.canonical)}
            elif mention.title and mention.title.startswith(("Luật", "Bộ luật")):
                found.add(mention.title)
    return {name for name in found if len(name) < 90}


def plans(held: Iterable[DocumentRecord]) -> set[str]:
    """Documents by kind, place and the first words of their titles."""
    found: set[str] = set()
    for record in held:
        head = record.header
        place = head.place.name if head.place else ""
        kind = (head.type or "kế hoạch").lower()
        words = (head.title or "").split()[:12]
        if place:
            found |= {f"{kind} của {place}", f"{place} {kind}", f"{kind} {place}"}
        if words:
            found.add(f"{' '.join(words)} của {place}" if place else " ".join(words))
        if head.number:
            found |= {head.number, f"{kind} {head.number}"}
    return found


def places(held: Iterable[DocumentRecord], chance: random.Random) -> set[str]:
    """Places of the documents, the provinces, some communes; each also without its kind."""
    found = {record.header.place.name for record in held if record.header.place}
    found |= {row["name"] for row in corpus.table("provinces")}
    found |= set(chance.sample([row["name"] for row in corpus.table("communes.csv.gz")], 60))
    return found | {_KIND.sub("", name) for name in found if not name[-1].isdigit()}


def beginnings(texts: Iterable[str], chance: random.Random) -> set[str]:
    """The first words of texts, as many as a person would type, without their last sign."""
    found = set()
    for text in texts:
        words = text.split()[: chance.randint(3, 13)]
        if len(words) >= 2:
            cut = " ".join(words).strip(" ,.;:-")
            found.add(cut[:1].lower() + cut[1:])
    return found


def fillings(store: Store, chance: random.Random) -> dict[str, list[str]]:
    """Names for each placeholder, at most `MOST` of a kind, in a fixed order."""
    held = store.documents()
    tasks = [item.task for item in store.tasks()]
    headings = [part.heading for record in held for part in store.sections(record.id)]
    days = [f"{chance.randint(1, 28)}/{chance.randint(1, 12)}" for _ in range(40)]
    years = [str(year) for year in range(2018, 2031)]
    found: dict[str, Iterable[str]] = {
        "<DOC>": documents(store, held),
        "<PLAN>": plans(held),
        "<OFFICE>": {a.office for task in tasks for a in task.assignments if len(a.office) < 60},
        "<PLACE>": places(held, chance),
        "<TASK>": beginnings((task.task for task in tasks), chance),
        "<INDICATOR>": beginnings((item.target.indicator for item in store.targets()), chance),
        "<TOPIC>": beginnings(headings, chance),
        "<FIELD>": {field.name for field in reform_fields()},
        "<YEAR>": years,
        "<DATE>": [
            *days, *(f"{day}/{chance.choice(years)}" for day in days),
            *(f"tháng {n}" for n in range(1, 13)), *(f"quý {n}" for n in ("I", "II", "3", "IV")),
            *(f"tháng {n}/2025" for n in range(1, 13)), "ngày 01/7/2025", "quý II/2025",
        ],
    }  # fmt: skip
    return {slot: sample(names, chance) for slot, names in found.items()}


def sample(names: Iterable[str], chance: random.Random) -> list[str]:
    """At most `MOST` of the names, each once, sorted."""
    every = sorted(set(names))
    return sorted(chance.sample(every, MOST)) if len(every) > MOST else every


def main() -> None:
    """Read a library's store, write the fillings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path, help="the library's database file")
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parent / "questions/fillings.json"
    )
    given = parser.parse_args()
    found = fillings(Store.open(given.store, create=False), random.Random(7))  # noqa: S311 -- examples, not secrets
    given.out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print({slot: len(names) for slot, names in found.items()})


if __name__ == "__main__":
    main()
