"""Styles, scripts and vendored libraries of the app, told to the browser how long they are good."""

from pathlib import Path
from typing import Final

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

FOR_GOOD: Final = "private, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
_SMALLEST: Final = 1000  # bytes from which compression is worth it
_LEVEL: Final = 6


class _VersionedFiles(StaticFiles):
    """An address with a version ("?v=…") changes with the content; another one is asked again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        versioned = scope["query_string"].startswith(b"v=")
        answer.headers["cache-control"] = FOR_GOOD if versioned else ASK_AGAIN
        return answer


def static_files(folder: Path) -> ASGIApp:
    """The files of a folder, compressed for browsers that read gzip."""
    return GZipMiddleware(
        _VersionedFiles(directory=folder), minimum_size=_SMALLEST, compresslevel=_LEVEL
    )
