import pytest

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


def test_list_labels_that_a_browser_draws_are_in_the_text():
    page = """<html><ol type=I start=2><li><p>MỤC TIÊU</p><ol><li>một<li value=5>hai
    <ul><li>gạch</ul></ol><li>NHIỆM VỤ</ol>"""
    assert lines(read_data(page.encode(), "a.html")) == [
        "II. MỤC TIÊU", "1. một", "5. hai", "- gạch", "III. NHIỆM VỤ",
    ]  # fmt: skip


def test_what_a_browser_hides_is_not_read():
    page = """<html><!-- a --><p>m<sup>2</sup><span style="display: none">b</span><del>c</del>
    <!--[if gte mso 9]>d<![endif]--><![if !supportLists]>1.<![endif]> e<noscript>f</noscript>"""
    assert lines(read_data(page.encode(), "a.html")) == ["m² 1. e"]


def test_kept_lines_are_lines():
    page = "<html><pre>Số: 36/KH-UBND\n  Điều 1</pre>hết"
    assert lines(read_data(page.encode(), "a.html")) == ["Số: 36/KH-UBND", "Điều 1", "hết"]


def test_cells_over_rows_and_columns_keep_their_columns():
    page = "<html><table><tr><td rowspan=2 colspan=2>A<td>B<tr><td>C<tr><td>1<td>2<td>3</table>"
    (table,) = read_data(page.encode(), "a.html").tables
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 2, 2, "A"), (0, 2, 1, 1, "B"), (1, 2, 1, 1, "C"),
        (2, 0, 1, 1, "1"), (2, 1, 1, 1, "2"), (2, 2, 1, 1, "3"),
    ]  # fmt: skip


def test_a_table_inside_a_page_layout_stays_a_table():
    page = """<html><table><tr><td>menu<td><table><tr><td>STT<td>Chủ trì<tr><td>1<td>Sở Nội vụ
    <tr><td>2<td>Sở Y tế</table></table>"""
    result = read_data(page.encode(), "a.html")
    assert lines(result) == ["menu", "STT | Chủ trì", "1 | Sở Nội vụ", "2 | Sở Y tế"]
    assert len(result.tables) == 1


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "windows-1252"),
        ("cp1258", "windows-1258"),
        ("utf-16", "x"),
        ("utf-8", "hex"),
    ],
)
def test_the_encoding_is_that_of_the_bytes_then_that_stated(encoding, stated):
    text = "Ca\u0309i ca\u0301ch ha\u0300nh chi\u0301nh"  # as Windows-1258 has it
    page = f'<html><meta http-equiv="Content-Type" content="text/html; charset={stated}"><p>{text}'
    assert lines(read_data(page.encode(encoding), "a.html")) == [text]


def test_a_web_archive_gives_its_page():
    data = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        b'\tboundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><p>K=E1=BA=BF ho=E1=BA=A1ch"
        b"</p></html>\r\n--x\r\nContent-Type: image/png\r\n\r\njunk\r\n--x--\r\n"
    )
    for name in ("a.mht", "a.doc"):
        assert lines(read_data(data, name)) == ["Kế hoạch"]


def test_a_page_of_more_tags_than_letters_is_read():
    for head, encoding in [
        ("", "utf-8"),
        ("", "cp1252"),
        ("<meta charset=windows-1252>", "cp1252"),
    ]:
        page = f"<html>{head}" + "<p style='margin:0'><b><i>Số 5</i></b></p>" * 40
        data = (
            page.encode("utf-8") if encoding == "utf-8" else page.replace("ố", "è").encode(encoding)
        )
        assert len(lines(read_data(data, "a.html"))) == 40
