"""Small plans on a craft each, and whether an index holds what their library holds."""

from tests.ui.drafts import text

TOPICS = ["nuôi ong", "trồng chè", "làm gốm", "dệt lụa", "đóng thuyền", "nấu rượu", "đan lưới",
          "chạm bạc", "thêu ren", "rèn dao", "ép dầu", "muối dưa"]  # fmt: skip


def plan(number, topic):
    return text(number=f"{number}/KH-UBND", title=f"Phát triển nghề {topic}", topic=topic)


def owners(library, query):
    return [hit.document for hit in library.fresh_engine().search(query, 50)]


def holds(library):
    """The index holds the passages of the store, no other and none twice."""
    engine = library.fresh_engine()
    inside = [hit.passage for hit in engine.search(" ".join([*TOPICS, "kế hoạch", "ong"]), 1000)]
    assert sorted(inside) == sorted(passage.id for passage in library.store.passages())
    assert len(engine) == library.store.passage_count()
    assert engine.stamp == library.store.stamp
    return True
