"""Long texts that lead patterns astray: each pattern alone, and the whole reading."""

import subprocess
import sys

CODE = """
import re, sys, time
import ingest.citations, kg.number
from kg.folding import fold
from kg.model import Header, Line, SourceText

LONG = ["a ", "1", "/", "Căn cứ ", "("]
PIECES = ["a ", "1", "/", "1/", "Căn cứ ", "(", "()", "Điều 1, ", "số 1, ", "Quyết định ", "12/QĐ-",
          "Luật A ", "Luật Đất đai và ", "\\n", "“", "1 tháng ", "(sau đây gọi tắt là Nghị định) ",
          "Nghị định này ", "sửa đổi, bổ sung ", "-", "Chương trình mục tiêu quốc gia a ",
          "kèm theo ", "Quyết định số 36 nêu trên "]
OWN = ("ingest.citations", "ingest.clauses", "ingest.dates", "ingest.type_words", "kg.number",
       "kg.standards")
limit = float(sys.argv[1])


def patterns():
    for name, module in sorted(sys.modules.items()):
        if name.startswith(OWN):
            for key, value in vars(module).items():
                if isinstance(value, re.Pattern):
                    yield f"{name}.{key}", value


def timed(call):
    start = time.process_time()
    call()
    return time.process_time() - start


known = dict(patterns())
print(len(known))
for piece in PIECES:
    text = (piece * 100_000)[:100_000 if piece in LONG else 10_000]
    if sys.argv[2] == "whole":
        source = SourceText((Line(1, 0, text.replace("\\n", " "), text.replace("\\n", " ")),))
        read = lambda: ingest.citations.find_mentions(source, Header(), ())
        if timed(read) > limit:
            print("slow", repr(piece))
        continue
    for name, pattern in known.items():
        bait = fold(text[:4_000])
        if timed(lambda: sum(1 for _ in pattern.finditer(bait))) > limit:
            print("slow", repr(piece), name)
"""


def run(limit: float, what: str) -> list[str]:
    """In a child process, which can be ended: a pattern that backtracks without bound cannot."""
    call = [sys.executable, "-c", CODE, str(limit), what]
    done = subprocess.run(call, capture_output=True, text=True, timeout=240, check=True)
    return done.stdout.splitlines()


def test_no_pattern_goes_back_and_forth_over_4_000_characters():
    """A pattern whose cost grows with the square of the text would need many seconds."""
    count, *slow = run(1.0, "patterns")
    assert int(count) > 80
    assert slow == []


def test_100_000_characters_of_bait_are_read_in_time():
    count, *slow = run(60.0, "whole")
    assert int(count) > 80
    assert slow == []
