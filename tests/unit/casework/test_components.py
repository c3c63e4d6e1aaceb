"""Components and forms as HTML: escaped, connected by ids, said to screen readers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from django import forms
from django.forms import formset_factory
from django.template import Context, Template
from lxml import html

from casework.component_registry import REGISTRY, render
from casework.components import (
    Alert,
    Badge,
    Deadline,
    EmptyState,
    Event,
    IdentityBar,
    Missing,
    MissingList,
    Move,
    MovesList,
    Number,
    NumberPanel,
    StageTracker,
    SummaryList,
    SummaryRow,
    Tag,
    Task,
    TaskList,
    Timeline,
    TrackerStep,
    WarningText,
)
from casework.data_table import Cell, Column, DataTable
from casework.figures.charts import Chart, Key
from casework.forms.base import CaseworkForm, FilterForm
from casework.forms.fields import MomentField, PlainTextField, YesNoField
from casework.navigation import (
    BackLink,
    Chip,
    Destination,
    FilterPanel,
    Interruption,
    KeysetPagination,
    SubNavigation,
)

EVIL = "<b>\"'&{{ 7 }}"
DAY = dt.date(2026, 11, 24)


class EveryField(CaseworkForm):
    """One of each control."""

    line = PlainTextField(label="Line", help_text="A hint")
    text = PlainTextField(label="Text", multiline=True, help_text="A hint")
    danger = YesNoField(label="In danger?", help_text="A hint")
    when = MomentField(label="When")
    route = forms.ChoiceField(label="Route", choices=[("", "Choose"), ("ask", EVIL)])
    checks = forms.MultipleChoiceField(
        label="Checks",
        choices=[("pnc", "PNC"), ("pnd", EVIL)],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="I have read it", help_text="A hint")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    letter = forms.FileField(label="Letter", widget=forms.FileInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("The two do not agree.")


class Filters(FilterForm):
    words = PlainTextField(label=EVIL, required=False)


PROPS = {
    "tag": Tag(EVIL),
    "badge": Badge(EVIL),
    "deadline": Deadline(DAY, EVIL, "red", EVIL),
    "alert": Alert(EVIL, "success", EVIL),
    "warning": WarningText(EVIL),
    "identity_bar": IdentityBar(
        EVIL, EVIL, EVIL, EVIL, EVIL, 1, 2, Deadline(DAY, EVIL), [Badge(EVIL)]
    ),
    "stage_tracker": StageTracker([TrackerStep(EVIL, "done", DAY, 1, EVIL)], EVIL),
    "moves_list": MovesList(
        [
            Move(EVIL, EVIL, EVIL),
            Move(EVIL, EVIL, post=True),
            Move(EVIL, allowed=False, reasons=[EVIL]),
        ],
        EVIL,
        EVIL,
    ),
    "missing_list": MissingList([Missing(EVIL, EVIL), Missing(EVIL)], EVIL),
    "summary_list": SummaryList(
        [SummaryRow(EVIL, EVIL, EVIL, EVIL, EVIL, Tag(EVIL))], EVIL
    ),
    "task_list": TaskList([Task(EVIL, EVIL, EVIL, EVIL, "red")]),
    "timeline": Timeline([Event(EVIL, DAY, EVIL, [EVIL], EVIL, EVIL)]),
    "data_table": DataTable(
        EVIL,
        [Column(EVIL, EVIL, "ascending"), Column(EVIL), Column(EVIL, numeric=True)],
        [
            [
                Cell(EVIL, EVIL, "red", EVIL, "red", [(EVIL, "red")]),
                EVIL,
                Cell(EVIL, note=EVIL),
            ]
        ],
    ),
    "number_panel": NumberPanel([Number(EVIL, EVIL, EVIL)], EVIL),
    "empty_state": EmptyState(EVIL, EVIL, EVIL, EVIL),
    "back_link": BackLink(EVIL, EVIL),
    "sub_navigation": SubNavigation([Destination(EVIL, EVIL, count=1)], EVIL),
    "keyset_pagination": KeysetPagination(EVIL, EVIL, EVIL, EVIL, EVIL),
    "filter_panel": FilterPanel(
        Filters({"words": EVIL}), [Chip(EVIL, EVIL)], EVIL, EVIL
    ),
    "chart": Chart(
        "figure",
        EVIL,
        EVIL,
        DataTable(EVIL, [Column(EVIL)], [[EVIL]]),
        EVIL,
        legend=[Key("a", EVIL)],
        csv_url=EVIL,
        note=EVIL,
    ),
    "interruption": Interruption(EVIL, [EVIL], EVIL, EVIL, EVIL, EVIL),
}


def page(source: str, **context: Any) -> html.HtmlElement:
    """The template as a parsed fragment in one element."""
    written = Template(source).render(Context({"csrf_token": "t0ken", **context}))
    return html.fragment_fromstring(written, create_parent=True)


def ids(tree: html.HtmlElement) -> Counter[str]:
    return Counter(str(found) for found in tree.xpath("//@id"))


def text_of(tree: html.HtmlElement) -> str:
    return " ".join(" ".join(tree.itertext()).split())


# -- Every component ----------------------------------------------------------------
def test_the_table_above_knows_every_component() -> None:
    assert set(PROPS) == set(REGISTRY)


@pytest.mark.parametrize("name", sorted(PROPS))
def test_text_is_never_markup(name: str) -> None:
    tree = page(f"{{% {name} props %}}", props=PROPS[name])
    assert EVIL in text_of(tree)
    assert tree.xpath("//b") == []
    assert set(tree.xpath("//@href")) <= {EVIL}


@pytest.mark.parametrize("name", sorted(PROPS))
def test_ids_are_unique_and_references_arrive(name: str) -> None:
    tree = page(f"{{% {name} props %}}", props=PROPS[name])
    known = ids(tree)
    assert all(count == 1 for count in known.values())
    for reference in tree.xpath("//@aria-describedby | //@for | //@aria-controls"):
        assert set(str(reference).split()) <= set(known)


def test_props_may_be_given_by_name_or_in_order() -> None:
    assert text_of(page('{% tag "Late" tone="red" %}')) == "Late"
    assert text_of(page("{% tag made %}", made=Tag("Late"))) == "Late"


def test_a_prop_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(TypeError):
        page('{% tag "Late" colour="red" %}')


def test_a_tone_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="no tone"):
        Badge("Late", "crimson")


# -- The case -------------------------------------------------------------------------
def test_the_bar_says_stage_owner_days_and_deadline_in_words() -> None:
    bar = IdentityBar(
        "CL-26-000123-K",
        "/case/1/",
        "Clare's Law",
        "Research",
        days_in_stage=1,
        days_since_receipt=0,
        deadline=Deadline(DAY, "2 days late", "red"),
        flags=[Badge("Restricted", "purple")],
    )
    said = text_of(page("{% identity_bar bar %}", bar=bar))
    assert "Research With Not allocated In this stage 1 day " in said
    assert "Since receipt 0 days" in said
    assert "24 Nov 2026 2 days late" in said
    assert "Restricted" in said


def test_only_the_present_stage_is_marked_as_the_step() -> None:
    tracker = StageTracker(
        [
            TrackerStep("Received", "done", DAY, 0),
            TrackerStep("Research", "current", DAY, 1),
            TrackerStep("Decision", "todo"),
        ]
    )
    tree = page("{% stage_tracker tracker %}", tracker=tracker)
    (current,) = tree.xpath('//li[@aria-current="step"]')
    assert text_of(current) == "Research Now · from 24 Nov 2026 · 1 day"
    done, _, todo = (text_of(step) for step in tree.xpath("//li"))
    assert done == "Received Completed: from 24 Nov 2026 · 0 days"
    assert todo == "Decision Not reached"


def test_a_refused_move_is_no_button_and_says_all_its_reasons() -> None:
    moves = MovesList(
        [
            Move("Decide", allowed=False, reasons=["You researched it.", "No answer."]),
            Move("Reopen", "/reopen/", post=True),
        ]
    )
    tree = page("{% moves_list moves %}", moves=moves)
    assert [text_of(button) for button in tree.xpath("//button")] == ["Reopen"]
    assert tree.xpath("//form//input/@name") == ["csrfmiddlewaretoken"]
    assert "Decide You researched it. No answer." in text_of(tree)


# -- Tables ---------------------------------------------------------------------------
def test_a_table_says_how_it_is_sorted_and_names_its_rows() -> None:
    table = DataTable(
        "Open cases",
        [Column("Reference", "?sort=ref"), Column("Days", "?sort=-days", "descending")],
        [[Cell("CL-26-000123-K", "/case/1/"), 30], [Cell("CL-26-000124-L"), 2]],
    )
    tree = page("{% data_table table %}", table=table)
    assert tree.xpath("//caption/text()") == ["Open cases"]
    assert tree.xpath("//thead//th[@aria-sort]/@aria-sort") == ["descending"]
    assert len(tree.xpath('//tbody//th[@scope="row"]')) == 2
    assert tree.xpath('//td[@data-label="Days"]/text()') == ["30", "2"]


def test_an_empty_table_is_a_sentence() -> None:
    table = DataTable("Open cases", [Column("Reference")], [], empty="No open cases.")
    tree = page("{% data_table table %}", table=table)
    assert text_of(tree) == "No open cases."


def test_a_row_without_all_its_cells_is_an_error() -> None:
    with pytest.raises(ValueError, match="argument"):
        DataTable("Cases", [Column("Reference"), Column("Stage")], [["CL-26-1"]])


# -- Forms ------------------------------------------------------------------------
def wrong_form() -> EveryField:
    return EveryField({"line": "x" * 10_000, "text": EVIL, "route": EVIL})


def test_every_line_of_the_error_summary_leads_to_its_control() -> None:
    tree = page('{% form_page form heading="Record it" %}', form=wrong_form())
    links = tree.xpath('//div[@data-module="govuk-error-summary"]//a')
    assert len(links) == 10
    controls = {
        str(control.get("id")): control
        for control in tree.xpath("//input | //select | //textarea")
    }
    for link in links:
        assert controls[link.get("href").removeprefix("#")].get("type") != "hidden"
    assert text_of(links[0]) == "The two do not agree."


def test_errors_and_hints_are_connected_to_their_controls() -> None:
    tree = page("{% form_page form %}", form=wrong_form())
    known = ids(tree)
    assert [name for name, count in known.items() if count > 1] == []
    for reference in tree.xpath("//@aria-describedby | //@for | //@aria-controls"):
        assert set(str(reference).split()) <= set(known)
    (line,) = tree.xpath('//input[@name="line"]')
    assert line.get("aria-invalid") == "true"
    assert line.get("aria-describedby") == "id_line_helptext id_line_error"
    assert "govuk-input--error" in line.get("class")
    (fieldset,) = tree.xpath('//fieldset[.//input[@name="danger"]]')
    assert fieldset.get("aria-describedby") == "id_danger_helptext id_danger_error"
    assert text_of(fieldset.xpath("legend")[0]) == "In danger?"


def test_every_control_has_a_label() -> None:
    tree = page("{% form_page form %}", form=EveryField())
    labelled = set(tree.xpath("//label/@for"))
    for control in tree.xpath("//input | //select | //textarea"):
        if control.get("type") != "hidden":
            assert control.get("id") in labelled


def test_what_was_typed_is_still_there() -> None:
    tree = page("{% form_page form %}", form=wrong_form())
    assert tree.xpath('//textarea[@name="text"]')[0].text.strip() == EVIL
    assert len(tree.xpath('//input[@name="line"]/@value')[0]) == 10_000


def test_the_browser_neither_checks_nor_cuts_nor_remembers() -> None:
    tree = page("{% form_page form %}", form=EveryField())
    (form,) = tree.xpath("//form")
    assert form.get("novalidate") is not None
    assert form.get("autocomplete") == "off"
    assert form.get("enctype") == "multipart/form-data"
    assert tree.xpath("//@required | //@maxlength") == []
    assert tree.xpath('//input[@name="csrfmiddlewaretoken"]/@value') == ["t0ken"]


def test_an_optional_field_says_so_but_not_in_a_filter() -> None:
    class Optional(CaseworkForm):
        words = PlainTextField(label="Words", required=False)

    class Filter(FilterForm):
        words = PlainTextField(label="Words", required=False)

    asked = page("{% form_fields form %}", form=Optional())
    assert "Words (optional)" in text_of(asked)
    assert "optional" not in text_of(page("{% form_fields form %}", form=Filter()))


def test_one_summary_speaks_for_a_form_and_its_formset() -> None:
    class Row(CaseworkForm):
        name = PlainTextField(label="Name")

    rows = formset_factory(Row, min_num=2, validate_min=True, extra=0)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "Sam"}
    )
    source = "{% error_summary form rows %}{% form_fields form %}"
    source += "{% for row in rows %}{{ row.name.as_field_group }}{% endfor %}"
    tree = page(source, form=Row({}), rows=rows)
    targets = [href.removeprefix("#") for href in tree.xpath("//a/@href")]
    assert "id_name" in targets
    assert "id_form-1-name" in targets
    assert set(targets) <= set(ids(tree))


def test_a_form_without_errors_has_no_summary() -> None:
    assert text_of(page("{% error_summary form %}", form=Filters({}))) == ""


def test_the_same_props_give_the_same_html() -> None:
    assert render(Tag("Late", "red")) == page_source('{% tag "Late" "red" %}')


def page_source(source: str) -> str:
    return str(Template(source).render(Context()))
