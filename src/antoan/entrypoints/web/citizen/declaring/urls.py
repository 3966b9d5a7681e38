"""Addresses of declaring."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.citizen.declaring import confirming, filling, results, start, trips, worker

urlpatterns: list[URLPattern] = [
    path("", start.start, name="declare"),
    path("worker.js", worker.declare_worker, name="declare_worker"),
    path("passed-on/", results.passed_on, name="declare_passed_on"),
    path("forms/<str:form>/", filling.fill, name="declare_form"),
    path("confirm/<str:confirmation_code>/", confirming.confirm, name="declare_confirm"),
    path("trips/<str:trip_code>/", trips.trip, name="declare_trip"),
    path("<uuid:declaration_id>/", results.declaration, name="declaration"),
    path("<uuid:declaration_id>/answer", results.answer, name="declaration_answer"),
]
