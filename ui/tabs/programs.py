"""No tab, but what other programs see of the web app: Gradio's API, its functions described."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import gradio as gr
from gradio import events

from ui.rest_words import parameter


def build(page: gr.Blocks, offered: Mapping[str, Callable[..., Any]]) -> None:
    """Offer the functions by REST under their names, inside of `page`.

    They are called at once, not one after the other in Gradio's queue: a long batch of questions
    must not hold up the questions of others.
    """
    for name, work in offered.items():
        sentence = (inspect.getdoc(work) or "").partition("\n")[0]
        events.api(work, api_name=name, api_description=sentence, queue=False)
        inputs: list[Any] = list(list(page.fns.values())[-1].inputs)
        for taken, block in zip(inspect.signature(work).parameters, inputs, strict=True):
            block.label = taken
            # Gradio shows this beside the parameter in /gradio_api/info and on its API page.
            block._api_info["additional_description"] = parameter(name, taken)  # noqa: SLF001
