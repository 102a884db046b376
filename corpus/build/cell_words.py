"""Words of the cells of task tables: `python corpus/build/cell_words.py PLAN... > cell_words.csv`.

weight: log P(word | cell of this kind) / P(word | task), folded words, from the tasks, offices and
deadlines read in the plans' running text; the words of deadlines and products, of which
running text has too few, are written by hand with one weight. "KIND pair" rows: words that
follow one another in cells of the kind, so that no cell ends between them.
"""

import csv
import math
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from ingest.pipeline import read
from kg.folding import tokens

RARE, SMOOTH, LIMIT = 2, 0.3, 3.0
BY_HAND = {
    "office": "uy ban nhan dan ubnd hdnd so phong cac co quan don vi lien quan chuyen mon thuoc xa"
    " phuong tinh thanh pho cong chuc vp tk tp ht tc kt vh xh kt nganh trung tam van cong an"
    " dia phuong doan the mat tran to quoc hoi truong nghe cuc vien toa an su nghiep lap ban"
    " thuong truc to chuc ca nhan tich dia chinh tu phap ho thong ke toan phuc vu",
    "deadline": "quy thang nam ngay truoc thuong xuyen hang hanh dinh ky dot xuat i ii iii iv dau"
    " cuoi den het trong khi co yeu cau theo lien tuc tuan"
    " 2024 2025 2026 2027 2028 2029 2030 2031",
    "product": "ke hoach bao cao quyet dinh van ban nghi hoi huong dan thong to trinh danh muc"
    " cong de an chuong quy che bien bang du lieu he phan mem ket qua du thao cua chi dao",
}
PAIRS = {
    "office": "uy ban nhan dan xa phuong|thuoc ubnd xa phuong tinh|cac so ban nganh|nganh ubnd cap"
    " xa"
    "|cac co quan co lien quan|co quan don vi lien quan|don vi su nghiep cong lap|quan chuyen mon"
    "|chuyen mon thuoc ubnd|phong van hoa xa hoi|van phong hdnd va ubnd xa|trung tam phuc vu hanh"
    " chinh cong|hanh chinh cong xa|cong chuc vp tk|cong chuc van phong thong ke|cac nganh co lien"
    "|mat tran to quoc|so khoa hoc va cong nghe|so nong nghiep va moi truong|ubnd phuong"
    "|ubnd cac xa"
    "|ubnd tinh|ubnd thanh pho|cac dia phuong|cac don vi co lien quan|cap xa|thuoc tinh|lien quan",
    "deadline": "thuong xuyen|truoc ngay|hang nam|hang quy|hang thang|quy i|quy ii|quy iii|quy iv"
    "|iii nam|iv nam|ii nam|i nam|dinh ky hoac dot xuat|theo yeu cau|theo ke hoach|dau nam|cuoi nam"
    "|khi co yeu cau|tu dau|6 thang dau|va cuoi nam|va dinh ky|thuong xuyen va",
    "product": "ke hoach cua ubnd|quyet dinh cua ubnd|cua chu tich|van ban chi dao|bao cao ket qua"
    "|ubnd tinh|ubnd xa|ubnd cap|cap tinh|cap xa|ke hoach bao cao|thuc hien|hoi nghi|nghi quyet"
    "|huong dan|cong van|danh muc|du thao|quy che|van ban trien khai|cua hdnd|cua xa",
}
SEEN = 2  # times that a pair of words stands in names of offices to be listed
HAND_WEIGHT = {"office": 0.9, "deadline": 1.6, "product": 1.2}


def weights(plans: list[Path]) -> Iterator[tuple[str, str, float]]:
    """(kind, folded word, weight) of the words that tell a kind of cell from a task's words."""
    office: Counter[str] = Counter()
    task: Counter[str] = Counter()
    names: Counter[tuple[str, str]] = Counter()
    for plan in plans:
        for found in read(plan).tasks:
            task.update(tokens(found.task))
            office.update(word for a in found.assignments for word in tokens(a.office))
            names.update(pair for a in found.assignments for pair in pairwise(tokens(a.office)))
    kinds = len(set(office) | set(task))
    more, less = office.total() + SMOOTH * kinds, task.total() + SMOOTH * kinds
    for word in sorted(set(office) | set(task)):
        if office[word] + task[word] > RARE:
            ratio = (office[word] + SMOOTH) / more / ((task[word] + SMOOTH) / less)
            weight = max(-LIMIT, min(LIMIT, math.log(ratio)))
            hand = HAND_WEIGHT["office"] if word in BY_HAND["office"].split() else -LIMIT
            yield "office", word, max(weight, hand)
    yield from _pairs(names)
    known = {word for word in office | task if office[word] + task[word] > RARE}
    for kind, words in BY_HAND.items():
        for word in sorted(set(words.split())):
            if kind != "office" or word not in known:
                yield kind, word, HAND_WEIGHT[kind]


def _pairs(names: Counter[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    """Pairs of words that follow one another in a cell, as kinds "office pair" and so on."""
    found = {("office", pair) for pair, count in names.items() if count >= SEEN}
    for kind, phrases in PAIRS.items():
        found |= {(kind, pair) for said in phrases.split("|") for pair in pairwise(said.split())}
    for kind, (one, other) in sorted(found):
        yield f"{kind} pair", f"{one} {other}", 1.0


def main() -> None:
    """Write the table to standard output."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("kind", "word", "weight"))
    for kind, word, weight in weights([Path(name) for name in sys.argv[1:]]):
        out.writerow((kind, word, f"{weight:.1f}"))


if __name__ == "__main__":
    main()
