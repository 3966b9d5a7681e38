"""Addresses of samples."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.clinic.sampling import answering, collecting

urlpatterns: list[URLPattern] = [
    path("", collecting.samples, name="samples"),
    path("rapid", collecting.rapid, name="sample_rapid"),
    path("results", answering.results, name="sample_results"),
    path("results/template.xlsx", answering.template, name="sample_template"),
    path("<int:tube_id>/", collecting.tube, name="sample_tube"),
]
