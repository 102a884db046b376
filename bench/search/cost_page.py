"""The page of costs, from what `cost` measured."""

import datetime as dt
import json
import os
import platform
import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.search.multiplied import REPLACED, SWAPPED

Found = Mapping[str, Any]

STAGES = {"fused": "fused (second stage off)", "whole": "with the second stage (as shipped)"}
_HEAD = (
    "{day}, `python -m bench.search.cost`; Python {python}, {cores} cores, {machine}, shared with "
    "other work. Questions: {count} drawn from the public ones (train and dev), ten hits each."
)
_MADE = (
    " Passages above the 64,071 are synthetic: copies of them under document numbers of their own, "
    f"{REPLACED:.0%} of the syllables replaced by others of the corpus and {SWAPPED:.0%} exchanged "
    "with their neighbours (`bench/search/multiplied.py`)."
)
_SPEED = (
    "passages",
    "stages",
    "ms, median / 95 %",
    "ms of the processor, median / 95 %",
    "ms the first, models loaded",
    "MB at most (own)",
)
_MEMORY = (
    "By the clock, other work on the machine counts; the processor's own time leaves it out. The "
    "first memory figure holds the pages of mapped files that were touched, which the system may "
    "take back; `own` is what the process cannot give back."
)
_RECALL = (
    "{count} real questions among {passages} passages: {ten:.4f} of the exact ten nearest and "
    "{hundred:.4f} of the exact hundred found, {ms:.1f} ms a question for a hundred. Chosen when "
    "the index was made: {facts}."
)
_CHANGE = (
    "what",
    "`cancu` from start to exit",
    "of the processor",
    "call in an open process",
    "of which the index",
)
_CHANGED = "Medians of {count}; a plan of {size} KB, read in a child process each time."
_LIBRARY = (
    "`cancu import` of {count} articles into an empty library, store and index: {wall:.0f} s, of "
    "the processor {used:.0f} s; {peak:.0f} MB of memory at most, {megabytes:.0f} MB on the disk."
)
_COLD = (
    "`cancu search … --json`, from start to exit, files in the system's cache, median of {count}: "
    "{middle:.2f} s ({least:.2f} to {most:.2f}), of the processor {used:.2f} s; {peak:.0f} MB."
)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A Markdown table with a blank line before and after."""
    lines = [head, ["---"] * len(head), *rows]
    return ["", *(f"| {' | '.join(map(str, row))} |" for row in lines), ""]


def page(found: Found) -> list[str]:
    """Everything that was measured, as Markdown."""
    indexes = [found[part] for part in ("built", "many") if part in found]
    heads = [f"{one['build']['passages']:,}" for one in indexes]
    lines = ["# What search costs", _head(found, indexes)]
    if indexes:
        speeds = [row for one in indexes for row in _speeds(one)]
        lines += ["", "## A question on one core", *table(_SPEED, speeds), _MEMORY]
    if "many" in found:
        lines += ["", "## Nearest vectors: inverted file against exact", _recall(found["many"])]
    models = [(name, f"{megabytes:.1f}") for name, megabytes in found["models"].items()]
    lines += ["", "## Megabytes on the disk", *table(("index, by part", *heads), _sizes(indexes))]
    lines += [*table(("models", "MB"), models), "## Making an index, seconds by part"]
    lines += table(("part", *heads), _builds(indexes))
    return lines + (_library(found["library"], heads) if "library" in found else [])


def _head(found: Found, indexes: Sequence[Found]) -> str:
    said = _HEAD.format(
        day=dt.datetime.now(tz=dt.UTC).date().isoformat(),
        python=platform.python_version(),
        cores=os.cpu_count(),
        machine=platform.machine(),
        count=max((one["asked"]["whole"]["asked"] for one in indexes), default=0),
    )
    return said + (_MADE if "many" in found else "")


def _speeds(one: Found) -> Iterable[list[str]]:
    for stage, name in STAGES.items():
        got = one["asked"][stage]
        wall, used, memory = got["wall"], got["used"], got["memory"]
        yield [
            f"{one['build']['passages']:,}",
            name,
            f"{wall['median']:.1f} / {wall['p95']:.1f}",
            f"{used['median']:.1f} / {used['p95']:.1f}",
            f"{got['first']:.0f}",
            f"{memory['peak']:.0f} ({memory['own']:.0f})",
        ]


def _recall(one: Found) -> str:
    got = one["recall"]
    facts = [segment["inverted"] for segment in got["segments"] if "inverted" in segment]
    return _RECALL.format(
        count=got["asked"],
        passages=f"{one['build']['passages']:,}",
        ten=got["recall"]["10"],
        hundred=got["recall"]["100"],
        ms=got["ms"],
        facts=json.dumps(facts),
    )


def _sizes(indexes: Sequence[Found]) -> list[list[str]]:
    parts = dict.fromkeys(part for one in indexes for part in one["sizes"])
    return [
        [part, *(f"{one['sizes'][part]:,.1f}" for one in indexes)]
        for part in parts
        if any(one["sizes"][part] for one in indexes)
    ]


def _builds(indexes: Sequence[Found]) -> list[list[str]]:
    built = [one["build"] for one in indexes]
    parts = dict.fromkeys(part for one in built for part in one["parts"])
    rows = [[part, *(f"{one['parts'].get(part, 0):.1f}" for one in built)] for part in parts]
    rest = (one["seconds"] - sum(one["parts"].values()) for one in built)
    return [
        *rows,
        ["flushing, names", *(f"{left:.1f}" for left in rest)],
        ["**all, by the clock**", *(f"{one['seconds']:.0f}" for one in built)],
        ["of the processor", *(f"{one['used']:.0f}" for one in built)],
        ["MB of memory at most", *(f"{one['memory']['peak']:.0f}" for one in built)],
        ["of it the articles, held by this script", *(f"{o['before']['own']:.0f}" for o in built)],
    ]


def _library(found: Found, heads: Sequence[str]) -> list[str]:
    count, starts = (heads or ["the"])[0], found["starts"]
    walls = [one["wall"] for one in starts]
    cold = _COLD.format(
        count=len(walls),
        middle=statistics.median(walls),
        least=min(walls),
        most=max(walls),
        used=statistics.median(one["used"] for one in starts),
        peak=max(one["peak"] for one in starts),
    )
    changed = found["changes"]
    return [
        _LIBRARY.format(count=count, megabytes=found["megabytes"], **found["import"]),
        "",
        f"## One document more or less in a library of {count} passages",
        *table(_CHANGE, _changes(changed)),
        _CHANGED.format(count=len(changed["command"]), size=found["plan"] // 1000),
        "",
        "## Cold start",
        cold,
    ]


def _changes(found: Found) -> Iterable[list[str]]:
    for what in ("add", "change", "remove"):
        commands = [one[what] for one in found["command"]]
        calls = found["process"]
        yield [
            what,
            f"{statistics.median(one['wall'] for one in commands):.2f} s",
            f"{statistics.median(one['used'] for one in commands):.2f} s",
            f"{1000 * statistics.median(one[what] for one in calls):.0f} ms",
            f"{1000 * statistics.median(one[f'{what}: index'] for one in calls):.0f} ms",
        ]
