"""Names of laws that the codification no longer holds, read from how later texts cite them.

"Luật Hợp tác xã số 23/2012/QH13" says what 23/2012/QH13 is called. Only numbers with a year are
taken, with the wording that most texts use; a wording used by one text alone counts only where
the address of the law's own page says the same. A day is taken where texts print one.

    python -m corpus.build.law_names --texts articles.jsonl.gz --laws laws_fulltext.jsonl.gz \
        --known catalogue.csv.gz --registry registry.jsonl --out corpus/reference/cited_laws.csv
"""

import argparse
import csv
import gzip
import io
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.folding import fold

CITED = re.compile(
    r"(?P<kind>Bộ luật|Luật|Pháp lệnh)\s+(?P<name>[^.;:\d\"“”()\n]{2,150}?),?\s+[Ss]ố\s*:?\s*"
    r"(?P<number>\d+/\d{4}/(?:QH\d+|PL-UBTVQH\d+|UBTVQH\d+))"
    r"(?:\s+ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4}))?"
)
NOT_A_NAME = re.compile(r"\b(này|Nghị quyết|Nghị định|theo quy định|hiệu lực)\b")
SLUG = re.compile(r"/(bo-luat|luat|phap-lenh)-([a-z0-9-]+?)-so-\d+-\d{4}-")
NUMBER = re.compile(r"(?P<ordinal>\d+)/(?P<year>\d{4})/(?P<body>QH|PL-UBTVQH|UBTVQH)(?P<term>\d+)")
TERMS = {
    9: (1992, 1997),
    10: (1997, 2002),
    11: (2002, 2007),
    12: (2007, 2011),
    13: (2011, 2016),
    14: (2016, 2021),
    15: (2021, 2026),
    16: (2026, 2031),
}
KINDS = ("Bộ luật", "Luật", "Pháp lệnh")
FIELDS = ("number", "type", "title", "signed")


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def texts(row: dict[str, Any]) -> Iterator[str]:
    """All texts of a codified article or of a full law, NFC."""
    if "chapters" not in row:
        yield unicodedata.normalize("NFC", row["text"])
        return
    for chapter in row["chapters"]:
        for article in chapter.get("articles", ()):
            yield unicodedata.normalize("NFC", article.get("body") or "")


def slug(row: dict[str, Any]) -> str | None:
    """The law's name in its page's address, folded, with its kind; None for other pages."""
    match = SLUG.search(row.get("sourceUrl", ""))
    return f"{match[1]}-{match[2]}".replace("-", "") if match else None


def compact(text: str) -> str:
    """Folded letters and digits alone."""
    return "".join(re.findall(r"[a-z0-9]+", fold(text)))


def collect(
    paths: list[Path],
) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]], dict[str, str]]:
    """By number: the wordings used, the days printed, the name in the page's address."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    days: dict[str, Counter[str]] = defaultdict(Counter)
    slugs: dict[str, str] = {}
    for row in (row for path in paths for row in read(path)):
        if (address := slug(row)) is not None:
            slugs[row["id"]] = address
        for match in (m for text in texts(row) for m in CITED.finditer(text)):
            name = " ".join(f"{match['kind']} {match['name']}".split())
            inner = re.search(r"\b(Bộ luật|Luật|Pháp lệnh)\b", name[4:])
            if NOT_A_NAME.search(name) or (inner and "sửa đổi" not in name):
                continue
            names[match["number"]][name] += 1
            if match["day"]:
                day = f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
                days[match["number"]][day] += 1
    return names, days, slugs


def best_name(wordings: Counter[str], address: str | None) -> str | None:
    """The wording most used, spelt as most spell it; None where one text alone has it."""
    groups: Counter[str] = Counter()
    for name, count in wordings.items():
        groups[compact(name)] += count + (100 if compact(name) == address else 0)
    key, count = groups.most_common(1)[0]
    if count < 2:
        return None
    spellings = {name: n for name, n in wordings.items() if compact(name) == key}
    return max(spellings, key=lambda name: (spellings[name], name))


def slot(number: str) -> tuple[int, str, int] | None:
    """Ordinal, body and term: numbers of laws run on through a term of the National Assembly.

    None where the year lies outside the term: a slip of the citing text.
    """
    match = NUMBER.fullmatch(number)
    if match is None:
        return None
    first, last = TERMS.get(int(match["term"]), (0, 0))
    if not first <= int(match["year"]) <= last:
        return None
    return int(match["ordinal"]), match["body"], int(match["term"])


def without_slips(names: dict[str, Counter[str]], known: set[str]) -> list[str]:
    """Numbers to keep: of two years for one ordinal of a term, the one cited more often."""
    best: dict[tuple[int, str, int], str] = {}
    for number in sorted(names):
        place = slot(number)
        rival = best.get(place) if place else None
        if place and (rival is None or names[number].total() > names[rival].total()):
            best[place] = number
    taken = {slot(number) for number in known}
    return sorted(number for place, number in best.items() if place not in taken)


def kind_of(title: str) -> str:
    """The kind of law that a title opens with."""
    return next(kind for kind in KINDS if title.startswith(kind))


def from_addresses(
    slugs: dict[str, str], known: set[str], titles: list[str]
) -> list[tuple[str, str, str, str]]:
    """Laws whose page's address gives a name that another law bears too, spelt as there.

    They matter because a later law of the same name says until when the earlier one was meant.
    """
    spelt = {compact(title): title for title in titles}
    taken = {slot(number) for number in known}
    return [
        (number, kind_of(spelt[name]), spelt[name], "")
        for number, name in sorted(slugs.items())
        if number not in known and name in spelt and slot(number) not in (None, *taken)
    ]


def main() -> None:
    """Write the table of laws that the catalogue lacks."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("texts", "laws", "known", "registry", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    catalogue = gzip.decompress(args.known.read_bytes()).decode("utf-8")
    held = [*csv.DictReader(io.StringIO(catalogue)), *map(json.loads, args.registry.open())]
    known = {row["number"] for row in held}
    titles = [row["title"] for row in held if row["type"] in KINDS and row["title"]]
    names, days, slugs = collect([args.texts, args.laws])
    rows = []
    for number in without_slips(names, known):
        title = best_name(names[number], slugs.get(number))
        if title:
            day, count = (days[number].most_common(1) or [("", 0)])[0]
            same_year = day[:4] == number.split("/")[1]
            rows.append((number, kind_of(title), title, day if same_year and count > 1 else ""))
    rows += from_addresses(
        slugs, known | {row[0] for row in rows}, [*titles, *(r[2] for r in rows)]
    )
    with args.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(sorted(rows))
    print(f"{len(rows)} laws named, {sum(1 for row in rows if row[3])} with their day")


if __name__ == "__main__":
    main()
