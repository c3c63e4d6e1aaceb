"""The addresses of MARAC. None of them names the scheme."""

from __future__ import annotations

from django.urls import path

from casework.converters import CASE
from marac.views import referral, risk, screening

urlpatterns = [
    path("referrals/start/", referral.start, name="marac_start"),
    path(f"{CASE}referral/", referral.referral, name="marac_referral"),
    path(f"{CASE}referral/risk-tool/", risk.risk, name="marac_risk"),
    path(f"{CASE}referral/missing/", referral.missing, name="marac_missing"),
    path(f"{CASE}referral/<slug:part>/", referral.part, name="marac_part"),
    path(f"{CASE}screening/", screening.screening, name="marac_screening"),
    path(f"{CASE}screening/rationale/", screening.screen, name="marac_screen"),
    path(f"{CASE}screening/names/<int:hit>/", screening.hit, name="marac_hit"),
    path(
        f"{CASE}screening/second/<str:purpose>/",
        screening.opinion,
        name="marac_opinion",
    ),
    path(f"{CASE}screening/withdrawal/", screening.withdrawal, name="marac_withdrawal"),
    path(f"{CASE}conflict/", screening.conflict, name="marac_conflict"),
]
