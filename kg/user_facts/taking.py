"""A table of facts taken as a whole: which rows can be used, and what becomes of each document."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.facts import RegistryEntry
from kg.folding import tokens
from kg.user_facts.cells import Row
from kg.user_facts.contradictions import contradictions, differing
from kg.user_facts.findings import FactFault, Finding, RefusedError
from kg.user_facts.joining import joined, without_lines
from kg.user_facts.rings import rings
from kg.user_facts.rows import Said, read_row
from kg.user_facts.world import World

if TYPE_CHECKING:
    import datetime as dt

    from kg.registry import Registry


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a table. documents: what is now said of each that the table names, by key.

    added, updated, unchanged: their keys. rows: how many went in. refused: at least one finding
    for each row that did not. warnings: worth a word; their rows went in.
    """

    documents: Mapping[str, Said]
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rows: int = 0
    refused: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    world: World | None = None


def read_rows(
    rows: Iterable[Row], *, checked: "dt.date | None" = None, override: bool = False
) -> tuple[list[Said], list[Finding], list[Finding]]:
    """Each row by itself: what it says, refusals, warnings.

    A row may name its line as `line`; else lines count from 2, after the header.
    checked: for rows that name no day of checking. override: for all rows.
    """
    said: list[Said] = []
    refused: list[Finding] = []
    warnings: list[Finding] = []
    for position, row in enumerate(rows, 2):
        line = str(row.get("line") or position)
        try:
            one, doubts = read_row(row, line, checked)
        except RefusedError as error:
            refused.append(replace(error.finding, line=line))
            continue
        said.append(replace(one, override=True) if override else one)
        warnings += doubts
    return said, refused, warnings


def take(
    rows: Iterable[Row],
    registry: "Registry",
    before: Mapping[str, Said],
    *,
    checked: "dt.date | None" = None,
    override: bool = False,
) -> Taken:
    """A table laid over earlier imports. Linear in the number of rows.

    registry: the shipped one, without users' facts. before: what earlier imports said, by key.
    """
    said, refused, warnings = read_rows(rows, checked=checked, override=override)
    groups: dict[str, list[Said]] = {}
    for item in said:
        groups.setdefault(item.key, []).append(item)
    for key, group in groups.items():
        if len(group) > 1:
            groups[key] = list(_once(group, warnings))
    world, wrong = _settled(groups, before, registry)
    refused += wrong
    documents = _joined(groups, before)
    for key in documents:
        warnings += _doubts(groups[key], before.get(key), registry.get(key))
    done = _sorted(documents, before)
    order = {item.line: position for position, item in enumerate(said)}
    return Taken(
        documents,
        *done,
        rows=sum(map(len, groups.values())),
        refused=tuple(sorted(refused, key=lambda f: _place(f, order))),
        warnings=tuple(sorted(warnings, key=lambda f: _place(f, order))),
        world=world,
    )


def _settled(
    groups: dict[str, list[Said]], before: Mapping[str, Said], registry: "Registry"
) -> tuple[World, list[Finding]]:
    """Take the rows that contradict out of `groups`; the documents that are left, and why.

    Again while any goes, for a row that went may have been what another one leaned on.
    """
    refused: list[Finding] = []
    while True:
        world = World(registry, (*before.values(), *(s for rows in groups.values() for s in rows)))
        found: list[Finding] = []
        for key, group in groups.items():
            groups[key], faults = _consistent(group, before.get(key), registry.get(key), world)
            found += faults
        if not found:
            found = _one_for_each(rings(_joined(groups, before), before, world))
            wrong = {item.line for item in found}
            for key, group in groups.items() if wrong else ():
                groups[key] = [said for said in group if said.line not in wrong]
        if not found:
            return world, refused
        refused += found


def _joined(groups: Mapping[str, Sequence[Said]], before: Mapping[str, Said]) -> dict[str, Said]:
    return {key: joined(before.get(key), rows) for key, rows in groups.items() if rows}


def _place(finding: Finding, order: Mapping[str, int]) -> tuple[int, int]:
    line = finding.line
    return (int(line) if line.isdigit() else 0, order.get(line, 0))


def _once(group: Sequence[Said], warnings: list[Finding]) -> Iterator[Said]:
    """Each row once; a row that says what another said is told and left out."""
    seen: dict[Said, str] = {}
    for said in group:
        plain = without_lines(said)
        if plain in seen:
            warnings.append(Finding(FactFault.REPEATED, said.line, others=(seen[plain],)))
        else:
            seen[plain] = said.line
            yield said


def _consistent(
    group: Sequence[Said], old: Said | None, known: RegistryEntry | None, world: World
) -> tuple[list[Said], list[Finding]]:
    """The rows that can stand together, and why the others cannot."""
    left, found = list(group), []
    while faults := contradictions(left, old, known, world):
        found += list({(item.line, item.fault): item for item in reversed(faults)}.values())[::-1]
        wrong = {item.line for item in faults}
        left = [said for said in left if said.line not in wrong]
    return left, _one_for_each(found)


def _one_for_each(found: Sequence[Finding]) -> list[Finding]:
    """Of several findings on one row the first, which names the cause best."""
    first: dict[str, Finding] = {}
    for item in found:
        first.setdefault(item.line, item)
    return list(first.values())


def _doubts(
    rows: Sequence[Said], old: Said | None, known: RegistryEntry | None
) -> Iterator[Finding]:
    """Warnings on rows beside what is known."""
    for said in rows:
        for item in said.happenings:
            if item.date and item.date < said.signed:
                yield Finding(FactFault.BEGINS_BEFORE_SIGNED, said.line, item.column,
                              str(item.date), str(said.signed))  # fmt: skip
            undated = item.ends_all and item.date is None
            if undated and not (known and known.expired) and said.status is None:
                yield Finding(FactFault.END_UNDATED, said.line, item.column)
        if known and known.title and said.title and not _same_title(said.title, known):
            yield Finding(FactFault.TITLE_DIFFERS, said.line, "title", said.title, known.title)
    for item, ours in differing(rows, known):
        yield Finding(FactFault.OVERRIDDEN, item.line, item.dated_in, str(item.stated), str(ours))
    for item in (h for said in rows for h in said.happenings):
        for other in old.happenings if old else ():
            same = other.slot == item.slot or (other.ends_all and item.ends_all)
            if same and other.date and item.date and other.date != item.date:
                yield Finding(FactFault.UPDATED, item.line, item.dated_in, str(item.stated),
                              str(other.date))  # fmt: skip


def _same_title(title: str, known: RegistryEntry) -> bool:
    """Whether two titles are one, their kind of document and office words apart."""
    ours, theirs = tokens(title), tokens(known.title or "")
    short, long = sorted((ours, theirs), key=len)
    return long[len(long) - len(short) :] == short or " ".join(short) in " ".join(long)


def _sorted(
    documents: Mapping[str, Said], before: Mapping[str, Said]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Keys that are new, that changed, that did not."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for key, said in documents.items():
        old = before.get(key)
        same = old is not None and without_lines(old) == without_lines(said)
        kinds["added" if old is None else ("unchanged" if same else "updated")].append(key)
    return tuple(kinds["added"]), tuple(kinds["updated"]), tuple(kinds["unchanged"])
