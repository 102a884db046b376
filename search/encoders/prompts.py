"""What a model wants before a question and before a passage ("query: ", "passage: ").

Asked in this order: the user's settings; the model's own config_sentence_transformers.json; the
table of families that ship none (corpus/reference/search_prompts.csv), by the model's name.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import corpus
from search.encoders.place import facts
from search.encoders.reference import ModelReference

_QUERY_NAMES = ("query",)
_PASSAGE_NAMES = ("document", "passage", "corpus")  # in sentence-transformers' own order


@dataclass(frozen=True, slots=True)
class Prompts:
    """Text put before each question and each passage; empty where none is."""

    query: str = ""
    passage: str = ""


def of(reference: ModelReference, folder: Path) -> Prompts:
    """Prompts of a model in `folder`, each from the first source that has one."""
    shipped = _shipped(folder) or _of_family(reference.name) or Prompts()
    return Prompts(
        shipped.query if reference.query is None else reference.query,
        shipped.passage if reference.passage is None else reference.passage,
    )


def _shipped(folder: Path) -> Prompts | None:
    """What the model's files say; None where they say nothing, or empty prompts only.

    sentence-transformers writes empty prompts into every model saved without any, so these do
    not tell a model without prompts from a family whose files forgot them.
    """
    config = facts(folder / "config_sentence_transformers.json")
    written: dict[str, Any] = config.get("prompts") or {}
    default = str(written.get(config.get("default_prompt_name") or "") or "")
    found = Prompts(
        _named(written, _QUERY_NAMES, default), _named(written, _PASSAGE_NAMES, default)
    )
    return found if found.query or found.passage else None


def _named(written: dict[str, Any], names: tuple[str, ...], default: str) -> str:
    """The first prompt of these names that says something; else "" where one is empty on purpose.

    The model's default prompt serves only where none of the names is there.
    """
    present = [str(written[name]) for name in names if written.get(name) is not None]
    return next(filter(None, present), "" if present else default)


def _of_family(name: str) -> Prompts | None:
    own = re.split(r"[\\/]", name.rstrip("\\/"))[-1].lower()
    for row in corpus.table("search_prompts"):
        if re.fullmatch(row["name"], own):
            return Prompts(row["query"].replace("\\n", "\n"), row["passage"])
    return None
