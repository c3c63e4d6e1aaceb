"""The case itself: summary, moves, history, notes."""

from __future__ import annotations

from django.urls import path

from casework.converters import CASE
from casework.views.case import summary
from casework.views.dates import dates
from casework.views.drafts import draft
from casework.views.history import history, readers
from casework.views.links import links
from casework.views.moves import make_move
from casework.views.notes import notes
from casework.views.overlays import alarm, allocation, extension, waiting
from casework.views.restricting import restricting

urlpatterns = [
    path(CASE, summary, name="case"),
    path(f"{CASE}moves/<str:move>/", make_move, name="case_move"),
    path(f"{CASE}history/", history, name="case_history"),
    path(f"{CASE}readers/", readers, name="case_readers"),
    path(f"{CASE}dates/", dates, name="case_dates"),
    path(f"{CASE}notes/", notes, name="case_notes"),
    path(f"{CASE}allocate/", allocation, name="case_allocate"),
    path(f"{CASE}alarm/", alarm, name="case_alarm"),
    path(f"{CASE}waiting/", waiting, name="case_waiting"),
    path(f"{CASE}extension/", extension, name="case_extension"),
    path(f"{CASE}links/", links, name="case_links"),
    path(f"{CASE}draft/<slug:form>/", draft, name="case_draft"),
    path(f"{CASE}restrict/", restricting, name="case_restrict"),
]
