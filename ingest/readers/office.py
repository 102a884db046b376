"""Word 97-2003, rich text and OpenDocument: LibreOffice makes a .docx of them, where installed.

It works in a folder and a profile of its own, without macros, links and network, under a clock.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from ingest.readers import ReadResult
from ingest.readers.findings import converter_missing, empty, encrypted, nothing, unreadable
from ingest.readers.kinds import OLE, Kind, kind_of
from ingest.readers.word import WordReader

SECONDS = 90  # a document takes four; so much only on a machine that does other things
PROGRAMS = ("soffice", "libreoffice")
USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
RESTARTS = frozenset({79, 81})  # LibreOffice's statuses for "new profile made, start me again"
EXPECTED = "a .doc, .rtf or .odt file that LibreOffice opens"
SUFFIXES = {
    Kind.OLD_WORD: ".doc", Kind.RTF: ".rtf", Kind.ODT: ".odt", Kind.WORD_XML: ".xml",
}  # fmt: skip
FIB_MAGIC = b"\xec\xa5"  # [MS-DOC] 2.5.1, FibBase: wIdent, nFib ..., flags at offset 10
FIB_ENCRYPTED = 0x0100

# Nothing may run and nothing may be fetched: a proxy that is not there answers no request.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>"""
SETTING = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse">'
    "<value>{}</value></prop></item>"
)
SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


class ConversionError(Exception):
    """LibreOffice gave no document. Readers turn it into a problem."""


@cache
def converter() -> str | None:
    """LibreOffice's program, or None where it is not installed.

    On Linux its binary itself, which has no children, rather than the script that starts it.
    """
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    found = found or next((place for place in USUAL_PLACES if Path(place).exists()), None)
    if found is None:
        return None
    binary = Path(found).resolve().with_name("soffice.bin")
    return str(binary) if binary.exists() else found


@dataclass(frozen=True, slots=True)
class OfficeReader:
    """Files of Word 97-2003 (.doc), Word 2003 XML, rich text (.rtf), OpenDocument (.odt)."""

    suffixes: frozenset[str] = frozenset({".doc", ".rtf", ".odt"})

    def read(self, data: bytes, name: str) -> ReadResult:
        """Read `data`. Problems: those of `WordReader`, FILE_ENCRYPTED and CONVERTER_MISSING."""
        if not data:
            return nothing(empty(name))
        kind = kind_of(data, name)
        if kind not in SUFFIXES:
            return nothing(unreadable(name, "bytes that are no such document", EXPECTED))
        if _is_locked(data):
            return nothing(encrypted(name))
        if converter() is None:
            return nothing(converter_missing(name, SUFFIXES[kind]))
        try:
            converted = as_docx(data, SUFFIXES[kind])
        except ConversionError as error:
            return nothing(unreadable(name, f"a file that LibreOffice gave up ({error})", EXPECTED))
        return WordReader().read(converted, name)


def _is_locked(data: bytes) -> bool:
    """Whether the text is encrypted, which LibreOffice would report as any other failure."""
    if data.startswith(OLE):
        starts = range(512, len(data) - 32, 512)  # streams begin with a sector
        heads = (data[at : at + 12] for at in starts if data.startswith(FIB_MAGIC, at))
        return any(int.from_bytes(head[10:12], "little") & FIB_ENCRYPTED for head in heads)
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open("META-INF/manifest.xml") as f:
            return b"encryption-data" in f.read(2**20)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError, NotImplementedError):
        return False


def as_docx(data: bytes, suffix: str, seconds: float = SECONDS) -> bytes:
    """Bytes of the .docx that LibreOffice makes of a document. Raises ConversionError."""
    with tempfile.TemporaryDirectory(prefix="cancu-") as folder:
        place = Path(folder)
        source, target = place / f"document{suffix}", place / "out" / "document.docx"
        source.write_bytes(data)
        settings = place / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        body = "".join(SETTING.format(*setting) for setting in SETTINGS)
        settings.write_text(PROFILE.format(body), encoding="utf-8")
        command = [
            converter() or PROGRAMS[0],
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target.parent), str(source),
        ]  # fmt: skip
        status = _run(command, place, seconds)
        if status in RESTARTS:
            status = _run(command, place, seconds)
        if not target.is_file():
            raise ConversionError(f"status {status}")
        return target.read_bytes()


def _run(command: list[str], place: Path, seconds: float) -> int:
    """Status of a program; killed with what it started when its time is over."""
    # The binary stays in our group, to end with us; a script has children, killed as its group.
    alone = not command[0].endswith(".bin") and hasattr(os, "killpg")
    own = {"HOME": str(place), "TMPDIR": str(place), "SAL_USE_VCLPLUGIN": "svp"}
    try:
        process = subprocess.Popen(  # noqa: S603 (LibreOffice, our own arguments)
            command,
            cwd=place,
            env=os.environ | own,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=alone,
        )
    except OSError as error:
        raise ConversionError(error.strerror or "an error") from error
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise ConversionError(f"not done after {seconds:g} seconds") from error
    finally:
        _end(process, group=alone)


def _end(process: "subprocess.Popen[bytes]", *, group: bool) -> None:
    if group:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
