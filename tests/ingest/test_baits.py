"""Harmful files, read with the limits that users have: told in time, and nothing else suffers."""

import json
import subprocess
import sys

import pytest

from ingest import children
from kg.terms import ProblemCode
from tests.ingest import baits
from tests.ingest.files import locked_pdf, text_pdf
from tests.ui.drafts import text

LIMIT, UNREADABLE = ProblemCode.FILE_LIMIT, ProblemCode.FILE_UNREADABLE
linux = pytest.mark.skipif(sys.platform != "linux", reason="resource limits as Linux has them")
OWN_FILE = "khóa riêng của máy"


@pytest.fixture(scope="module")
def trap(tmp_path_factory):
    """A folder of harmful files and one good plan."""
    folder = tmp_path_factory.mktemp("trap")
    secret = folder.parent / "machine.key"
    secret.write_text(OWN_FILE, encoding="utf-8")
    laughing = baits.word(baits.paragraph("&a9;"), baits.laughs())
    files = {
        "archive.docx": baits.archive_without_word(),
        "bomb.pdf": baits.pdf_bomb(),
        "cut.pdf": text_pdf(["Kế hoạch"] * 3)[:700],
        "deep.html": b"<html><body>" + b"<div>" * 200_000 + b"x",
        "deep.pdf": baits.nested_pdf(),
        "laughs.docx": laughing,
        "laughs.html": f"{baits.laughs()}<html><body><p>&a9;</p></body></html>".encode(),
        "line.txt": b"a" * 5_000_000,
        "locked.pdf": locked_pdf(),
        "lying.docx": baits.lying_zip(),
        "outside.docx": baits.word(baits.paragraph("x &x; y"), baits.outside(str(secret))),
        "outside.html": f"{baits.outside(str(secret))}<html><p>b &x; c</p></html>".encode(),
        "picture.png": baits.png_bomb(),
        "zip.docx": baits.zip_bomb(500 * 2**20),
        "good.txt": text().encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    assert max(map(len, files.values())) < 6 * 2**20
    return folder


@linux
def test_baits_are_told_the_good_file_is_read_and_this_side_stays_small(trap):
    """In a process of its own, whose memory is its own."""
    code = (
        "import json, sys\nfrom pathlib import Path\nfrom ingest import children\n"
        "found = {}\n"
        "for read in children.read_all(sorted(Path(sys.argv[1]).iterdir()), 2):\n"
        "    reading = read.reading()\n"
        "    found[read.path.name] = [len(reading.source.lines), reading.source.text,\n"
        "                             [problem.code for problem in reading.problems]]\n"
        # Not `ru_maxrss`, which counts the test's own process before it became this one.
        "status = Path('/proc/self/status').read_text()\n"
        "peak = int(status.split('VmHWM:')[1].split()[0])\n"
        "print(json.dumps([found, peak / 1024]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(trap)], capture_output=True, text=True, check=True
    )
    found, peak = json.loads(done.stdout)
    assert peak < 500
    lines, good, _ = found.pop("good.txt")
    assert (lines, good) == (len(text().split("\n")), text())
    assert not any(OWN_FILE in body for _, body, _ in found.values())
    # Entities are left alone or refused, never unfolded; nesting is cut or refused.
    assert all(len(body) < 1000 for _, body, _ in found.values())
    said = {name: set(codes) & set(ProblemCode) for name, (_, _, codes) in found.items()}
    assert said["bomb.pdf"] <= {LIMIT, UNREADABLE, ProblemCode.FILE_TOO_LARGE}
    assert said["bomb.pdf"]
    assert said["cut.pdf"] == {UNREADABLE}
    assert said["locked.pdf"] == {ProblemCode.FILE_ENCRYPTED}
    assert said["lying.docx"] == said["laughs.docx"] == {UNREADABLE}
    assert said["line.txt"] == said["zip.docx"] == {ProblemCode.FILE_TOO_LARGE}
    assert said["picture.png"] == {ProblemCode.FILE_TOO_LARGE}
    assert all(codes for codes in said.values())


REGEX_BAIT = (
    "Căn cứ ", "Căn cứ Nghị định số ", "1.1.", "(", "số 1/2/3/4/", " ", "a-", "1",
    "số 12/2020/NĐ-CP ",
    "12, 13, 14, ", "ngày 1 tháng 1 năm 2020 ", "*", "*a ", "#", "|", "_", "A",
    "ỦY BAN NHÂN DÂN ", ".",
    "“", "/", "- ", "; ", ": ", "Giao Sở A, ", "chủ trì, phối hợp với ", "khoản 1 Điều 2 ",
    "Luật Tổ chức ", "a\u0301", "\u200b", "&amp;", "<b>", "\\", "10% ", "phấn đấu đạt 90% ",
    "tháng 1/",
    "độ mật: ", "M ", "Đ-", "IVX",
)  # fmt: skip


def test_bait_for_regular_expressions_is_read_within_the_limits(tmp_path):
    """200 KB: each piece as one long line, and wrapped."""
    lines = []
    for piece in REGEX_BAIT:
        whole = piece * (3300 // len(piece.encode()))
        lines += [whole, *(whole[start : start + 80] for start in range(0, len(whole), 80))]
    path = tmp_path / "bait.txt"
    path.write_text("KẾ HOẠCH\n" + "\n".join(lines), encoding="utf-8")
    assert path.stat().st_size > 200_000
    reading = children.read(path)
    assert len(reading.source.lines) == len(lines) + 1
    assert LIMIT not in {problem.code for problem in reading.problems}
