"""The search for what a token may stand for: best first through a trie of the vocabulary.

Source: Brill & Moore 2000, "An improved error model for noisy channel spelling correction".
"""

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.repair.channel import Channel

LONGEST = 3  # raw characters of a segment
BEAM = 60
REACH = 8.0  # nats below the best candidate
ALIEN_LETTER, LOST_LETTER, STRAY_LETTER, STRAY_MARK = -8.0, -7.0, -7.0, -4.5
LOST_BLANK = -5.5  # scans lose more blanks than rendered pages do
LOWER, TITLE, CAPITALS = 0, 1, 2

Node = dict[str, Any]
Segment = tuple[int, dict[str, float], list[tuple[str, float]]]  # its end, then as Steps
State = tuple[float, Node, tuple[int, ...], tuple[int, ...], bool]


class Search:
    """Beam search through the trie along the raw token, from left to right."""

    def __init__(  # noqa: PLR0913
        self,
        channel: "Channel",
        token: str,
        case: int,
        root: Node,
        *,
        split: bool = False,
        wild: bool = False,
    ) -> None:
        self.channel, self.token, self.case, self.root = channel, token, case, root
        self.split, self.wild = split, wild
        self.fronts: list[dict[tuple[int, tuple[int, ...], bool], State]]
        self.best: list[float]  # of each front

    def run(self) -> list[tuple[tuple[int, ...], float, tuple[int, ...]]]:
        """(words, score, cuts) of complete readings within REACH of the best."""
        size = len(self.token)
        self.fronts = [{} for _ in range(size + 1)]
        self.best = [-math.inf] * (size + 1)
        self._offer(0, (0.0, self.root, (), (), self.wild))
        done: list[tuple[tuple[int, ...], float, tuple[int, ...]]] = []
        for at in range(size + 1):
            segments = self._segments(at)
            self._silent(at, segments)
            longer = [[s for s in row if s[0] > at] for row in segments]
            states = sorted(self.fronts[at].values(), key=lambda state: -state[0])[:BEAM]
            floor = states[0][0] - REACH if states else 0.0
            for state in states:
                if state[0] < floor:
                    break
                if at < size:
                    self._advance(at, state, longer[state[1] is not self.root or bool(state[2])])
                elif "" in state[1]:
                    done.append(((*state[2], state[1][""]), state[0], state[3]))
        best = max((score for _, score, _ in done), default=0.0)
        return [reading for reading in done if reading[1] >= best - REACH]

    def _offer(self, at: int, state: State) -> None:
        if state[0] < self.best[at] - REACH:
            return
        self.best[at] = max(self.best[at], state[0])
        front = self.fronts[at]
        key = (id(state[1]), state[2], state[4])
        old = front.get(key)
        if old is None or old[0] < state[0]:
            front[key] = state

    def _segments(self, at: int) -> tuple[list[Segment], list[Segment]]:
        """Segments from a position that stand for something: at a word's beginning, inside."""
        capital = self.case != LOWER
        first, inner = [], []
        for end in range(at, min(at + LONGEST, len(self.token)) + 1):
            segment = self.token[at:end]
            steps = (self.channel.upper if capital else self.channel.lower).get(segment)
            if steps:
                first.append((end, *steps))
            if self.case == TITLE:
                steps = self.channel.lower.get(segment)
            if steps:
                inner.append((end, *steps))
        return first, inner

    def _silent(self, at: int, segments: tuple[list[Segment], list[Segment]]) -> None:
        """Letters read as nothing, and blanks read as nothing."""
        nothing = [[s for s in row if s[0] == at] for row in segments]
        states = list(self.fronts[at].values())
        floor = max((state[0] for state in states), default=0.0) - REACH
        for state in states:
            score, node, words, cuts, free = state
            if score < floor:
                continue
            for segment in nothing[node is not self.root or bool(words)]:
                self._read(segment, state)
            if free and score + LOST_LETTER >= floor:
                for letter, child in node.items():
                    if letter:
                        self._offer(at, (score + LOST_LETTER, child, words, cuts, False))
            if self.split and "" in node and 2 <= at <= len(self.token) - 2 and len(words) < 2:
                self._offer(
                    at,
                    (score + LOST_BLANK, self.root, (*words, node[""]), (*cuts, at), free),
                )

    def _read(self, segment: Segment, state: State) -> None:
        """Follow every unit that may be read as the segment."""
        end, steps, pairs = segment
        score, node, words, cuts, free = state
        front, floor = self.fronts[end], self.best[end] - REACH  # below: cut anyway
        fewer, more = (node, steps) if len(node) < len(steps) else (steps, node)
        for letter in fewer:
            if letter not in more:
                continue
            total = score + steps[letter]
            if total < floor:
                continue
            child = node[letter]
            key = (id(child), words, free)
            old = front.get(key)
            if old is None or old[0] < total:
                front[key] = (total, child, words, cuts, free)
                if total - REACH > floor:
                    floor, self.best[end] = total - REACH, total
        for unit, price in pairs:
            child = node.get(unit[0])
            child = child and child.get(unit[1])
            if child:
                self._offer(end, (score + price, child, words, cuts, free))

    def _advance(self, at: int, state: State, segments: list[Segment]) -> None:
        for segment in segments:
            self._read(segment, state)
        score, node, words, cuts, free = state
        if node is not self.root and not self.token[at].isalnum():
            self._offer(at + 1, (score + STRAY_MARK, node, words, cuts, free))
        if free:
            self._offer(at + 1, (score + STRAY_LETTER, node, words, cuts, False))
            total = score + ALIEN_LETTER
            for letter, child in node.items() if total >= self.best[at + 1] - REACH else ():
                if letter:
                    self._offer(at + 1, (total, child, words, cuts, False))
