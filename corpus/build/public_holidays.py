"""Public holidays of Việt Nam, for terms that are counted in days and in working days.

Days that the Labour Code names (Article 112: New Year, Lunar New Year, the Hùng Kings' day, 30
April, 1 May, 2 September with a day beside it), the days off instead of those that fall on a
weekend (Article 111), and the days that the Prime Minister moved, as the `holidays` library
(MIT) has them. For years to come the lunar days are computed, moved days are not known yet.

    pip install holidays && python -m corpus.build.public_holidays --out public_holidays.csv
"""

import argparse
import csv
import importlib
from pathlib import Path

FIRST, LAST = 2010, 2035  # years of the documents that state such terms, and some to come


def main() -> None:
    """Write the table: one row a day off, ascending."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    holidays = importlib.import_module("holidays")  # only this script needs it
    off = holidays.country_holidays("VN", years=range(FIRST, LAST + 1), language="vi")
    with asked.out.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("day", "name"))
        rows.writerows((day.isoformat(), name) for day, name in sorted(off.items()))


if __name__ == "__main__":
    main()
