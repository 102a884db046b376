import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "corpus": {"corpus"},
    "kg": {"kg", "corpus"},
    "ingest": {"ingest", "kg", "corpus"},
    "search": {"search", "kg", "corpus"},
    "ui": {"ui", "ingest", "search", "kg", "corpus"},
}
BUILD = ("corpus", "build")  # scripts that make the shipped data: above the house, used by none
SOURCES = sorted(
    path.relative_to(ROOT) for floor in MAY_IMPORT for path in (ROOT / floor).rglob("*.py")
)
HEAVY = {
    "alembic", "docx", "faiss", "gradio", "lxml", "networkx", "numpy", "openpyxl",
    "pandas", "pdfplumber", "pypdfium2", "pytesseract", "scipy", "sentence_transformers", "spacy",
    "sqlalchemy", "tantivy", "tokenizers", "torch", "transformers",
}  # fmt: skip
FORBIDDEN_NAMES = {"utils", "util", "helpers", "common", "manager", "misc"}


def imported_packages(path: Path) -> set[str]:
    """First names of all that a file imports, inside functions too."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports by a relative name"
            names.add((node.module or "").split(".")[0])
    return names


def loaded_by(statement: str) -> set[str]:
    """First names of the modules that a fresh interpreter has loaded after `statement`."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_there_is_a_house_to_look_at():
    assert {path.parts[0] for path in SOURCES} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", [p for p in SOURCES if p.parts[:2] != BUILD], ids=str)
def test_imports_point_down(path):
    ours = imported_packages(path) & set(MAY_IMPORT)
    assert ours <= MAY_IMPORT[path.parts[0]]


@pytest.mark.parametrize("path", [p for p in SOURCES if p.parts[:2] != BUILD], ids=str)
def test_no_room_imports_a_build_script(path):
    assert "corpus.build" not in (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_gradio_stays_in_the_web_app(path):
    allowed = path == Path("ui/app.py") or path.parts[:2] == ("ui", "tabs")
    assert allowed or "gradio" not in imported_packages(path)


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_no_file_is_named_for_nothing(path):
    assert path.stem not in FORBIDDEN_NAMES


def test_importing_kg_loads_only_the_standard_library():
    """All of its light rooms too, as far as `import kg` reaches."""
    before = loaded_by("pass")
    assert loaded_by("import kg") - before <= set(sys.stdlib_module_names) | {"kg", "corpus"}


def test_the_values_load_only_the_standard_library():
    before = loaded_by("pass")
    after = loaded_by("import kg.model, kg.errors, kg.terms, kg.folding, corpus")
    assert after - before <= set(sys.stdlib_module_names) | {"kg", "corpus"}


@pytest.mark.parametrize("module", ["ui.cli", "ingest.pipeline", "ingest.readers.dispatch"])
def test_no_heavy_library_loads_before_it_is_used(module):
    assert not loaded_by(f"import {module}") & HEAVY


def test_help_loads_no_heavy_library():
    """`cancu --help`, run to its end as the command line runs it."""
    run = "import sys\nfrom ui.cli import main\nsys.argv = ['cancu', '--help']\n"
    assert not loaded_by(f"{run}try:\n    main()\nexcept SystemExit:\n    pass") & HEAVY
