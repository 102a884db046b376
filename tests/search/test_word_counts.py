"""The script that counts words, on a text counted by hand; and the table as it is shipped."""

import gzip
import json

import corpus
from corpus.build import word_counts
from kg.folding import fold
from search.spelling.words import Words, pair_spelling, possible, spellings


def test_words_and_pairs_are_counted_within_a_clause(tmp_path):
    row = {"heading": "Đất đai", "text": "Đất đai, đất ở. " * 4 + "đai\nĐÁT đai 12 đất"}
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    words, pairs = word_counts.counted(path)
    assert words == {"đất": 10, "đai": 7, "ở": 4, "đát": 1}
    assert pairs["đất", "đai"] == 5
    assert pairs["đai", "đất"] == 1  # over the number; never over a comma
    table = {row[0]: row[1:] for row in word_counts.rows(words, pairs)}
    assert table["dat"] == ("11", "đất:10", "đất_đai:6")  # "đát" is counted, too rare to be shown
    assert "o" not in table


def test_the_shipped_table_is_whole():
    rows = corpus.table("word_counts.csv.gz")
    assert [row["syllable"] for row in rows] == sorted(row["syllable"] for row in rows)
    for row in rows:
        said = dict(item.rsplit(":", 1) for item in row["spellings"].split())
        assert all(fold(word) == row["syllable"] for word in said)
        assert sum(map(int, said.values())) <= int(row["count"])
        for item in row["followers"].split():
            assert fold(item.partition("_")[0]) == row["syllable"]


def test_the_table_is_read_as_it_stands():
    assert pair_spelling("hanh", "chinh") == ("hành", "chính")
    assert pair_spelling("hanh", "zzz") is None
    assert next(iter(spellings("quyet"))) == "quyết"
    row = next(r for r in corpus.table("word_counts.csv.gz") if r["syllable"] == "hanh")
    words = Words(lambda terms: [7] * len(terms))
    before = words.count("hanh")
    words.ask(["hanh"], [("hanh", "chinh")])
    assert (before, words.count("hanh")) == (int(row["count"]), int(row["count"]) + 7)


def test_syllables_of_the_language_are_possible_and_others_are_not():
    assert all(map(possible, ["xeo", "nghieng", "tanh", "quyet", "gion"]))
    assert [w for w in ("flan", "chihn", "tcu", "zzq", "") if possible(w)] == []
