"""Addresses of the registry of cases and of outbreaks."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.cases import confirming, listing, one, outbreaks, reporting

urlpatterns: list[URLPattern] = [
    path("cases/", listing.cases, name="desk_cases"),
    path("cases/find/", confirming.find, name="desk_case_find"),
    path("cases/people/<int:patient_id>/", confirming.confirm, name="desk_case_confirm"),
    path("cases/<int:case_id>/", one.case, name="desk_case"),
    path("cases/<int:case_id>/report/", reporting.report, name="desk_case_report"),
    path("cases/<int:case_id>/reports/<int:filed_id>.pdf", reporting.paper, name="desk_case_report_paper"),
    path("outbreaks/", outbreaks.outbreaks, name="desk_outbreaks"),
    path("outbreaks/new/", outbreaks.new, name="desk_outbreak_new"),
    path("outbreaks/<uuid:outbreak_id>/", outbreaks.one, name="desk_outbreak"),
]
