"""The case itself: summary, moves, history, notes."""

from __future__ import annotations

from django.urls import path

from casework.views.case import summary
from casework.views.dates import dates
from casework.views.history import history, readers
from casework.views.moves import make_move
from casework.views.notes import notes
from casework.views.overlays import alarm, allocation, extension, waiting

urlpatterns = [
    path("cases/<str:reference>/", summary, name="case"),
    path("cases/<str:reference>/moves/<str:move>/", make_move, name="case_move"),
    path("cases/<str:reference>/history/", history, name="case_history"),
    path("cases/<str:reference>/readers/", readers, name="case_readers"),
    path("cases/<str:reference>/dates/", dates, name="case_dates"),
    path("cases/<str:reference>/notes/", notes, name="case_notes"),
    path("cases/<str:reference>/allocate/", allocation, name="case_allocate"),
    path("cases/<str:reference>/alarm/", alarm, name="case_alarm"),
    path("cases/<str:reference>/waiting/", waiting, name="case_waiting"),
    path("cases/<str:reference>/extension/", extension, name="case_extension"),
]
