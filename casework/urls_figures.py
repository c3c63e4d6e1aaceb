"""Figures: now, the board, how long, how many, why late, what will be late, returns."""

from __future__ import annotations

from django.urls import path

from casework.views.figures.board import board_page
from casework.views.figures.forecast import figures_forecast
from casework.views.figures.lateness import figures_lateness
from casework.views.figures.now import figures_now
from casework.views.figures.returns import frozen_return, returns
from casework.views.figures.times import figures_times
from casework.views.figures.volumes import figures_volumes

urlpatterns = [
    path("figures/", figures_now, name="figures"),
    path("figures/board/", board_page, name="board"),
    path("figures/times/", figures_times, name="figures_times"),
    path("figures/volumes/", figures_volumes, name="figures_volumes"),
    path("figures/forecast/", figures_forecast, name="figures_forecast"),
    path("figures/returns/", returns, name="returns"),
    path("figures/returns/<int:frozen>/", frozen_return, name="frozen_return"),
    path("figures/lateness/", figures_lateness, name="figures_lateness"),
]
