"""The guide's pages: their pictures, places and keys are there; what the walk tells is so."""

import datetime as dt
import re
from pathlib import Path
from unittest.mock import MagicMock
from urllib.parse import unquote

import pytest
from docx import Document
from PIL import Image

from bench import guide_draft, guide_pictures, guide_walk
from ui.check_advice_wording import written
from ui.reports.cells import sections

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide"
WALK = GUIDE / "kiem-tra-tu-dau-den-cuoi.md"
PAGES = sorted(GUIDE.glob("*.md"))
DAY = dt.date(2026, 11, 20)
HEIR = "118/2025/NĐ-CP"
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]+)\)")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_WHOLE = 2_500_000  # bytes of all pictures together


def said(page):
    return page.read_text(encoding="utf-8")


def pictures():
    """(what it is told to show, file) of every picture of every page."""
    return [found for page in PAGES for found in _PICTURE.findall(said(page))]


def anchors(page):
    """Places that links may lead to, as GitHub names headings."""
    heads = re.findall(r"^#+ (.+)$", _FENCED.sub("", said(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


# --- pictures -------------------------------------------------------------------------------
def test_every_picture_that_a_page_shows_is_there_and_every_picture_is_shown():
    shown = {name for _, name in pictures()}
    assert shown == {path.name for path in GUIDE.iterdir() if path.suffix not in {".md", ".docx"}}


def test_every_picture_is_told_in_words():
    assert all(len(words.split()) >= 3 for words, _ in pictures())


def test_pictures_are_light_and_can_be_opened():
    sizes = {}
    for path in GUIDE.glob("*.png"):
        sizes[path.name] = path.stat().st_size
        with Image.open(path) as picture:
            picture.verify()
    assert {n: s for n, s in sizes.items() if s > guide_pictures.MOST_BYTES} == {}
    assert sum(sizes.values()) < _WHOLE


def test_the_script_takes_just_the_pictures_of_the_guide(plans):
    camera = MagicMock()
    for _, frames in guide_walk.FRAMES:
        for frame in frames:
            frame(camera, plans)
    taken = [f"{call.args[0]}.png" for call in camera.take.call_args_list]
    assert len(set(taken)) == len(taken)
    assert set(taken) == {name for _, name in pictures()}


def test_few_colours_keep_those_of_thin_lines(tmp_path):
    picture = Image.new("RGB", (400, 300), "white")
    for x in range(256):
        picture.putpixel((x, 10), (x, x, x))
    picture.paste((200, 30, 30), (5, 100, 395, 102))
    picture.paste((20, 120, 50), (5, 200, 395, 202))
    picture.save(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes(guide_pictures.small((tmp_path / "a.png").read_bytes()))
    with Image.open(tmp_path / "b.png") as small:
        again = small.convert("RGB")
    for place, colour in (((50, 100), (200, 30, 30)), ((50, 200), (20, 120, 50))):
        seen = again.getpixel(place)
        assert max(abs(a - b) for a, b in zip(seen, colour, strict=True)) < 24


# --- places, names, keys --------------------------------------------------------------------
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_headings_that_are_there(page):
    for to in _LINK.findall(_FENCED.sub("", said(page))):
        name, _, place = unquote(to).partition("#")
        target = page if not name else page.parent / name
        if place and target.suffix == ".md" and target.parent == GUIDE:
            assert place in anchors(target), to


@pytest.mark.parametrize("name", ["kiem-tra-tu-dau-den-cuoi", "tong-quan", "do-thi"])
def test_what_a_page_calls_by_name_is_called_so_in_the_app(name):
    files = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "ui" / "static" / "js").glob("*.js")]
    app = "\n".join(path.read_text(encoding="utf-8") for path in files)
    named = [bold for bold in _BOLD.findall(said(GUIDE / f"{name}.md")) if not bold.endswith(".")]
    parts = {part.strip(" ✖") for bold in named for part in bold.split("…")}
    assert len(parts) > 5
    assert {part for part in parts if part not in app} == set()


def test_keys_of_the_readme_are_those_of_the_app():
    rooms = re.search(r"ROOMS = \{([^}]*)\}", said(ROOT / "ui/static/js/keys.js"))
    keys = set(re.findall(r"(\w): \"", rooms[1]))
    row = re.search(r"^\| `g` rồi ([^|]+)\|", said(GUIDE / "README.md"), re.MULTILINE)
    assert set(re.findall(r"`(\w)`", row[1])) == keys


# --- the walk -------------------------------------------------------------------------------
def test_each_step_of_the_walk_has_its_number_and_a_picture():
    steps = re.split(r"^\*\*(\d+)\. ", said(WALK), flags=re.MULTILINE)[1:]
    numbers, bodies = steps[::2], steps[1::2]
    assert [int(number) for number in numbers] == list(range(1, 19))
    assert all(_PICTURE.search(body) for body in bodies)


@pytest.fixture
def checked(plans, tmp_path):
    """A check of a text of the walk, as a Word file."""

    def check(text):
        file = tmp_path / guide_draft.DRAFT_NAME
        file.write_bytes(guide_draft.as_word(text))
        return plans.check(None, file, on=DAY)

    return check


def test_the_draft_has_what_the_walk_tells(checked):
    report = checked(guide_draft.DRAFT)
    rows = {row["canonical"]: row for row in report["rows"]}
    assert [row["severity"] for row in report["rows"]] == ["error", "error", "review", "ok"]
    assert HEIR in written(rows["61/2018/NĐ-CP"])[0]
    assert rows["61/2018/NĐ-CP"]["proof"]
    offered = {choice["key"] for choice in rows["76/NQ-CP"]["choices"]}
    assert offered == {"76/NQ-CP@2013-06-13", guide_walk.MEANT}
    told = {name: " ".join(found) for name, found in sections(report)}
    assert "468/QĐ-TTg" in told["Điểm chưa khớp trong văn bản"]
    assert "Phòng Nội vụ không còn từ ngày 01/7/2025" in told["Cơ quan, chức danh không còn"]


@pytest.mark.parametrize("text", [guide_draft.mended(), guide_draft.issued()])
def test_the_mended_draft_stands_on_what_is_in_force(checked, text):
    report = checked(text)
    assert {row["severity"] for row in report["rows"]} == {"ok", "note"}
    assert HEIR in {row["canonical"] for row in report["rows"]}
    assert sections(report) == []


def test_the_draft_that_the_walk_offers_is_the_one_that_it_shows():
    assert f"]({guide_draft.DRAFT_NAME})" in said(WALK)
    lines = [line.text for line in Document(str(GUIDE / guide_draft.DRAFT_NAME)).paragraphs]
    assert lines == guide_draft.DRAFT.splitlines()
