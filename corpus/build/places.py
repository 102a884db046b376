"""Make the tables of places from the official crosswalk of 1 July 2025 and two lists of units.

    python -m corpus.build.places --crosswalk crosswalk_2025_official.csv \
        --wards legacy_wards.csv --districts legacy_districts.csv \
        --resolutions merger_resolutions.csv --out corpus/reference

Writes provinces.csv, districts.csv, communes.csv.gz and crosswalk_2025.csv.gz (see
reference/README.md). The crosswalk is the statistics office's; where it gives two old communes one
code, the code is taken from the list of units before. Output does not depend on the day it is made.
"""

import argparse
import csv
import gzip
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

CODED = re.compile(r"(?P<name>.*?)\s*\((?P<code>\d+)\)\s*$")
KIND = re.compile(
    r"^(Tỉnh|Thành phố|Thị xã|Thị trấn|Đặc khu|Huyện|Quận|Xã|Phường)\b", re.IGNORECASE
)
SINCE = "2025-07-01"
PART = ("một phần", "phần còn lại", "tách")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the crosswalk: an old commune, or part of it, and the new one it went to."""

    new_code: str
    new_name: str
    new_province: str
    new_province_code: str
    old_code: str
    old_name: str
    district: str
    district_code: str
    province: str
    province_code: str
    note: str


def spaced(text: str) -> str:
    """One blank between words."""
    return " ".join(text.split())


def printed(name: str) -> str:
    """Name with its kind in lower case, but "Phường 5" as such wards are printed."""
    name = spaced(name)
    kind = KIND.match(name)
    if kind is None or name[kind.end() :].strip()[:1].isdigit():
        return name
    return kind[0].lower() + name[kind.end() :]


def coded(text: str, codes: dict[str, str]) -> tuple[str, str]:
    """Read "Quận Ba Đình (001)" as name and code; a name without code is looked up."""
    match = CODED.match(spaced(text))
    if match is None:
        return printed(text), codes.get(spaced(text).lower(), "")
    return printed(match["name"]), match["code"]


def read_crosswalk(path: Path) -> list[Row]:
    """Lines of the official table; headings of provinces are left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.reader(file) if len(line) >= 8 and line[2].strip().isdigit()]
    rows = []
    for line in lines:
        new_province, new_province_code = coded(line[0], {})
        district, district_code = coded(line[6], {})
        province, province_code = coded(line[7], {})
        rows.append(
            Row(
                line[2].strip(),
                printed(line[1]),
                new_province,
                new_province_code,
                line[4].strip(),
                printed(line[3]),
                district,
                district_code,
                province,
                province_code,
                spaced(line[5]).lower(),
            )
        )
    return rows


def true_codes(rows: Iterable[Row], wards: Path) -> dict[tuple[str, str, str], str]:
    """(name, district code, printed code) -> code, corrected by the list of units before."""
    with wards.open(encoding="utf-8-sig", newline="") as file:
        listed = {
            (printed(row["Tên"]).lower(), row["Mã QH"]): row["Mã"] for row in csv.DictReader(file)
        }
    return {
        (row.old_name, row.district_code, row.old_code): listed.get(
            (row.old_name.lower(), row.district_code), row.old_code
        )
        for row in rows
    }


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A CSV table, gzipped (without a time stamp) where the name ends so."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    data = text.getvalue().encode("utf-8")
    if path.suffix == ".gz":
        data = gzip.compress(data, compresslevel=9, mtime=0)
    path.write_bytes(data)


def provinces(rows: Sequence[Row], resolutions: Path) -> list[tuple[str, ...]]:
    """Provinces before and after, with the resolutions that made them; changes of 2026 last."""
    with resolutions.open(encoding="utf-8-sig", newline="") as file:
        acts = list(csv.DictReader(file))
    of_2025 = {(act["province_code"], act["level"]): act for act in acts[:68]}
    old = {
        (row.province_code, row.province)
        for row in rows
        if row.province.split()[0] in {"tỉnh", "thành"}
    }
    goes_to = {row.province_code: row.new_province_code for row in rows}
    new = {row.new_province_code: row.new_province for row in rows}
    table: list[tuple[str, ...]] = [
        ("old", code, name, "", SINCE, goes_to[code], "", "") for code, name in sorted(old)
    ]
    renamed = {act["province_code"]: act for act in acts[68:] if act["level"] == "province"}
    for code, name in sorted(new.items()):
        acted = [
            of_2025.get((code, level), {}).get("resolution", "")
            for level in ("province", "commune")
        ]
        later = renamed.get(code)
        until = later["effective"] if later else ""
        table.append(("new", code, name, SINCE, until, code if later else "", *acted))
        if later:
            table.append(
                (
                    "new",
                    code,
                    printed(later["units_after"]),
                    until,
                    "",
                    "",
                    later["resolution"],
                    acted[1],
                )
            )
    return table


def main() -> None:
    """Read the sources, write the four tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("crosswalk", "wards", "districts", "resolutions", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    rows = read_crosswalk(given.crosswalk)
    codes = true_codes(rows, given.wards)
    with given.districts.open(encoding="utf-8-sig", newline="") as file:
        listed = {row["Mã"]: (printed(row["Tên"]), row["Mã TP"]) for row in csv.DictReader(file)}
    for row in rows:
        listed.setdefault(row.district_code, (row.district, row.province_code))
    districts = [(code, *listed[code]) for code in sorted(listed) if code]
    old, links = set(), set()
    for row in rows:
        code = codes[row.old_name, row.district_code, row.old_code]
        if row.old_code and KIND.match(row.old_name):
            old.add(("old", code, row.old_name, row.district_code, row.province_code))
        share = "part" if any(word in row.note for word in PART) else "whole"
        share = "kept" if row.note == "giữ nguyên" else share
        links.add((code or f"district {row.district_code}", row.new_code, share))
    new = {("new", row.new_code, row.new_name, "", row.new_province_code) for row in rows}
    head_of_provinces = (
        "era",
        "code",
        "name",
        "since",
        "until",
        "successor",
        "resolution",
        "communes_by",
    )
    write(given.out / "provinces.csv", head_of_provinces, provinces(rows, given.resolutions))
    write(given.out / "districts.csv", ("code", "name", "province"), districts)
    head = ("era", "code", "name", "district", "province")
    one_name = {(row[0], row[1]): row for row in sorted(old | new)}
    write(given.out / "communes.csv.gz", head, sorted(one_name.values()))
    write(given.out / "crosswalk_2025.csv.gz", ("old", "new", "share"), sorted(links))
    print(len(old), len(new), len(links), len(districts))


if __name__ == "__main__":
    main()
