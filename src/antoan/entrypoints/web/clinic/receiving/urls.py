"""Addresses of receptions."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.clinic.receiving import boards, desks, kiosks

urlpatterns: list[URLPattern] = [
    path("", desks.desks, name="reception"),
    path("<int:desk_id>/", desks.desk, name="reception_desk"),
    path("<int:desk_id>/kiosk", kiosks.kiosk, name="reception_kiosk"),
    path("<int:desk_id>/board", boards.board, name="reception_board"),
    path("<int:desk_id>/board/rows", boards.rows, name="reception_board_rows"),
]
