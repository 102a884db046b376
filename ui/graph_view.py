"""What the drawing of the graph is made from, as JSON: documents with all their states, edges.

Everything is bounded and asked of the store; states over all days are sent once, so that the
browser can replay them.
"""

import datetime as dt
import time
from collections.abc import Collection, Iterable
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from kg.edges import Edge, Reach
from kg.model import DocumentRecord
from kg.terms import PlaceLevel
from ui import graph_wording as words
from ui.days import today
from ui.graph_states import history
from ui.views import Json, plain

if TYPE_CHECKING:
    from ui.graph_desk import GraphDesk

MOST_SHOWN: Final = 500
MOST_MORE: Final = 40
"""Documents that one expansion adds."""
_HUBS: Final = 40  # most cited documents that the rest of an overview is chosen by
_QUOTES: Final = 2  # lines of an edge that are sent
_REMEMBERED: Final = 20_000  # documents whose states are remembered, about 10 MB
States = list[list[str | None]]
Moment = tuple[tuple[str, ...], str]


class GraphView:
    """Views of one library's graph; remembers states until the library changes.

    patience: seconds for finding states that are not remembered. What is not found in that time
    is None in the view, to be asked for by `states`; without patience given, all are there.
    """

    def __init__(self, library: "GraphDesk") -> None:
        self._library = library
        self._lock = Lock()
        self._moment: Moment | None = None
        self._states: dict[str, States] = {}
        self._busiest: dict[int, list[str]] = {}

    def around(
        self,
        name: str | None,
        *,
        depth: int = 1,
        limit: int = 120,
        patience: float | None = None,
    ) -> Json:
        """A document with what is at most `depth` citations away; the whole library for None.

        Raises NotFoundError, or AmbiguousError with the choices. limit: most documents.
        """
        from kg.graph import keys_around

        store, limit = self._library.store, max(1, min(limit, MOST_SHOWN))
        if name is None:
            keys, centre = self._whole(limit), None
        else:
            centre = self._library.find(name).key
            keys = keys_around(store, centre, max(1, min(depth, 3)), limit)
        return self._shown(keys, patience=patience) | {
            "centre": centre, "depth": depth, "limit": limit, "bounded": len(keys) >= limit,
        }  # fmt: skip

    def _whole(self, limit: int) -> list[str]:
        """The documents with most neighbours; where these are hardly joined, those that join them.

        In a large library the busiest are national documents that thousands cite and that cite
        nothing themselves: a picture without a line.
        """
        known = self._remembered()[1]
        if limit not in known:
            store = self._library.store
            keys = store.busiest(limit)
            if len(keys) == limit and len(store.edges_among(keys, quotes=1)) < limit // 2:
                hubs = keys[: min(_HUBS, limit // 2)]
                joining = store.citing_most(hubs, limit - len(hubs))
                keys = list(dict.fromkeys([*hubs, *joining, *keys]))[:limit]
            known[limit] = keys
        return known[limit]

    def states(self, keys: Iterable[str], patience: float) -> dict[str, States]:
        """States of documents, at least of the first; of as many as patience allows."""
        return self._histories(list(keys), patience)

    def more(self, key: str, shown: Collection[str], *, patience: float | None = None) -> Json:
        """What is one citation away from a document and not among `shown` yet.

        Those with most mentions, at most 40 and never above 500 in all; edges are those that
        have an end among them.
        """
        store = self._library.store
        room = max(0, min(MOST_MORE, MOST_SHOWN - len(shown)))
        pairs = store.steps([key], [*shown, key]) if room else []
        far = list(dict.fromkeys(far for _, far in pairs))
        added = self._shown(far[:room], [*shown, key], patience=patience)
        return added | {"left": len(far) - min(room, len(far))}

    def joining(self, start: str, end: str, *, directed: bool, shown: Collection[str] = ()) -> Json:
        """A shortest path, as `Library.path` gives it, with what the drawing lacks of it."""
        found = self._library.path(start, end, directed=directed)
        lacking = [key for key in found["documents"] if key not in set(shown)]
        steps = [_edge_id(e["source"], e["target"], e["relation"]) for e in found["edges"]]
        return self._shown(lacking, shown) | {
            "path": found["documents"], "steps": steps, "sentence": self._told(found),
        }  # fmt: skip

    def _told(self, found: Json) -> str:
        """A path in words: "Đường ngắn nhất qua 2 bước: A → B ← C."; arrows as cited."""
        keys = found["documents"]
        if len(keys) < 2:
            return words.ONE_DOCUMENT if keys else words.NO_WAY
        records = self._library.store.records(keys)
        cited = {(edge["source"], edge["target"]) for edge in found["edges"]}
        said = _label(records[keys[0]])
        for near, far in pairwise(keys):
            said += f" {'→' if (near, far) in cited else '←'} {_label(records[far])}"
        return words.WAY.format(steps=len(keys) - 1, way=said)

    def found(self, words: str, limit: int = 8) -> list[Json]:
        """Documents that a person may mean by `words`, best first."""
        records = self._library.store.find(words.strip())[:limit] if words.strip() else []
        return [
            {"id": r.key, "document": r.id, "label": _label(r), "title": r.header.title}
            for r in records
        ]

    def _shown(
        self, keys: Iterable[str], beside: Collection[str] = (), *, patience: float | None = None
    ) -> Json:
        """Documents `keys`, and the edges with an end among them and the other also in `beside`."""
        store = self._library.store
        wanted = list(dict.fromkeys(keys))
        records = store.records(wanted)
        new = [key for key in wanted if key in records]
        edges = store.edges_among([*new, *beside], quotes=_QUOTES) if new else []
        fresh, reach, states = set(new), store.reach(new), self._histories(new, patience)
        return {
            "today": today().isoformat(),
            "registry_as_of": plain(self._library.registry.compiled),
            "nodes": [
                {"data": _node(records[key], reach.get(key, Reach()), states.get(key))}
                for key in new
            ],
            "edges": [{"data": _edge(e)} for e in edges if e.source in fresh or e.target in fresh],
        }

    def _histories(self, keys: Collection[str], patience: float | None) -> dict[str, States]:
        registry, known = self._library.registry, self._remembered()[0]
        ends = None if patience is None else time.monotonic() + patience
        for key in keys:
            if key not in known:
                known[key] = [[plain(day), state.value] for day, state in history(key, registry)]
                if ends is not None and time.monotonic() > ends:
                    break
        return {key: known[key] for key in keys if key in known}

    def _remembered(self) -> tuple[dict[str, States], dict[int, list[str]]]:
        """What is remembered of the library as it is now: states by key, overviews by size."""
        moment = (self._library.store.state, self._library.registry.version)
        with self._lock:
            if moment != self._moment or len(self._states) > _REMEMBERED:
                self._moment, self._states, self._busiest = moment, {}, {}
            return self._states, self._busiest


def _node(record: DocumentRecord, reach: Reach, states: States | None) -> Json:
    from kg.narrowing import level_of_record
    from kg.validity import stated

    head = record.header
    level = level_of_record(record)
    level = PlaceLevel.COMMUNE if level is PlaceLevel.WARD else level
    issued: dt.date | None = head.date or stated(record.key).signed
    return {
        "id": record.key,
        "document": record.id,
        "label": _label(record),
        "number": head.number,
        "title": head.title,
        "type": head.type,
        "issuer": head.issuer,
        "held": record.held,
        "level": level.value if level else words.NO_LEVEL,
        "date": plain(issued),
        "citing": reach.citing,
        "cited": reach.cited,
        "either": reach.either,
        "states": states,
    }


def _label(record: DocumentRecord) -> str:
    return record.header.number or record.header.title or record.name or record.id


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "id": _edge_id(edge.source, edge.target, edge.relation.value),
        "source": edge.source,
        "target": edge.target,
        "relation": edge.relation.value,
        "count": edge.count,
        "quotes": [{"document": quote.document, "line": quote.line} for quote in edge.quotes],
    }


def _edge_id(source: str, target: str, relation: str) -> str:
    return f"{source} {relation} {target}"
