"""A form about children: it becomes a case of its own scheme, with what to ask."""

from __future__ import annotations

from tests.unit.disclosure.test_website_holds import application, gaps, reasons

CHILD = {
    "first_name": "Hannah",
    "last_name": "Clark",
    "date_of_birth_or_age": "due in March",
    "lives_with": "",
}
OF_CHILDREN = {
    "form": "csods-apply-v2",
    "applying_for": {"relationship_to_children": "aunt"},
    "children": [CHILD],
    "contact": "babysits",
    "relationship": None,
    "children_in_household": None,
}


def test_a_form_about_children_becomes_a_case_and_says_what_to_ask() -> None:
    read = application(**OF_CHILDREN)

    assert reasons(**OF_CHILDREN) == {}
    assert (read.scheme, read.applies_for_self) == ("sarahs_law", True)
    assert [(child.name.full, child.is_unborn) for child in read.children_named] == [
        ("Hannah Clark", True)
    ]
    assert gaps(**OF_CHILDREN) == [
        "Whom Hannah Clark lives with was not answered",
        (
            "The contact is “babysits”: ask how often, whether somebody is there, "
            "overnight or online, and what the subject is to the child"
        ),
    ]


def test_a_form_about_children_without_a_child_says_so() -> None:
    bare = {**OF_CHILDREN, "children": [], "contact": "", "applying_for": {}}

    assert reasons(**bare) == {}
    assert gaps(**bare) == [
        "The form names no child",
        "What contact the subject has with the child is missing",
        "What the applicant is to the children: not answered",
    ]
