"""What taking facts in costs a library; what it does to links, see `tests.kg.test_stubs`."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import event

from kg.registry import Registry
from kg.store import Store
from tests.kg.readings import make


@pytest.mark.parametrize(("title", "read"), [(None, False), ("Ban hành Chương trình", True)])
def test_what_mentions_say_is_read_only_for_facts_with_a_title(tmp_path: Path, title, read):
    row = {"number": "76/NQ-CP", "signed": "2021-07-15", "source": "Công báo", "title": title}
    asked: list[str] = []
    with Store.open(tmp_path, Registry([], catalogue=False)) as store:
        store.put(make("15/KH-UBND", ["76/NQ-CP@2021-07-15"]))
        event.listen(store.engine, "after_cursor_execute", lambda *args: asked.append(args[2]))
        assert store.add_facts([row], checked=dt.date(2024, 7, 1)) == (1, [])
        assert any("json_extract" in statement for statement in asked) is read
