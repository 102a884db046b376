"""What is written about the program stands or falls with the program."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer

from ui.cli import app

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
GUIDE = ROOT / "docs" / "guide"
_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:src|href)=\"([^\"]+)\"")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Every command line of the program without its arguments: "cancu registry add"."""
    tree = typer.main.get_command(app)
    names = []
    for name, command in tree.commands.items():
        inner = getattr(command, "commands", {})
        names += [f"cancu {name} {sub}" for sub in inner] or [f"cancu {name}"]
    return names


def options() -> set[str]:
    """Every option of every command."""
    tree = typer.main.get_command(app)
    found, waiting = set(), [tree]
    while waiting:
        command = waiting.pop()
        waiting += getattr(command, "commands", {}).values()
        for parameter in command.params:
            found |= {*parameter.opts, *parameter.secondary_opts}
    return {option for option in found if option.startswith("-")} | {"--help"}


def pages() -> list[Path]:
    return [README, *sorted(GUIDE.glob("*.md"))]


def told(paths: list[Path]) -> str:
    return " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in paths)


def names(said: str, command: str) -> bool:
    """Whether a text has the command: "cancu cites" is not named by "cancu cites-all".

    Commands of a group may be listed together: "`cancu registry show`, `add`, `import`".
    """
    _, *words = command.split()
    begun = r"cancu (?:--library \S+ )?" + re.escape(words[0])
    between = r"[a-z`,·/| ]{0,40}?(?<![\w-])" + re.escape(words[1]) if words[1:] else ""
    return re.search(rf"{begun}{between}(?![\w-])", said) is not None


@pytest.mark.parametrize(
    ("said", "command", "named"),
    [
        ("`cancu cites X`", "cancu cites", True),
        ("`cancu --library DIR cites X`", "cancu cites", True),
        ("`cancu cites-all`", "cancu cites", False),
        ("`cancu registry show`, `add`, `import`", "cancu registry add", True),
        ("`cancu registry show`. Rồi add", "cancu registry add", False),
        ("cancu registry address", "cancu registry add", False),
    ],
)
def test_a_command_is_named_only_by_its_whole_name(said, command, named):
    assert names(said, command) is named


def links(path: Path) -> list[str]:
    """Targets of a page's links and pictures that lie in the repository."""
    said = _FENCED.sub("", path.read_text(encoding="utf-8"))
    found = [first or second for first, second in _LINK.findall(said)]
    return [to for to in found if not re.match(r"[a-z]+:", to) and not to.startswith("#")]


def missing(path: Path) -> list[str]:
    near = ((to, unquote(to.partition("#")[0])) for to in links(path))
    return [to for to, name in near if not (path.parent / name).exists()]


@pytest.mark.parametrize("command", commands())
def test_every_command_is_named_in_the_readme(command):
    assert names(told([README]), command)


@pytest.mark.parametrize("command", commands())
def test_every_command_is_explained_in_the_guide(command):
    assert names(told(sorted(GUIDE.glob("*.md"))), command)


def test_every_command_that_is_named_exists():
    """Also in code blocks, where a reader copies from."""
    known = {command.split()[1] for command in commands()}
    said = re.findall(r"(?m)(?:^|[`$] ?)cancu (?:--library \S+ )?([a-z][a-z-]+)", "\n".join(
        path.read_text(encoding="utf-8") for path in pages()))  # fmt: skip
    assert said
    assert set(said) - known == set()


def test_every_option_that_is_shown_with_a_command_exists():
    shown = {
        option
        for path in pages()
        for line in path.read_text(encoding="utf-8").splitlines()
        for command in re.findall(r"cancu [^`|#\n]*", line)
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", command)
    }
    assert shown
    assert shown - options() == set()


def test_every_link_of_the_readme_leads_to_a_file():
    assert links(README)
    assert missing(README) == []


def test_every_link_of_the_guide_leads_to_a_file():
    found = {path.name: missing(path) for path in sorted(GUIDE.glob("*.md"))}
    assert found
    assert {name: gone for name, gone in found.items() if gone} == {}


def test_every_page_of_the_guide_can_be_reached_from_the_readme():
    seen, waiting = set(), [README]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        for to in links(page):
            place = (page.parent / unquote(to.partition("#")[0])).resolve()
            waiting += sorted(place.glob("*.md")) if place.is_dir() else [place]
    assert set(GUIDE.glob("*.md")) - seen == set()


def test_every_decision_has_a_number_of_its_own():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert len(set(numbers)) == len(numbers) > 0
    assert all(number.isdigit() for number in numbers)
