"""Notices, and the pages of administrators about e-mails and scheduled jobs."""

from __future__ import annotations

from django.urls import path

from casework.views import absences, choices, jobs, mail, notices

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.notifications_read, name="notifications_read"),
    path("notices/<uuid:token>/", notices.notice, name="notice"),
    path("notices/choices/", choices.choices, name="notice_choices"),
    path("away/", absences.absences, name="absences"),
    path("away/back/", absences.absence_end, name="absence_end"),
    path("away/leaving/", absences.leaving, name="leaving"),
    path("system/mail/", mail.mail_log, name="mail_log"),
    path("system/mail/again/", mail.mail_again, name="mail_again"),
    path("system/mail/kept/", mail.kept_mail, name="kept_mail"),
    path("system/jobs/", jobs.jobs, name="jobs"),
    path("system/jobs/again/", jobs.job_again, name="job_again"),
]
