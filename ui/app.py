"""The web app: six tabs, its REST functions, and the server on this computer.

Nothing leaves the computer: no analytics, no fonts or scripts of other hosts, no sharing.
"""

import errno
import logging
import os
import signal
import socket
import sys
import tempfile
import threading
import webbrowser
from contextlib import suppress
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

# Gradio reads these when it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["GRADIO_RUN_HISTORY"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from gradio import events as gradio_events

from kg.errors import CancuError
from ui import rest, task_download, wording
from ui.gate import App, guarded
from ui.library import Library
from ui.links import text
from ui.os_reasons import os_reason
from ui.page_images import PATH, serve
from ui.tabs import ask, check, document, graph, search, tasks

STATIC: Final = Path(str(files("ui"))) / "static"
LARGEST_FILE: Final = "200mb"
_KEPT: Final = 86_400  # seconds that an upload or a report stays while the app runs
_FONTS: Final = ("system-ui", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif")
_HEAD: Final = (
    '<script src="/cancu-static/vendor/cytoscape.min.js"></script>'
    '<script src="/cancu-static/app.js"></script>'
)
_TABS: Final = {
    "ask": ask.build,
    "search": search.build,
    "document": document.build,
    "check": check.build,
    "tasks": tasks.build,
    "graph": graph.build,
}


def build(library: Library) -> gr.Blocks:
    """The page with its tabs, and the functions that other programs may call."""
    page: gr.Blocks = gr.Blocks(
        title=wording.TITLE, analytics_enabled=False, delete_cache=(3600, _KEPT), fill_width=True
    )
    with page:
        gr.HTML(
            f'<div class="cc-title"><h1>{text(wording.TITLE)}</h1>'
            f"<p>{text(wording.SUBTITLE)}</p></div>"
        )
        with gr.Tabs(elem_id="tabs") as tabs:
            for name, shown in wording.TABS.items():
                with gr.Tab(shown, id=name):
                    _TABS[name](page, library)
        page.load(_chosen_tab, outputs=[tabs], api_visibility="private", show_progress="hidden")
        for name, work in rest.functions(library).items():
            gradio_events.api(work, api_name=name)
    return page


def _chosen_tab(request: gr.Request) -> Any:  # noqa: ANN401 - a component's update
    """The tab that the address names; the first one otherwise."""
    name = request.query_params.get("tab")
    return gr.Tabs(selected=name) if name in _TABS else gr.skip()


def application(library: Library, *, host: str = "127.0.0.1", port: int = 7860) -> App:
    """The whole server as an ASGI app."""
    outer = FastAPI(title=wording.TITLE, docs_url=None, redoc_url=None, openapi_url=None)
    outer.mount("/cancu-static", StaticFiles(directory=STATIC), name="cancu-static")
    outer.get(PATH)(serve(library))
    outer.get(task_download.PATH)(task_download.serve(library))
    theme = gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=_FONTS, font_mono=_FONTS)
    # White on the theme's own blue has too little contrast (3.7 : 1; WCAG 2.1 asks for 4.5).
    theme.set(
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_text_color="white",
    )
    gr.mount_gradio_app(
        outer,
        build(library),
        path="/",
        server_name=host,
        server_port=port,
        footer_links=["api"],
        run_history=False,
        max_file_size=LARGEST_FILE,
        show_error=True,
        ssr_mode=False,
        # Needs gradio's extra dependency "mcp"; without it REST is offered alone.
        mcp_server=find_spec("mcp") is not None,
        theme=theme,
        css_paths=STATIC / "app.css",
        head=_HEAD,
        # The same words whatever language the browser asks for.
        i18n=gr.I18n(vi=dict(wording.COMPONENTS), en=dict(wording.COMPONENTS)),
    )
    return guarded(outer, frozenset({"127.0.0.1", "localhost", "[::1]", host.lower()}))


def launch(library: Library, *, host: str = "127.0.0.1", port: int = 7860, browser: bool) -> None:
    """Serve until interrupted. Raises CancuError where the port cannot be had."""
    with _listening(host, port) as listener, tempfile.TemporaryDirectory("-cancu") as folder:
        os.environ["GRADIO_TEMP_DIR"] = folder
        app = application(library, host=host, port=port)
        # An open page keeps a connection; the end does not wait for it to be closed.
        config = uvicorn.Config(
            app, log_level="warning", lifespan="on", ws="none", timeout_graceful_shutdown=1
        )
        _end_in_order()
        with suppress(KeyboardInterrupt):
            _Server(config, host, port, browser=browser).run(sockets=[listener])


def _end_in_order() -> None:
    """Let an asked-for end pass through `launch`, so that its folder of uploads is removed.

    uvicorn raises a signal again once it has shut down; the default handler would end here.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: None)


def _listening(host: str, port: int) -> socket.socket:
    """The socket, taken before anything heavy is built."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let two programs share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else port - 1
            raise CancuError(
                wording.PORT_BUSY.format(port=port), wording.PORT_HINT.format(other=other)
            ) from None
        raise CancuError(
            wording.PORT_REFUSED.format(port=port, host=host, reason=os_reason(error))
        ) from None
    return listener


class _Server(uvicorn.Server):
    """Tells when it is ready, and opens the browser then."""

    def __init__(self, config: uvicorn.Config, host: str, port: int, *, browser: bool) -> None:
        super().__init__(config)
        self._address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        self._browser = browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(wording.READY.format(address=self._address), flush=True)
            if self._browser:
                webbrowser.open(self._address)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Connections that open pages hold are cut on purpose: no error to tell.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)
