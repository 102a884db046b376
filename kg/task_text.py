"""The words by which tasks and targets are asked for: folded, abbreviations written out."""

from kg.authorities import expand_abbreviations
from kg.folding import tokens
from kg.model import Target, Task


def words_of(said: str) -> list[str]:
    """Folded words with abbreviations written out: the same for what is held and what is asked.

    >>> words_of("UBND xã")
    ['uy', 'ban', 'nhan', 'dan', 'xa']
    """
    return tokens(expand_abbreviations(said))


def task_text(task: Task) -> str:
    """What a task is asked for by: what it says, its product and its field."""
    return " ".join(filter(None, (task.task, task.product, task.field)))


def task_words(task: Task) -> str:
    """Words of a task, its product and its field, each once."""
    return _each_once(task_text(task))


def target_words(target: Target) -> str:
    """Words of a target's indicator, each once."""
    return _each_once(target.indicator)


def _each_once(said: str) -> str:
    return " ".join(dict.fromkeys(words_of(said)))
