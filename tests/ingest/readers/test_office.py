"""Files that LibreOffice makes readable; a script stands for it but in the tests that need it."""

import shutil
import socket
import threading
from pathlib import Path

import docx
import pytest

from ingest.readers import office
from ingest.readers.dispatch import read_data
from ingest.readers.kinds import ODT_TYPE, OLE, Kind, kind_of
from ingest.readers.office import ConversionError, as_docx
from kg.terms import ProblemCode
from tests.ingest import files
from tests.ingest.readers.found import codes, junk, lines

INSTALLED = office.converter()
needs_office = pytest.mark.skipif(INSTALLED is None, reason="no LibreOffice")
RTF = rb"{\rtf1\ansi\ansicpg1258\deff0{\fonttbl{\f0 Times New Roman;}}\f0 " + b"".join(
    b"\\u%d?" % ord(char) for char in "Kế hoạch số 36/KH-UBND"
) + rb"\par}"  # fmt: skip
OLD_WORD = OLE + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(400)

WORDML = b"<?xml version='1.0'?><w:wordDocument xmlns:w='%s'/>" % (
    b"http://schemas.microsoft.com/office/word/2003/wordml"
)


def with_fib(flags: int) -> bytes:
    """A file of Word 97-2003 as far as its head says: the stream begins in the second sector."""
    fib = b"\xec\xa5\xc1\x00" + bytes(6) + flags.to_bytes(2, "little") + bytes(500)
    return OLE + bytes(504) + fib + "WordDocument".encode("utf-16-le") + bytes(100)


@pytest.fixture
def converts(monkeypatch, tmp_path):
    """Make LibreOffice a shell script; "$out" is where the .docx has to come."""

    def become(script: str) -> None:
        program = tmp_path / "soffice"
        find = 'while [ "$1" != --outdir ]; do shift; done; out=$2/document.docx; mkdir -p "$2"\n'
        program.write_text(f"#!/bin/sh\n{find}{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr(office, "converter", lambda: str(program))

    return become


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (OLD_WORD, Kind.OLD_WORD),
        (RTF, Kind.RTF),
        (WORDML, Kind.WORD_XML),
        (files.zipped(mimetype=ODT_TYPE, content_xml=b"<a/>"), Kind.ODT),
        (b"<html xmlns:o='x'><body>a</body></html>", Kind.HTML),
        (b"\xef\xbb\xbf<!-- x --><?xml version='1.0'?><!DOCTYPE html><html>", Kind.HTML),
        (b"<div><p>Plan</p></div>", Kind.HTML),
        ("Kế hoạch".encode(), Kind.TEXT),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", Kind.MHTML),
        (OLE + bytes(600) + "Workbook".encode("utf-16-le"), Kind.OTHER_OLE),
        (files.zipped(word__document_xml=b"<a/>"), Kind.WORD),
    ],
)  # fmt: skip
def test_a_doc_file_may_be_many_things(data, kind):
    assert kind_of(data, "a.doc") is kind


def test_a_markdown_text_may_begin_with_a_tag():
    assert kind_of(b"<p>Plan</p>", "a.md") is Kind.TEXT


@pytest.mark.parametrize(("data", "name"), [(OLD_WORD, "a.doc"), (RTF, "a.doc"), (RTF, "a.rtf")])
def test_without_libreoffice_there_is_a_problem_of_its_own(monkeypatch, data, name):
    monkeypatch.setattr(office, "converter", lambda: None)
    result = read_data(data, name)
    assert codes(result) == [ProblemCode.CONVERTER_MISSING]
    assert "libreoffice" in result.problems[0].expected.lower()


def test_what_libreoffice_makes_is_read(converts, tmp_path):
    document = docx.Document()
    document.add_paragraph("Căn cứ Luật Tổ chức chính quyền địa phương;")
    (tmp_path / "made.docx").write_bytes(files.saved(document))
    converts(f'cp "{tmp_path}/made.docx" "$out"')
    assert lines(read_data(OLD_WORD, "a.doc")) == ["Căn cứ Luật Tổ chức chính quyền địa phương;"]


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$", "true", "head -c 999 /dev/zero >$out"])
def test_a_file_that_libreoffice_gives_up_is_unreadable(converts, script):
    converts(script)
    result = read_data(OLD_WORD, "a.doc")
    assert codes(result) == [ProblemCode.FILE_UNREADABLE]
    assert not result.pages


def test_libreoffice_is_asked_again_after_it_made_its_profile(converts, tmp_path):
    document = docx.Document()
    document.add_paragraph("Kế hoạch")
    (tmp_path / "made.docx").write_bytes(files.saved(document))
    once = f"{tmp_path}/once"
    converts(f'[ -e {once} ] || {{ touch {once}; exit 81; }}; cp "{tmp_path}/made.docx" "$out"')
    assert lines(read_data(OLD_WORD, "a.doc")) == ["Kế hoạch"]


def test_a_conversion_that_does_not_end_is_killed_with_its_children(converts, tmp_path):
    converts(f"sleep 600 & echo $! >{tmp_path}/pid; wait")
    with pytest.raises(ConversionError, match="not done"):
        as_docx(OLD_WORD, ".doc", seconds=2)
    pid = int((tmp_path / "pid").read_text())
    while is_running(pid):
        threading.Event().wait(0.05)  # pytest's own limit ends it where the kill was missed


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.mark.parametrize(("data", "locked"), [(with_fib(0x0100), True), (with_fib(0x1000), False)])
def test_a_locked_old_word_file_says_so(converts, data, locked):
    converts("exit 1")
    expected = ProblemCode.FILE_ENCRYPTED if locked else ProblemCode.FILE_UNREADABLE
    assert codes(read_data(data, "a.doc")) == [expected]


def test_a_locked_opendocument_says_so():
    parts = {"META-INF__manifest_xml": b"<manifest:encryption-data/>"}
    data = files.zipped(mimetype=ODT_TYPE, content_xml=b"<a/>", **parts)
    assert codes(read_data(data, "a.odt")) == [ProblemCode.FILE_ENCRYPTED]


@needs_office
def test_libreoffice_reads_rich_text():
    assert lines(read_data(RTF, "a.doc")) == ["Kế hoạch số 36/KH-UBND"]


@needs_office
def test_libreoffice_fetches_nothing():
    """A picture and a template that lie on a server: nobody asks it for them."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    place = b"http://127.0.0.1:%d/a" % server.getsockname()[1]
    fetching = (
        rb"{\rtf1{\*\template " + place + rb".dot}Plan{\field{\*\fldinst INCLUDEPICTURE " b'"'
        + place + b'.png"' + rb" \\d}{\fldrslt }}\par}"
    )  # fmt: skip
    assert lines(read_data(fetching, "a.rtf")) == ["Plan"]
    with server, pytest.raises(TimeoutError):
        server.accept()


@needs_office
def test_junk_in_a_known_dress_is_no_document():
    result = read_data(OLD_WORD[:600] + junk(3000) + OLD_WORD[600:], "a.doc")
    assert result.problems
    assert not any("PNG" in line for line in lines(result))


def test_the_binary_is_taken_rather_than_the_script(monkeypatch, tmp_path):
    for name in ("soffice", "soffice.bin"):
        (tmp_path / name).touch()
    monkeypatch.setattr(shutil, "which", lambda name: str(tmp_path / "soffice"))
    office.converter.cache_clear()
    try:
        assert office.converter() == str(tmp_path / "soffice.bin")
    finally:
        office.converter.cache_clear()
