"""OCR of scanned pages, against the same pages read by Tesseract without Vietnamese.

    python -m bench.reading.scans TEXTS_FOLDER [--pages N] [--offset 0|1] [--scores]

Texts: one document a file, heading first. Every second one from --offset is drawn (see
`drawn_pages`), one page of each, and scanned under each of `conditions`. A syllable is right if it
stands in the longest matching blocks of the page's text and what was read (difflib), in reading
order, capitals and marks counted. Needs Chromium and the fonts of `drawn_pages.FONTS`.
"""

import argparse
import difflib
import os
import re
import resource
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.reading.conditions import CONDITIONS, SEED, Condition
from bench.reading.drawn_pages import Sample, samples

Token = tuple[str, float]  # a syllable and P(right) of its word
SCORE_STEP = 0.9


@dataclass(slots=True)
class Count:
    """Syllables of one condition. order: those right apart from the place they are read at."""

    total: int = 0
    right: int = 0
    anywhere: int = 0
    sure: int = 0
    sure_right: int = 0
    seconds: float = 0.0
    by_share: Counter[tuple[float, bool]] = field(default_factory=Counter)

    def add(self, truth: Sequence[str], read: Sequence[Token]) -> None:
        words = [word for word, _ in read]
        matcher = difflib.SequenceMatcher(None, truth, words, autojunk=False)
        good = {
            block.b + index
            for block in matcher.get_matching_blocks()
            for index in range(block.size)
        }
        self.total += len(truth)
        self.right += len(good)
        self.anywhere += sum((Counter(truth) & Counter(words)).values())
        for index, (_, share) in enumerate(read):
            self.by_share[share, index in good] += 1
            if share >= SCORE_STEP:
                self.sure += 1
                self.sure_right += index in good


def syllables(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))


def read_ours(image: Any) -> list[Token]:  # noqa: ANN401 (a PIL image)
    """Words as the reader gives them, tables row by row."""
    from ingest.readers.scans.pages import page_of, read_page

    page, _ = page_of(1, read_page(image, 1), 0)
    found = []
    for line, reading in zip(page.lines, page.readings, strict=True):
        shares = {start: share for start, _, share in reading.doubts}
        for word in re.finditer(r"\S+", line):
            found += [(part, shares.get(word.start(), 1.0)) for part in syllables(word[0])]
    return found


def read_plain(language: str) -> Callable[[Any], list[Token]]:
    """Tesseract on the image as it is."""

    def read(image: Any) -> list[Token]:  # noqa: ANN401
        import pytesseract

        text = pytesseract.image_to_string(image, lang=language, config="--psm 3")
        return [(word, 1.0) for word in syllables(text)]

    return read


ENGINES: dict[str, Callable[[Any], list[Token]]] = {
    "english": read_plain("eng"),
    "vietnamese": read_plain("vie"),
    "ours": read_ours,
}


def processor_seconds() -> float:
    """Of this process and of the Tesseract processes that it waited for."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def measure(pages: Sequence[Sample], condition: Condition, engine: str) -> Count:
    count = Count()
    for turn, sample in enumerate(pages):
        page = sample.at(condition.dpi)
        image = condition.change(page.image, SEED + turn)
        start = processor_seconds()
        read = ENGINES[engine](image)
        count.seconds += processor_seconds() - start
        count.add(syllables("\n".join(page.lines)), read)
    return count


def row(name: str, pages: Sequence[Sample], scores: Counter[tuple[float, bool]]) -> str:
    cells = [name]
    for engine in ENGINES:
        count = measure(pages, CONDITIONS[name], engine)
        cells.append(f"{100 * count.right / count.total:.2f} %")
    scores.update(count.by_share)
    cells.append(f"{100 * count.anywhere / count.total:.2f} %")
    cells.append(f"{100 * count.sure_right / max(1, count.sure):.2f} %")
    cells.append(f"{count.seconds / len(pages):.1f}")
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--pages", type=int, default=18)
    parser.add_argument("--offset", type=int, choices=(0, 1), default=1)
    parser.add_argument("--scores", action="store_true", help="syllables right by certainty")
    chosen = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    texts = sorted(chosen.texts.glob("*.txt"))[chosen.offset :: 2][: chosen.pages]
    pages, scores = samples(texts), Counter[tuple[float, bool]]()
    print("| page | English OCR | plain `vie` | ours | ours, any order | sure | CPU s a page |")
    print("|---|---|---|---|---|---|---|")
    for name in CONDITIONS:
        print(row(name, pages, scores), flush=True)
    if chosen.scores:
        for share in sorted({share for share, _ in scores}):
            good, all_of = scores[share, True], scores[share, True] + scores[share, False]
            print(f"said {share:.3f}: {good / all_of:.3f} of {all_of} right")


if __name__ == "__main__":
    main()
