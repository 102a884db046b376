"""The web app: its tabs, its REST functions, and the server on this computer.

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
from pathlib import Path
from typing import Final

# Gradio reads these when it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["GRADIO_RUN_HISTORY"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr
import uvicorn
from fastapi import FastAPI

from kg.errors import CancuError
from ui import (
    check_routes,
    document_routes,
    graph_routes,
    page_images,
    reader_routes,
    rest,
    rest_gate,
    rest_mcp,
    task_download,
    wording,
)
from ui.accounts.access import LOOPBACK_ONLY, Access
from ui.gate import App, one_page
from ui.library import Library
from ui.os_reasons import os_reason
from ui.static_files import bundle_address, static_files
from ui.tabs import ask, check, document, graph, head, overview, programs, search, tasks
from ui.tabs.opening import port
from ui.tabs.theme import theme

STATIC: Final = Path(str(files("ui"))) / "static"
LARGEST_FILE: Final = "200mb"
_KEPT: Final = 86_400  # seconds that an upload or a report stays while the app runs
_SHELL: Final = "shell"  # the port that only changes which tab is shown
_SELECT: Final = "() => ({__type__: 'update', selected: window.cancuTab})"
_TABS: Final = {
    "overview": overview.build,
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
        gr.HTML(head.page(), elem_id="head")
        ports = {name: port(name) for name in (*_TABS, _SHELL)}
        with gr.Tabs(elem_id="tabs") as tabs:
            for name, shown in wording.TABS.items():
                with gr.Tab(shown, id=name):
                    _TABS[name](ports[name], library)
        ports[_SHELL].click(None, None, [tabs], js=_SELECT, api_visibility="private")
        programs.build(page, rest.functions(library))
    return page


def _loaded() -> str:
    """What the page's head loads: the app's own styles and scripts."""
    return (
        f'<link rel="stylesheet" href="{bundle_address(STATIC, "app.css")}">'
        f'<script src="{bundle_address(STATIC, "app.js")}"></script>'
    )


def application(
    library: Library,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    access: Access = LOOPBACK_ONLY,
) -> App:
    """The whole server as an ASGI app."""
    outer = FastAPI(title=wording.TITLE, docs_url=None, redoc_url=None, openapi_url=None)
    outer.mount("/cancu-static", static_files(STATIC), name="cancu-static")
    page_images.offer(outer, library)
    outer.get(task_download.PATH)(task_download.serve(library))
    check_routes.offer(outer, library)
    document_routes.offer(outer, library)
    reader_routes.offer(outer, library)
    outer.api_route(graph_routes.PATH, methods=list(graph_routes.METHODS))(
        graph_routes.serve(library)
    )
    offered = rest.functions(library)
    rest_mcp.offer(outer, offered)  # instead of Gradio's own MCP server
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
        auth_dependency=access.who,
        mcp_server=False,
        theme=theme(),
        head=_loaded(),
        # The same words whatever language the browser asks for.
        i18n=gr.I18n(vi=dict(wording.COMPONENTS), en=dict(wording.COMPONENTS)),
    )
    return access.guard(one_page(rest_gate.orderly(outer, offered)), host, port)


def launch(
    library: Library,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    browser: bool,
    access: Access = LOOPBACK_ONLY,
) -> None:
    """Serve until interrupted. Raises CancuError where the port cannot be had."""
    with _listening(host, port) as listener, tempfile.TemporaryDirectory("-cancu") as folder:
        os.environ["GRADIO_TEMP_DIR"] = folder
        app = application(library, host=host, port=port, access=access)
        # An open page keeps a connection; the end does not wait for it to be closed.
        config = uvicorn.Config(
            app,
            log_level="warning",
            lifespan="on",
            ws="none",
            timeout_graceful_shutdown=1,
            forwarded_allow_ips=[*access.proxies],
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
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - all of them
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
