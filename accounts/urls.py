"""Signing in and out and changing one's own password; nothing else of allauth."""

from __future__ import annotations

from allauth.account import views
from django.urls import path

from accounts.views import not_served

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    # allauth builds links to these names; here an administrator does those jobs.
    path("signup/", not_served, name="account_signup"),
    path("email/", not_served, name="account_email"),
    path("password/reset/", not_served, name="account_reset_password"),
    path("password/set/", not_served, name="account_set_password"),
]
