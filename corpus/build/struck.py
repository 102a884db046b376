"""Documents outside the registry whose begin or end a clause of effect_clauses.jsonl proves.

Reads the tables that `corpus.build.registry` and `corpus.build.law_names` wrote, and adds
clause_documents.jsonl in the registry's own format: a document struck as a whole has its
`expired` day; a document that strikes others has its `effective` day and an unknown state
(nobody checked whether it still holds). Titles and types come from the catalogue, or from the
clause's own words.

    python -m corpus.build.struck --reference corpus/reference
"""

import argparse
import csv
import gzip
import io
import json
import re
from pathlib import Path
from typing import Any

TYPE = r"Bộ luật|Luật|Pháp lệnh|Nghị quyết"
TYPE_CODES = {
    "NĐ": "Nghị định",
    "QĐ": "Quyết định",
    "TT": "Thông tư",
    "NQ": "Nghị quyết",
    "PL": "Pháp lệnh",
}
ISSUERS = {"CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "BNV": "Bộ Nội vụ", "BTP": "Bộ Tư pháp"}


def records(path: Path) -> list[dict[str, Any]]:
    """Objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def known_names(reference: Path) -> dict[str, dict[str, str]]:
    """Rows of the catalogue and of the cited laws, by number."""
    catalogue = gzip.decompress((reference / "catalogue.csv.gz").read_bytes()).decode("utf-8")
    laws = (reference / "cited_laws.csv").read_text(encoding="utf-8")
    rows = [*csv.DictReader(io.StringIO(laws)), *csv.DictReader(io.StringIO(catalogue))]
    return {row["number"]: row for row in rows}


def words_before(number: str, quotes: list[str]) -> tuple[str | None, str | None]:
    """Type and name that a clause prints before "số <number>"; a decree's name is not there."""
    pattern = re.compile(rf"({TYPE})((?:(?!{TYPE})[^.;:\d])*?)\s+số\s+{re.escape(number)}")
    for quote in quotes:
        if (match := pattern.search(quote)) is not None:
            name = "" if " này" in match[2] else " ".join(match[2].split())
            return match[1], f"{match[1]} {name}" if name else None
    return None, None


def row_for(
    number: str, signed: str | None, quotes: list[str], names: dict[str, dict[str, str]]
) -> dict[str, Any]:
    """A registry row with identity alone."""
    name = names.get(number, {})
    kind, title = words_before(number, quotes)
    type_code, _, issuer_code = number.rpartition("/")[2].partition("-")
    parliament = re.search(r"/(QH|[A-Z-]*UBTVQH)\d+$", number)
    issuer = ISSUERS.get(issuer_code)
    if parliament:
        issuer = "Quốc hội" if parliament[1] == "QH" else "Ủy ban Thường vụ Quốc hội"
    signed = signed or name.get("signed") or None
    empty: dict[str, Any] = {
        f: []
        for f in (
            "replaces",
            "replaced_by",
            "amended_by",
            "amends",
            "guides",
            "succeeded_by",
            "succeeds",
            "source",
        )
    }
    return {
        "key": f"{number}@{signed or '?'}",
        "number": number,
        "type": name.get("type") or TYPE_CODES.get(type_code) or kind,
        "title": name.get("title") or (title if kind != "Nghị quyết" else None),
        "issuer": name.get("issuer") or issuer,
        "signed": signed,
        "effective": name.get("effective") or None,
        "expired": None,
        "expired_by": None,
        "status": "unknown",
        **empty,
    }


def documents(
    clauses: list[dict[str, Any]], registered: set[str], names: dict[str, dict[str, str]]
) -> dict[str, dict[str, Any]]:
    """Rows by number, for documents that the registry lacks and whose number has a year."""
    quotes = [clause["quote"] for clause in clauses if clause["quote"]]
    found: dict[str, dict[str, Any]] = {}

    def row(number: str, signed: str | None, clause: dict[str, Any]) -> dict[str, Any]:
        new = found.setdefault(number, row_for(number, signed, quotes, names))
        new["source"] = sorted({*new["source"], clause["source"]})
        new["confidence"] = clause["confidence"]
        return new

    for clause in clauses:
        day, number = clause["takes_effect"], clause["number"]
        if day and clause["date"] and number not in registered and clause["kind"] == "effective":
            row(number, clause["date"], clause)["effective"] = day
        for item in clause["affects"]:
            struck = clause["kind"] == "repeals" and item["scope"] == "full" and day
            outside = item["number"] and item["number"] not in registered
            if struck and outside and re.match(r"[\d.]+[a-z]?/\d{4}/", item["number"]):
                ended = row(item["number"], item.get("date"), clause)
                ended |= {
                    "expired": day,
                    "expired_by": "replacement_or_repeal",
                    "status": "expired",
                }
                ended["replaced_by"] = [
                    {"number": number, "date": day, "clause": clause["clause"], "scope": "full"}
                ]
    return found


def main() -> None:
    """Write clause_documents.jsonl."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path, required=True)
    reference: Path = parser.parse_args().reference
    registry = records(reference / "registry.jsonl")
    clauses = records(reference / "effect_clauses.jsonl")
    rows = documents(clauses, {row["number"] for row in registry}, known_names(reference))
    compiled = max(row["compiled"] for row in registry)
    lines = [
        json.dumps({**row, "compiled": compiled}, ensure_ascii=False)
        for _, row in sorted(rows.items())
    ]
    target = reference / "clause_documents.jsonl"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} documents known from clauses alone")


if __name__ == "__main__":
    main()
