"""Lists, search, allocation."""

from __future__ import annotations

from django.urls import path

from casework.views.allocation import allocation
from casework.views.case_list import case_list
from casework.views.oversight import oversight
from casework.views.search import search
from casework.views.work import home
from casework.views.workflow import workflow

urlpatterns = [
    path("", home, name="home"),
    path("cases/", case_list, name="case_list"),
    path("search/", search, name="case_search"),
    path("allocation/", allocation, name="allocation"),
    path("oversight/", oversight, name="oversight"),
    path("workflow/<str:scheme>/", workflow, name="workflow"),
]
