"""The addresses of the calendar, of meetings and of their minutes."""

from __future__ import annotations

from django.urls import path

from marac.views import (
    calendar,
    hearing,
    meeting_attendance,
    meeting_moves,
    meetings,
    minutes,
)

MEETING = "meetings/<int:meeting>/"

urlpatterns = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/subscribe/", calendar.subscribe, name="meeting_subscribe"),
    path("meetings/feed/<str:token>/", calendar.feed, name="meeting_feed"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}order/", meetings.order, name="meeting_order"),
    path(f"{MEETING}chair/", meetings.chair, name="meeting_chair"),
    path(
        f"{MEETING}moves/<str:move>/", meeting_moves.meeting_move, name="meeting_move"
    ),
    path(
        f"{MEETING}attendance/",
        meeting_attendance.attendance,
        name="meeting_attendance",
    ),
    path(f"{MEETING}next/", hearing.next_case, name="hearing_next"),
    path(f"{MEETING}hear/<int:listing>/", hearing.hearing, name="hearing"),
    path(f"{MEETING}hear/<int:listing>/defer/", hearing.defer, name="hearing_defer"),
    path(f"{MEETING}minutes/", minutes.minutes, name="minutes"),
    path(f"{MEETING}minutes/copy/", minutes.minutes_copy, name="minutes_copy"),
]
