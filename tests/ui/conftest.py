"""Commands of `cancu` in the process of the tests."""

import sys

import pytest

from ui import cli


@pytest.fixture
def command(capsys, monkeypatch):
    """Run a command line, whose exit status must be as expected; (stdout, stderr)."""
    monkeypatch.delenv("CANCU_LIBRARY", raising=False)

    def run(*line, expect=0):
        monkeypatch.setattr(sys, "argv", ["cancu", *map(str, line)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        assert ended.value.code == expect, err
        assert "Traceback" not in err
        return out, err

    return run
