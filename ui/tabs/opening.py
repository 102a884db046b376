"""How a tab is opened: an address goes to the tab's port; see ui/static/js/navigation.js.

A port is an invisible component outside of the tabs. The browser sends it the address when its
tab is first opened, when a link leads there, and (`again`) when the tab is only shown once more.
"""

import getpass
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import parse_qsl

import gradio as gr

_LISTEN = """element.addEventListener('cancu-go', (event) => trigger('click', event.detail));
(window.cancuPorts = window.cancuPorts || []).push(['{name}', element]);"""
_LONGEST = 60_000  # characters of an address that are read

# How a room's own events are wired: not named to programs, without Gradio's bar, and none lost.
# By default Gradio drops an event until a moment after `success` of the one before it has run, and
# one that joins its queue while the stream of the one before it closes is never answered.
UNSEEN: Final[dict[str, Any]] = {
    "api_visibility": "private",
    "show_progress": "hidden",
    "trigger_mode": "multiple",
    "queue": False,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a tab.

    parts: names and values in order, empty values left out. again: the tab was opened before
    and is shown as it was left; then lists may be brought up to date, nothing else.
    """

    parts: tuple[tuple[str, str], ...]
    again: bool = False

    @classmethod
    def of(cls, event: gr.EventData) -> Self:
        """What a port was told; anything else than text counts as nothing."""
        told = event._data or {}  # noqa: SLF001 - EventData raises for a name it does not have
        address = told.get("address")
        said = address[:_LONGEST] if isinstance(address, str) else ""
        pairs = parse_qsl(said.removeprefix("?"), errors="replace")
        return cls(tuple((name, value) for name, value in pairs if value), bool(told.get("again")))

    def get(self, name: str) -> str | None:
        """The first value of this name; None where it is absent or empty."""
        return next((value for said, value in self.parts if said == name), None)

    def all(self, name: str) -> list[str]:
        """Every value of this name, in order."""
        return [value for said, value in self.parts if said == name]


def port(name: str) -> gr.HTML:
    """The port of a tab; its `click` brings `gr.EventData` for `Asked.of`."""
    return gr.HTML(
        elem_id=f"port-{name}", elem_classes="cc-port", js_on_load=_LISTEN.format(name=name)
    )


def answered(name: str, opened: Any) -> None:  # noqa: ANN401 - Gradio's, not typed
    """Tell the browser that the port's event `opened` is done, so that the next may be sent.

    Of two events under way the one that ends last is shown, which may be the earlier one. A room
    that failed has not been opened: who goes there again asks again.
    """
    for done, was_shown in ((opened.success, "true"), (opened.failure, "false")):
        script = f"() => window.cancuAnswered('{name}', {was_shown})"
        done(None, js=script, api_visibility="private")


def actor(request: gr.Request | None) -> str:
    """Who does something: the account's name, else the name of this computer's user."""
    named = getattr(request, "username", None)
    if named:
        return str(named)
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as in some containers
        return ""
