"""Addresses of the desk of figures."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.statistics import beside, exporting, overview, places, reports

urlpatterns: list[URLPattern] = [
    path("", overview.overview, name="desk_statistics"),
    path("live", overview.live, name="desk_statistics_live"),
    path("export", exporting.export, name="desk_statistics_export"),
    path("areas/", beside.beside, name="desk_statistics_areas"),
    path("unused/", places.unused, name="desk_statistics_unused"),
    path("places/<int:busy_place_id>/", places.people, name="desk_statistics_people"),
    path("reports/", reports.reports, name="desk_statistics_reports"),
    path("reports/<int:night_report_id>.pdf", reports.paper, name="desk_statistics_report"),
]
