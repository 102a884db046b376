"""Tasks and targets found by reading all of them: sources of a few documents, a second opinion.

A library with an index of words answers the same faster (`kg.task_reads`); see `search.sources`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol, TypeVar

from kg.model import Target, Task
from kg.task_text import task_text, words_of

T = TypeVar("T")


class TasksAndTargets(Protocol):
    """What is read."""

    def tasks_in(self, documents: Collection[str] | None) -> Sequence[tuple[str, Task]]:
        """Tasks of these documents, or of all."""
        ...

    def targets_in(self, documents: Collection[str] | None) -> Sequence[tuple[str, Target]]:
        """Targets of these documents, or of all."""
        ...


class Scanning:
    """Answers to what `search.sources.Sources` asks of words, by reading everything."""

    def task_offices(self: TasksAndTargets, documents: Collection[str] | None) -> Sequence[str]:
        """Offices that tasks name, each spelling once, in the order of the tasks."""
        pairs = self.tasks_in(documents)
        return list(dict.fromkeys(a.office for _, task in pairs for a in task.assignments))

    def tasks_about(
        self: TasksAndTargets,
        words: Sequence[str],
        documents: Collection[str] | None,
        limit: int = 400,
    ) -> Sequence[tuple[str, Task]]:
        """Tasks that share a folded word with `words`, those that share the most first."""
        return _sharing(words, self.tasks_in(documents), task_text, limit)

    def tasks_of(
        self: TasksAndTargets, offices: Sequence[str], documents: Collection[str] | None
    ) -> Sequence[tuple[str, Task]]:
        """Tasks given to offices whose name has all the words of one of `offices`."""
        asked = [set(words_of(office)) for office in offices]

        def given(task: Task) -> bool:
            named = [set(words_of(item.office)) for item in task.assignments]
            return any(one <= other or other <= one for one in asked for other in named if other)

        return [pair for pair in self.tasks_in(documents) if given(pair[1])]

    def targets_about(
        self: TasksAndTargets,
        words: Sequence[str],
        documents: Collection[str] | None,
        limit: int = 400,
    ) -> Sequence[tuple[str, Target]]:
        """Targets that share a folded word with `words`, those that share the most first."""
        return _sharing(words, self.targets_in(documents), lambda item: item.indicator, limit)

    def word_shares(self: TasksAndTargets, words: Sequence[str]) -> Mapping[str, float]:
        """Share of all tasks and targets that have a folded word."""
        texts = [set(words_of(task_text(task))) for _, task in self.tasks_in(None)]
        texts += [set(words_of(item.indicator)) for _, item in self.targets_in(None)]
        return {word: sum(word in text for text in texts) / max(1, len(texts)) for word in words}


def _sharing(
    words: Sequence[str], pairs: Sequence[tuple[str, T]], said: Callable[[T], str], limit: int
) -> list[tuple[str, T]]:
    wanted = set(words)
    counted = [(len(wanted & set(words_of(said(pair[1])))), pair) for pair in pairs]
    ranked = sorted((item for item in counted if item[0]), key=lambda item: -item[0])
    return [pair for _, pair in ranked[:limit]]
