"""The confusion channel of `ingest.repair`: P(raw segment | true unit), learned from line pairs.

Lines are aligned by edit distance, cut at blanks that both sides share, and the resulting pairs
of words are aligned again by Viterbi training of segment probabilities.
Source: Brill & Moore 2000, "An improved error model for noisy channel spelling correction".
"""

import json
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

Table = dict[str, dict[str, float]]  # true unit -> raw segment -> log probability
LONGEST_RAW = 3
LONGEST_UNIT = 2
BAND = 14
HELD_EVERY, HELD_PAGE = 8, 3  # pages 3, 11, 19 ... are for measuring only


def read_pairs(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """(raw, truth) of JSONL records, NFC, blanks collapsed; held-out pages are left out."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
            record = json.loads(line)
            if record.get("page", 0) % HELD_EVERY == HELD_PAGE:
                continue
            raw, truth = (
                " ".join(unicodedata.normalize("NFC", record[key]).split())
                for key in ("raw", "truth")
            )
            if raw and truth:
                yield raw, truth


def _bare(text: str) -> str:
    return "".join(
        unicodedata.normalize("NFD", c)[0] for c in text.replace("đ", "d").replace("Đ", "D")
    )


def _cost(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if a == " " or b == " ":
        return 2.0
    return 0.6 if a.lower() == b.lower() else 1.0


def _blanks(raw: str, truth: str) -> list[tuple[int, int]]:
    """Positions (in raw, in truth) of blanks aligned to each other, by banded edit distance."""
    left, right = _bare(raw), _bare(truth)
    n, m = len(left), len(right)
    slope, far = m / max(1, n), 1e9
    rows: list[dict[int, tuple[float, int]]] = []
    for i in range(n + 1):
        middle = round(i * slope)
        row: dict[int, tuple[float, int]] = {}
        for j in range(max(0, middle - BAND), min(m, middle + BAND) + 1):
            if i == j == 0:
                row[j] = (0.0, 0)
                continue
            best = (row[j - 1][0] + 1.0, 1) if j - 1 in row else (far, 1)
            above = rows[i - 1] if i else {}
            if j in above and above[j][0] + 1.0 < best[0]:
                best = (above[j][0] + 1.0, 2)
            if j - 1 in above:
                price = above[j - 1][0] + _cost(left[i - 1], right[j - 1])
                if price <= best[0]:
                    best = (price, 3)
            row[j] = best
        rows.append(row)
    found, i, j = [], n, m
    while (i or j) and j in rows[i]:
        move = rows[i][j][1]
        if move == 3 and left[i - 1] == right[j - 1] == " ":
            found.append((i - 1, j - 1))
        i, j = i - (move >= 2), j - (move != 2)
    return found[::-1]


def word_groups(raw: str, truth: str) -> Iterator[tuple[str, str]]:
    """The shortest pieces of a line pair between blanks that both sides share."""
    at_raw = at_truth = 0
    for i, j in [*_blanks(raw, truth), (len(raw), len(truth))]:
        yield raw[at_raw:i], truth[at_truth:j]
        at_raw, at_truth = i + 1, j + 1


def _first_guess(unit: str, segment: str) -> float:
    """Log weight before anything is learned: likeness of letters."""
    if unit == segment:
        return -0.2
    if len(unit) == 1:
        if _bare(unit).lower() == segment.lower():
            return -0.7
        penalty = (-7.0, -4.0, -6.0, -8.5)[len(segment)]
        return penalty + (2.0 if segment and _bare(unit) in segment else 0.0)
    return -7.5 - 2 * abs(len(segment) - 1)


class Channel:
    """Segment log probabilities, with the first guess for what was never seen."""

    def __init__(self, table: Table | None) -> None:
        self.table = table

    def weight(self, unit: str, segment: str) -> float:
        """Log weight of reading `unit` as `segment`."""
        if self.table is None:
            return _first_guess(unit, segment)
        row = self.table.get(unit)
        known = row.get(segment) if row else None
        if known is not None:
            return known
        return _first_guess(unit, segment) - 7.0 if len(unit) == 1 else -99.0

    def align(self, raw: str, truth: str) -> list[tuple[str, str]] | None:
        """Best (unit, segment) sequence, None where the two are too far apart."""
        n, m = len(raw), len(truth)
        best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
        for j in range(m):
            for i in range(n + 1):
                here = best.get((i, j))
                if here is None:
                    continue
                for a in range(1, min(LONGEST_UNIT, m - j) + 1):
                    unit = truth[j : j + a]
                    for b in range(min(LONGEST_RAW, n - i) + 1):
                        if a == 2 and b == 0:
                            continue
                        score = here[0] + self.weight(unit, raw[i : i + b])
                        key = (i + b, j + a)
                        if key not in best or score > best[key][0]:
                            best[key] = (score, i, j)
        if (n, m) not in best or best[n, m][0] < -9.0 * m - 9.0:
            return None
        path, i, j = [], n, m
        while j:
            _, i0, j0 = best[i, j]
            path.append((truth[j0:j], raw[i0:i]))
            i, j = i0, j0
        return path[::-1]


def learn(
    groups: Counter[tuple[str, str]], blanks: int, rounds: int = 4
) -> tuple[Table, list[tuple[list[tuple[str, str]], int]]]:
    """Segment probabilities after `rounds` of Viterbi training; and the last alignments.

    blanks: blanks between the groups, each read as a blank.
    """
    channel = Channel(None)
    paths: list[tuple[list[tuple[str, str]], int]] = []
    table: Table = {}
    for _ in range(rounds):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        letters: Counter[str] = Counter()
        letters[" "] += blanks
        counts[" "][" "] += blanks
        paths = []
        for (raw, truth), count in groups.items():
            path = channel.align(raw, truth)
            if path is None:
                continue
            paths.append((path, count))
            letters.update({c: truth.count(c) * count for c in set(truth)})
            for unit, segment in path:
                counts[unit][segment] += count
        table = _normalised(counts, letters)
        channel = Channel(table)
    return table, paths


def _normalised(counts: dict[str, Counter[str]], letters: Counter[str]) -> Table:
    """Counts to log probabilities. A pair of letters is kept as a unit if seen 3 times.

    Single letters share what the pairs leave: P(pair read as one) is out of all such pairs'
    first letters, a small correction that keeps both on one scale.
    """
    table: Table = {}
    for unit, row in counts.items():
        total = sum(row.values())
        if len(unit) == 2:
            total = min(letters[unit[0]], letters[unit[1]]) or total
        least = 3 if len(unit) == 2 else 1
        kept = {s: math.log(c / (total + 1.0)) for s, c in row.items() if c >= least}
        if kept:
            table[unit] = kept
    return table


def memory(paths: list[tuple[list[tuple[str, str]], int]]) -> Counter[tuple[str, str]]:
    """How often each true word (lower case) was read as each raw token (as read)."""
    seen: Counter[tuple[str, str]] = Counter()
    for path, count in paths:
        word, token = "", ""
        for unit, segment in [*path, (" ", " ")]:
            if all(c.isalpha() for c in unit):
                word, token = word + unit, token + segment
                continue
            if word and token.strip():
                seen[token.strip(), word.lower()] += count
            word, token = "", ""
    return seen
