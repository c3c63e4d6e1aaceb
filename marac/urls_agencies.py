"""Where agencies answer, act and confirm, and where the unit sees how far they are.

No address names a scheme, a person or a risk.
"""

from __future__ import annotations

from django.urls import path

from casework.converters import CASE
from marac.views.actions_list import actions, case_actions
from marac.views.actions_one import one_action
from marac.views.research import one_return
from marac.views.research_answer import add_entry, give_answer
from marac.views.returns import case_returns, meeting_returns, returns

RETURN = f"{CASE}returns/<int:answer>/"

urlpatterns = [
    path("actions/", actions, name="actions"),
    path(f"{CASE}actions/", case_actions, name="case_actions"),
    path(f"{CASE}actions/<int:action>/", one_action, name="case_action"),
    path("returns/", returns, name="returns"),
    path("returns/meetings/<int:meeting>/", meeting_returns, name="meeting_returns"),
    path(f"{CASE}returns/", case_returns, name="case_returns"),
    path(RETURN, one_return, name="case_return"),
    path(f"{RETURN}entry/", add_entry, name="case_return_entry"),
    path(f"{RETURN}answer/", give_answer, name="case_return_answer"),
]
