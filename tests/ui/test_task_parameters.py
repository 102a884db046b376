"""One definition of the filters of tasks: the same narrowing by options, by REST, by the web."""

import datetime as dt
import inspect

import click
import pytest
import typer.main

from kg.errors import UsageError
from kg.placed_tasks import TaskGap, TaskNarrowing
from kg.terms import OfficeRole
from ui import task_parameters
from ui.commands import tasks as commands
from ui.rest import functions
from ui.rest_words import parameter
from ui.task_parameters import FILTERS, TaskFilter, filtered
from ui.task_query import TaskQuery

WHOLE = TaskNarrowing(
    office="Sở Nội vụ",
    role=OfficeRole.LEAD,
    field="Tài chính công",
    due_from=dt.date(2025, 7, 1),
    due_before=dt.date(2026, 1, 1),
    without=(TaskGap.FIELD, TaskGap.OFFICE),
    place="Phường 5",
    text="một cửa",
    with_groups=True,
)
GIVEN = {
    "office": "Sở Nội vụ",
    "role": "chủ trì",
    "field": "Tài chính công",
    "due_after": "01/7/2025",
    "due_before": "2026-01-01",
    "place": "Phường 5",
    "text": "một cửa",
    "with_groups": True,
}


@pytest.mark.parametrize("gaps", ["field,office", " field , office", ["field", "office"],
                                  ["field,office"]])  # fmt: skip
def test_filters_as_typed_are_the_narrowing(gaps):
    assert task_parameters.where(GIVEN | {"without": gaps}) == WHOLE


def test_what_is_left_out_does_not_narrow():
    assert task_parameters.where({}) == TaskNarrowing()
    empty = {name: one.kind() for name, one in FILTERS.items()}
    assert task_parameters.where(empty) == TaskNarrowing()
    assert task_parameters.where(dict.fromkeys(FILTERS)).without == ()


@pytest.mark.parametrize(
    ("name", "typed"),
    [("role", "vua"), ("without", "mũ"), ("due_after", "hôm qua"), ("due_before", "2025-02-31")],
)
def test_what_is_no_filter_is_told(name, typed):
    with pytest.raises(UsageError, match=typed):
        task_parameters.where({name: typed})


def test_the_web_app_asks_for_the_same():
    own = {"due_after": "due_from"}
    both = [name for name in GIVEN if name not in {"due_before", "with_groups"}]
    pairs = [(own.get(name, name), str(GIVEN[name])) for name in both]
    asked = TaskQuery.of([*pairs, ("due_to", "2025-12-31"), ("groups", "1"), ("without", "field")])
    assert asked.where() == task_parameters.where(GIVEN | {"without": "field"})


def test_a_function_is_given_its_filters_as_one_value():
    def make(name: str, one: TaskFilter) -> inspect.Parameter:
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        return inspect.Parameter(name, kind, default=one.kind(), annotation=one.kind)

    @filtered(("text", "office"), after="first", make=make)
    def work(where: TaskNarrowing, first: int, last: int = 3) -> tuple[TaskNarrowing, int, int]:
        """Says what it was given."""
        return where, first, last

    assert list(inspect.signature(work).parameters) == ["first", "text", "office", "last"]
    assert work(1, "a", office="b") == (TaskNarrowing(text="a", office="b"), 1, 3)
    assert work(1, last=2) == (TaskNarrowing(), 1, 2)
    assert work.__doc__ == "Says what it was given."
    with pytest.raises(TypeError):
        work(1, where=TaskNarrowing())


def options(name: str) -> dict[str, click.Option]:
    app = typer.Typer()
    commands.register(app)
    command = typer.main.get_command(app).commands[name]
    return {one.name: one for one in command.params if one.param_type_name == "option"}


def test_every_filter_is_an_option_and_a_parameter_with_the_same_words():
    said, asked = options("tasks"), inspect.signature(functions(None)["tasks"]).parameters
    for name, one in FILTERS.items():
        assert said[name].opts == [f"--{name.replace('_', '-')}"]
        assert said[name].secondary_opts == []
        assert said[name].help == parameter("tasks", name) == one.said
        assert said[name].multiple is (one.kind is list)
        assert asked[name].default in {"", False}


def test_the_order_of_names_that_programs_rely_on():
    asked = {
        name: list(inspect.signature(work).parameters)
        for name, work in functions(None).items()
        if name in {"tasks", "workload", "coverage", "owners"}
    }
    assert asked == {
        "tasks": [
            "document", "office", "field", "role", "due_after", "due_before", "without", "place",
            "text", "with_groups", "limit", "offset",
        ],
        "workload": ["document", "office", "field", "place", "due_after", "due_before", "as_of",
                     "limit"],
        "coverage": ["document", "place", "limit"],
        "owners": ["work", "document", "place", "field", "limit"],
    }  # fmt: skip


@pytest.mark.parametrize("gap", list(TaskGap))
def test_what_may_be_lacking_is_told_in_vietnamese_too(gap):
    assert f"{gap.value} (" in FILTERS["without"].said
