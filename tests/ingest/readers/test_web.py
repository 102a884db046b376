from ingest.readers.dispatch import read_data
from tests.ingest.readers.found import lines


def test_a_web_page_gives_its_blocks_and_tables():
    page = """<html><head><title>x</title><style>p {}</style></head><body><p>Căn  cứ
    <b>Luật</b> số 1;<br>Điều 1</p><table><tr><th>STT<th>Chủ trì<tr><td>1<td rowspan=2>Sở Nội vụ
    <tr><td>2</table><script>alert(1)</script>hết</body></html>"""
    result = read_data(page.encode(), "a.doc")
    assert lines(result) == [
        "Căn cứ Luật số 1;", "Điều 1", "STT | Chủ trì", "1 | Sở Nội vụ", "2 | ", "hết",
    ]  # fmt: skip
    assert [(c.row, c.column, c.text, c.row_span) for c in result.tables[0].cells[2:]] == [
        (1, 0, "1", 1),
        (1, 1, "Sở Nội vụ", 2),
        (2, 0, "2", 1),
    ]
