"""The lexical side over a list of articles, for trainers: hard negatives, candidates."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.build.retrieval_data import Article
from search.lexical import LexicalIndex, LexicalWriter, passage_terms


class FirstStage:
    """A lexical index of articles in a temporary folder; rows are places in the list."""

    def __init__(self, known: Sequence[Article]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name) / "lexical"
        writer = LexicalWriter(folder)
        for place, article in enumerate(known):
            terms = passage_terms(article.passage, article.fields)
            writer.add(place, article.passage.document, terms)
        writer.finish()
        self.words = LexicalIndex(folder)

    def nearest(self, query: str, k: int) -> tuple[int, ...]:
        """Places of the k best articles by words, best first; every word counts alike.

        So what is learnt does not hang on the table of words that an earlier training wrote.
        """
        return self.words.nearest(query, k, weigh=lambda _: 1.0)[0].rows
