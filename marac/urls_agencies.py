"""Where agencies answer, act and confirm, and where the unit sees how far they are.

No address names a scheme, a person or a risk.
"""

from __future__ import annotations

from django.urls import path

from casework.converters import CASE
from marac.views import feedback
from marac.views.actions_list import actions, case_actions
from marac.views.actions_one import one_action
from marac.views.agencies import agencies, agency
from marac.views.flags import case_flags, flags, one_flag
from marac.views.research import one_return
from marac.views.research_answer import add_entry, give_answer
from marac.views.returns import case_returns, meeting_returns, returns
from marac.views.transfers import case_transfers, one_transfer, transfer_pack

RETURN = f"{CASE}returns/<int:answer>/"
TRANSFER = f"{CASE}transfers/<int:transfer>/"

urlpatterns = [
    path("actions/", actions, name="actions"),
    path(f"{CASE}actions/", case_actions, name="case_actions"),
    path(f"{CASE}actions/<int:action>/", one_action, name="case_action"),
    path("agency-research/", returns, name="agency_research"),
    path(
        "agency-research/meetings/<int:meeting>/",
        meeting_returns,
        name="meeting_returns",
    ),
    path(f"{CASE}returns/", case_returns, name="case_returns"),
    path(RETURN, one_return, name="case_return"),
    path(f"{RETURN}entry/", add_entry, name="case_return_entry"),
    path(f"{RETURN}answer/", give_answer, name="case_return_answer"),
    path("flags/", flags, name="flags"),
    path(f"{CASE}flags/", case_flags, name="case_flags"),
    path(f"{CASE}flags/<int:flag>/", one_flag, name="case_flag"),
    path(f"{CASE}transfers/", case_transfers, name="case_transfers"),
    path(TRANSFER, one_transfer, name="case_transfer"),
    path(f"{TRANSFER}papers/", transfer_pack, name="case_transfer_pack"),
    path("feedback/", feedback.feedback, name="feedback"),
    path(f"{CASE}feedback/", feedback.case_feedback, name="case_feedback"),
    path(f"{CASE}feedback/attempt/", feedback.attempt, name="case_feedback_attempt"),
    path("agencies/", agencies, name="agencies"),
    path("agencies/<int:agency>/", agency, name="agency"),
]
