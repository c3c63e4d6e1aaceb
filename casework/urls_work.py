"""People, contact, checks, research, documents."""

from __future__ import annotations

from django.urls import path

from casework.converters import CASE
from casework.views import (
    check_record,
    checks,
    contact,
    contact_acts,
    documents,
    held_files,
    identity,
    information_requests,
    people,
    research,
)

PERSON = f"{CASE}contact/<int:person>/"

urlpatterns = [
    path(f"{CASE}people/", people.people, name="case_people"),
    path(f"{CASE}people/add/", people.add_person, name="case_person_add"),
    path(
        f"{CASE}people/<int:person>/", people.change_details, name="case_person_change"
    ),
    path(f"{CASE}contact/", contact.contact, name="case_contact"),
    path(f"{PERSON}plan/", contact.record_plan, name="case_contact_plan"),
    path(f"{PERSON}attempt/", contact_acts.record_attempt, name="case_contact_attempt"),
    path(f"{PERSON}planned/", contact_acts.plan_next, name="case_contact_planned"),
    path(f"{PERSON}allow/", contact_acts.allow, name="case_contact_allow"),
    path(
        f"{CASE}contact/planned/<int:planned>/off/",
        contact_acts.call_off,
        name="case_contact_call_off",
    ),
    path(f"{PERSON}show/", contact.show_point, name="case_contact_show"),
    path(f"{CASE}checks/", checks.checks, name="case_checks"),
    path(f"{CASE}checks/record/", check_record.record, name="case_check_record"),
    path(
        f"{CASE}checks/<int:check>/excuse/",
        check_record.excuse,
        name="case_check_excuse",
    ),
    path(
        f"{CASE}checks/fast/<int:run>/",
        check_record.quick_checks,
        name="case_quick_checks",
    ),
    path(f"{CASE}research/", research.research, name="case_research"),
    path(f"{CASE}research/add/", research.add_information, name="case_information_add"),
    path(
        f"{CASE}research/<int:item>/",
        research.grade_information,
        name="case_information_grade",
    ),
    path(
        f"{CASE}research/requests/add/",
        information_requests.send,
        name="case_request_add",
    ),
    path(
        f"{CASE}research/requests/<int:asked>/",
        information_requests.one_request,
        name="case_request",
    ),
    path(f"{CASE}identity/", identity.identity, name="case_identity"),
    path(f"{CASE}identity/add/", identity.propose, name="case_identity_propose"),
    path(
        f"{CASE}identity/<int:match>/", identity.one_match, name="case_identity_match"
    ),
    path(f"{CASE}documents/", documents.documents, name="case_documents"),
    path(f"{CASE}documents/add/", documents.add, name="case_document_add"),
    path("documents/<uuid:key>/", documents.document, name="document"),
    path(
        "documents/<uuid:key>/original/", documents.original, name="document_original"
    ),
    path("documents/<uuid:key>/release/", held_files.release, name="document_release"),
    path("files-held-back/", held_files.held, name="held_files"),
]
