"""Notices, and the pages of administrators about e-mails and scheduled jobs."""

from __future__ import annotations

from django.urls import path

from casework.views import mail, notices

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.notifications_read, name="notifications_read"),
    path("notices/<uuid:token>/", notices.notice, name="notice"),
    path("system/mail/", mail.mail_log, name="mail_log"),
    path("system/mail/again/", mail.mail_again, name="mail_again"),
    path("system/mail/kept/", mail.kept_mail, name="kept_mail"),
]
