"""What many tests share: the shipped plans, ingested once."""

from pathlib import Path

import pytest
from hypothesis import settings

import corpus
from ui.library import Library

# The same examples on every run: what a run says is said of the change, not of its luck; nor of
# how busy the machine is.
settings.register_profile("seeded", derandomize=True, deadline=None)
settings.load_profile("seeded")


@pytest.fixture(scope="session")
def plans_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a library that holds the shipped plans. Read only: copy it before changing it."""
    folder = tmp_path_factory.mktemp("plans") / "library"
    Library.at(folder).ingest([corpus.path("plans")])
    return folder


@pytest.fixture
def plans(plans_folder: Path) -> Library:
    """The shipped plans as a library."""
    return Library.at(plans_folder)
