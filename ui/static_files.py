"""Styles, scripts and vendored libraries of the app, told to the browser how long they are good.

The app's own styles are served as one file and its scripts as another: one request each, and the
scripts run in one order (those of a page's head are added by Gradio, which keeps none).
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

FOR_GOOD: Final = "private, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
BUNDLES: Final = {"app.css": "text/css", "app.js": "text/javascript"}
_FIRST: Final = "kept.js"  # other scripts call it while they are run
_SMALLEST: Final = 1000  # bytes from which compression is worth it
_LEVEL: Final = 6


@cache
def bundle(folder: Path, name: str) -> bytes:
    """One of BUNDLES: the files of its kind in `folder`, one after another."""
    kind = name.rpartition(".")[2]
    parts = sorted((folder / kind).glob(f"*.{kind}"), key=lambda path: (path.name != _FIRST, path))
    return b"\n".join(path.read_bytes() for path in parts)


def bundle_address(folder: Path, name: str) -> str:
    """Address of a bundle; it changes with the content, so a browser may keep it for good."""
    return f"/cancu-static/{name}?v={hashlib.sha256(bundle(folder, name)).hexdigest()[:12]}"


class _VersionedFiles(StaticFiles):
    """An address with a version ("?v=…") changes with the content; another one is asked again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path in BUNDLES and self.directory is not None and scope["method"] in {"GET", "HEAD"}:
            body = bundle(Path(self.directory), path)
            answer = Response(body, media_type=BUNDLES[path])
        else:
            answer = await super().get_response(path, scope)
        versioned = scope["query_string"].startswith(b"v=")
        answer.headers["cache-control"] = FOR_GOOD if versioned else ASK_AGAIN
        return answer


def static_files(folder: Path) -> ASGIApp:
    """The files of a folder, compressed for browsers that read gzip."""
    return GZipMiddleware(
        _VersionedFiles(directory=folder), minimum_size=_SMALLEST, compresslevel=_LEVEL
    )
