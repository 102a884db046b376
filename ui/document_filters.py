"""The filters of the list of documents as a form, and the chips of those that are set."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from kg.document_pages import Names
from kg.folding import fold
from kg.model import Place
from kg.rows import word_key
from kg.terms import PlaceLevel, ValidityState
from ui import document_wording as words
from ui import labels, wording
from ui.document_list import Listed
from ui.document_query import NONE, STUBS, DocumentQuery
from ui.links import attribute, link, text

Option = tuple[str, str, int | None]
"""Value in the address, words, how many documents; None where not counted."""
_MOST_PLACES: Final = 150
_LONGEST: Final = 12  # words of a place with what contains it
_HIGH: Final = (PlaceLevel.PROVINCE, PlaceLevel.CENTRAL)


def form(listed: Listed) -> str:
    """The filters; sent as soon as one is changed (document.js)."""
    query, counts = listed.query, listed.counts
    on = attribute(query.as_of)
    checked = " checked" if query.repaired else ""
    off = "" if counts.repaired or query.repaired else " disabled"
    return (
        '<form id="documents-form" class="cc-shelf-form" method="get" action="?tab=document">'
        f'<input type="hidden" name="held" value="{attribute(query.held)}">'
        f"{_select('type', query.type, _types(listed))}"
        f"{_places(listed)}"
        f"{_select('level', query.level, _levels(listed))}"
        f"{_select('year', query.year, _years(listed))}"
        f"{_select('state', query.state, _states(listed))}"
        f'<label for="documents-as-of">{text(words.FIELDS["as_of"])}'
        f'<input id="documents-as-of" name="as_of" value="{on}" placeholder="{words.TODAY}" '
        'autocomplete="off" inputmode="numeric"></label>'
        f"{_select('sort', query.order.value, _orders(), every=False)}"
        f'<label class="cc-shelf-tick" title="{attribute(words.REPAIRED_SAID)}">'
        f'<input type="checkbox" id="documents-repaired" name="repaired" value="1"{checked}{off}>'
        f" {text(words.REPAIRED)} {_count(counts.repaired)}</label></form>"
    )


def held(listed: Listed) -> str:
    """Documents held, or those that are only cited: two links."""
    query, counts = listed.query, listed.counts
    numbers = {"": counts.held, STUBS: counts.stubs}
    if query.state:  # who else would be in that state is not looked up
        numbers = {query.held: numbers[query.held]}
    links = []
    for value, shown in (("", words.HELD), (STUBS, words.STUBS)):
        now = ' aria-current="true"' if value == query.held else ""
        to = attribute(query.but(held=value).address)
        said = _count(numbers[value]) if value in numbers else ""
        links.append(f'<a href="{to}"{now}>{text(shown)} {said}</a>')
    label = attribute(words.HELD_OR_NOT)
    return f'<nav class="cc-shelf-held" aria-label="{label}">{"".join(links)}</nav>'


def chips(listed: Listed) -> str:
    """The filters that are set, each a link that takes it away."""
    query = listed.query
    found = [
        (name, words.CHIP[name].format(value=_shown(name, value, listed)))
        for name, value in query.pairs
        if name in words.CHIP
    ]
    if not found:
        return ""
    items = [_chip(said, query.but(**{name: ""})) for name, said in found]
    if len(items) > 1:
        bare = DocumentQuery(as_of=query.as_of, held=query.held, sort=query.sort)
        items.append(f"<li>{link(bare.address, words.WITHOUT_ALL)}</li>")
    return f'<ul class="cc-shelf-chips" aria-label="{words.CHIPS}">{"".join(items)}</ul>'


def _chip(said: str, without: DocumentQuery) -> str:
    named = attribute(words.WITHOUT.format(said=said))
    return (
        f'<li><a class="cc-shelf-chip" href="{attribute(without.address)}" aria-label="{named}" '
        f'title="{named}">{text(said)} <span aria-hidden="true">×</span></a></li>'
    )


def _shown(name: str, value: str, listed: Listed) -> str:
    if name == "repaired":
        return words.REPAIRED
    if name == "state":
        state = labels.STATES[ValidityState(value)]
        return words.STATE_CHIP.format(state=state, day=labels.vietnamese_date(listed.query.on))
    if value == NONE:
        return words.NO_YEAR if name == "year" else f"{words.FIELDS[name]}: {words.UNKNOWN}"
    if name == "type":
        return listed.names.types.get(fold(value), value)
    return words.LEVELS.get(value, value) if name == "level" else value


# --- what there is to choose from -----------------------------------------------------------------
def _types(listed: Listed) -> list[Option]:
    names = listed.names.types
    found = [
        (names.get(key, key) if key else NONE, names.get(key, key) or words.UNKNOWN, number)
        for key, number in listed.counts.types.items()
    ]
    return sorted(found, key=lambda one: (one[0] == NONE, -(one[2] or 0), one[1]))


def _levels(listed: Listed) -> list[Option]:
    counts = listed.counts.levels
    found: list[Option] = [(v, w, counts[v]) for v, w in words.LEVELS.items() if counts.get(v)]
    return found + ([(NONE, words.UNKNOWN, counts[""])] if counts.get("") else [])


def _years(listed: Listed) -> list[Option]:
    return [
        (str(year) if year else NONE, str(year) if year else words.NO_YEAR, number)
        for year, number in sorted(listed.counts.years.items(), reverse=True)
    ]


def _states(listed: Listed) -> list[Option]:
    known = listed.by_state
    return [
        (state.value, f"{wording.STATE_SIGNS[state]} {labels.STATES[state]}",
         None if known is None else known.get(state, 0))
        for state in ValidityState
        if known is None or known.get(state) or state.value == listed.query.state
    ]  # fmt: skip


def _orders() -> list[Option]:
    return [(order.value, said, None) for order, said in words.ORDERS.items()]


def place_counts(counts: Mapping[str, int], names: Names) -> dict[str, tuple[Place, int]]:
    """How many documents belong to each place and what lies in it, by the place's full name.

    As the filter has it: the words of the place stand side by side among those of the document's.
    """
    named = {full_name(place): place for place in names.places.values()}
    by_words = {word_key(name): name for name in named}
    found: Counter[str] = Counter()
    for key, number in counts.items():
        parts = key.split()
        runs = {
            f" {' '.join(parts[start:end])} "
            for start in range(len(parts))
            for end in range(start + 1, min(len(parts), start + _LONGEST) + 1)
        }
        for run in runs & by_words.keys():
            found[by_words[run]] += number
    return {name: (named[name], number) for name, number in found.items()}


def full_name(place: Place) -> str:
    """A place with what contains it: “xã Nguyên Giáp, huyện Tứ Kỳ, tỉnh Hải Dương”."""
    return ", ".join(dict.fromkeys(filter(None, (place.name, place.district, place.province))))


def _places(listed: Listed) -> str:
    found = place_counts(listed.counts.places, listed.names)
    often = sorted(found.items(), key=lambda one: (-one[1][1], one[0]))[:_MOST_PLACES]
    groups: dict[bool, list[Option]] = {True: [], False: []}
    for name, (place, number) in sorted(often, key=lambda one: fold(one[0])):
        groups[place.level in _HIGH].append((name, name, number))
    chosen = listed.query.place
    if chosen and chosen not in found:
        groups[True].insert(0, (chosen, chosen, None))
    names = words.LEVELS[PlaceLevel.PROVINCE.value], words.LEVELS[PlaceLevel.COMMUNE.value]
    inside = "".join(
        f'<optgroup label="{attribute(said)}">{_options(group, chosen)}</optgroup>'
        for said, group in zip(names, (groups[True], groups[False]), strict=True)
        if group
    )
    if len(found) > len(often):
        more = words.MORE_PLACES.format(count=len(found) - len(often))
        inside += f"<option disabled>{text(more)}</option>"
    return _field("place", inside, bool(chosen))


def _select(name: str, chosen: str, options: Iterable[Option], *, every: bool = True) -> str:
    listed = list(options)
    if chosen and chosen not in {value for value, _, _ in listed}:
        listed.insert(0, (chosen, words.UNKNOWN if chosen == NONE else chosen, None))
    return _field(name, _options(listed, chosen), bool(chosen and every), every=every)


def _field(name: str, options: str, chosen: bool, *, every: bool = True) -> str:  # noqa: FBT001
    first = f'<option value="">{words.ALL}</option>' if every else ""
    kind = ' class="cc-shelf-set"' if chosen else ""
    return (
        f'<label for="documents-{name}"{kind}>{text(words.FIELDS[name])}'
        f'<select id="documents-{name}" name="{name}">{first}{options}</select></label>'
    )


def _options(options: Iterable[Option], chosen: str) -> str:
    return "".join(
        f'<option value="{attribute(value)}"{" selected" if value == chosen else ""}>{text(said)}'
        f"{'' if number is None else f' ({labels.figure(number)})'}</option>"
        for value, said, number in options
    )


def _count(number: int) -> str:
    return f'<span class="cc-shelf-count">{labels.figure(number)}</span>'
