"""Build the tables on validity in corpus/reference from raw inputs.

registry.jsonl        national documents with their dates, as compiled by hand (one a line)
effect_clauses.jsonl  clauses that begin or end the effect of documents, with their wording
catalogue.csv.gz      documents of the official codification: identity and names only
office_successors.csv bodies that ceased, with what took over

    python -m corpus.build.registry --registry registry.jsonl --clauses effect_clauses.jsonl \
        --catalogue documents.csv --offices office_successors.csv --out corpus/reference
"""

import argparse
import csv
import datetime as dt
import gzip
import io
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

PARTY_TYPE = {"Nghị quyết của Đảng": "Nghị quyết", "Tiêu chuẩn quốc gia": "Tiêu chuẩn"}
NAMED = ("Luật", "Bộ luật", "Pháp lệnh")
CATALOGUE_FIELDS = ("number", "type", "title", "issuer", "signed", "effective")


def records(path: Path) -> list[dict[str, Any]]:
    """Objects of a JSON Lines file, NFC."""
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def write_records(rows: list[dict[str, Any]], path: Path) -> None:
    """One JSON object a line, in the order given."""
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def registry_row(row: dict[str, Any]) -> dict[str, Any]:
    """A registry row with the project's name for its type; raises on a date that is none."""
    for name in ("signed", "effective", "expired", "compiled"):
        if row[name] is not None:
            dt.date.fromisoformat(row[name])
    row["type"] = PARTY_TYPE.get(row["type"], row["type"])
    if row["type"] == "Tiêu chuẩn":
        row["signed"] = None  # the table prints the year of issue as a day; the key keeps it
    return row


def clause_row(row: dict[str, Any]) -> dict[str, Any]:
    """A clause with whole days only: a document "of 2025" has no day of signing."""
    for item in (row, *row["affects"]):
        if item.get("date") and len(item["date"]) < 10:
            item["date"] = None
    return row


def iso(text: str) -> str:
    """A day as printed in the codification, 19/06/2015, in ISO form; empty stays empty."""
    if not text:
        return ""
    return dt.datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=dt.UTC).date().isoformat()


def cited_title(kind: str, title: str) -> str:
    """A law's title as it is cited: "An toàn thực phẩm" of a Luật as "Luật An toàn thực phẩm"."""
    title = " ".join(title.split())
    if kind not in NAMED or not title or title.casefold().startswith(kind.casefold()):
        return title
    return f"{kind} {title}"


def catalogue_row(row: dict[str, str]) -> dict[str, str] | None:
    """One document of the codification; None where it has no number."""
    number = row["so_hieu"].strip()
    if not number or "?" in number:
        return None
    return {
        "number": number,
        "type": row["loai"].strip(),
        "title": cited_title(row["loai"].strip(), row["ten"]),
        "issuer": " ".join(row["co_quan_ban_hanh"].split()),
        "signed": iso(row["ngay_ban_hanh"].strip()),
        "effective": iso(row["ngay_hieu_luc"].strip()),
    }


def write_catalogue(source: Path, target: Path) -> int:
    """The catalogue as a gzipped table (no time stamp, so that a rebuild is identical)."""
    text = unicodedata.normalize("NFC", source.read_text(encoding="utf-8-sig"))
    rows = [new for row in csv.DictReader(io.StringIO(text)) if (new := catalogue_row(row))]
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, CATALOGUE_FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    target.write_bytes(gzip.compress(buffer.getvalue().encode("utf-8"), mtime=0))
    return len(rows)


def proofs_of(row: dict[str, str], clauses: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The clauses that a row on an abolished body rests on; the quote goes to its own clause.

    A page's own words ("as reported") are not the clause's and are left out.
    """
    found: list[dict[str, Any]] = []
    for part in row["legal_source"].split(";"):
        plain = re.sub(r"\([^)]*\)", "", part).strip()
        named = re.match(r"(\S+/\S+|Kết luận \S+|công văn \S+)\s*(.*)", plain)
        document = named[1] if named else found[-1]["document"]
        clause = named[2] if named else plain
        found.append({"document": document, "clause": clause or None, "quote": None})
    quote = row["quote"]
    if not quote or "as reported" in row["legal_source"]:
        return found
    known = [c for c in clauses if c["quote"] and c["quote"][:60] == quote[:60]]
    spoken = (known[0]["number"], known[0]["clause"]) if known else ("150/2025/NĐ-CP", None)
    best = next((p for p in found if (p["document"], p["clause"]) == spoken), None)
    if best is not None:
        best["quote"] = quote
        return found
    same = [p for p in found if p["document"] == spoken[0]] or [
        p for p in found if p["document"] == found[0]["document"]
    ]
    point = [p for p in same if (p["clause"] or "").startswith(f"điểm {quote[0]}")]
    if quote[1:2] != ")" or not point:  # which of the clauses says it is not known: all do
        joined = "; ".join(p["clause"] for p in same if p["clause"]) or None
        found = [p for p in found if p not in same]
        return [*found, {"document": same[0]["document"], "clause": joined, "quote": quote}]
    point[0]["quote"] = quote
    return found


def write_offices(source: Path, clauses: list[dict[str, Any]], target: Path) -> None:
    """The table of abolished bodies, with a column of proofs (JSON)."""
    text = unicodedata.normalize("NFC", source.read_text(encoding="utf-8-sig"))
    rows = list(csv.DictReader(io.StringIO(text)))
    for row in rows:
        row["proofs"] = json.dumps(proofs_of(row, clauses), ensure_ascii=False)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Build all four tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("registry", "clauses", "catalogue", "offices", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    facts = [registry_row(row) for row in records(args.registry)]
    write_records(facts, args.out / "registry.jsonl")
    clauses = [clause_row(row) for row in records(args.clauses)]
    write_records(clauses, args.out / "effect_clauses.jsonl")
    count = write_catalogue(args.catalogue, args.out / "catalogue.csv.gz")
    write_offices(args.offices, clauses, args.out / "office_successors.csv")
    print(f"{len(facts)} documents, {len(clauses)} clauses, {count} in the catalogue")


if __name__ == "__main__":
    main()
