"""People, contact, checks, research, documents."""

from __future__ import annotations

from django.urls import path

from casework.converters import CASE
from casework.views import checks, contact, documents, people, research

PERSON = f"{CASE}contact/<int:person>/"

urlpatterns = [
    path(f"{CASE}people/", people.people, name="case_people"),
    path(f"{CASE}people/add/", people.add_person, name="case_person_add"),
    path(
        f"{CASE}people/<int:person>/", people.change_details, name="case_person_change"
    ),
    path(f"{CASE}contact/", contact.contact, name="case_contact"),
    path(f"{PERSON}plan/", contact.record_plan, name="case_contact_plan"),
    path(f"{PERSON}attempt/", contact.record_attempt, name="case_contact_attempt"),
    path(f"{PERSON}show/", contact.show_point, name="case_contact_show"),
    path(f"{CASE}checks/", checks.checks, name="case_checks"),
    path(f"{CASE}checks/record/", checks.record, name="case_check_record"),
    path(f"{CASE}research/", research.research, name="case_research"),
    path(f"{CASE}research/add/", research.add_information, name="case_information_add"),
    path(f"{CASE}documents/", documents.documents, name="case_documents"),
    path(f"{CASE}documents/add/", documents.add, name="case_document_add"),
    path("documents/<uuid:key>/", documents.document, name="document"),
]
