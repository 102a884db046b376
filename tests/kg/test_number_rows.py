"""One document's rows, read alone: the same facts as all rows read together."""

import subprocess
import sys
from collections import defaultdict

import corpus
from kg import catalogue, number_rows
from kg.fact_rows import clause_of
from kg.number import number_key
from kg.registry import Registry, load_registry


def test_each_number_gives_the_entries_that_reading_all_of_them_gives():
    every = defaultdict(list)
    for entry in catalogue.entries():
        every[number_key(entry.number)].append(entry)
    assert len(every) > 7_000
    for key, entries in every.items():
        assert list(catalogue.of_number(key)) == entries


def test_each_number_gives_the_clauses_that_reading_all_of_them_gives():
    own, on = defaultdict(list), defaultdict(list)
    for row in corpus.records("read_clauses.jsonl.gz"):
        clause = clause_of(row)
        own[number_key(clause.number)].append(clause)
        for key in {number_key(number) for number in {one.number for one in clause.affects}}:
            on[key].append(clause)
    assert len(own) > 500
    for key in {*own, *on}:
        found = catalogue.clauses(key)
        assert list(found.own) == own.get(key, [])
        assert sorted(found.on, key=repr) == sorted(on.get(key, []), key=repr)


def test_the_registry_gives_the_same_by_number_as_by_its_whole_catalogue():
    registry = load_registry()
    groups = registry._catalogue
    for key, group in groups.items():
        assert registry.by_number(key)[-len(group) :] == group
    for entry in catalogue.entries():  # what the registry itself knows is not told twice
        told = [one.key for one in registry.by_number(entry.number)]
        assert len(set(told)) == len(told)


def test_a_registry_without_the_catalogue_knows_none_of_it():
    number = next(iter(catalogue.entries())).number
    assert Registry([], catalogue=False).by_number(number) == []


def test_no_number_has_no_rows():
    for key in ("", "9999/2031/nd-cp", "\x00"):
        assert catalogue.of_number(key) == ()
        assert catalogue.clauses(key) == catalogue.ReadClauses()
        assert key not in number_rows.facts()


def test_asking_for_one_number_leaves_the_other_rows_unread():
    code = (
        "from kg import catalogue as c;from kg.registry import load_registry;"
        "r = load_registry(); assert r.by_number('57/2020/QH14'); c.clauses('57/2020/qh14');"
        "print(c.entries.cache_info().currsize, c._clause.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    entries, clauses = map(int, done.stdout.split())
    assert entries == 0
    assert clauses < 100
