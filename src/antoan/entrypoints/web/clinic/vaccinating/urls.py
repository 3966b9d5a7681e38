"""Addresses of campaigns and sessions."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.clinic.vaccinating import arrivals, campaigns, certificates, doses, sessions

urlpatterns: list[URLPattern] = [
    path("", campaigns.campaigns, name="vaccination"),
    path("<uuid:campaign_id>/", campaigns.campaign, name="vaccination_campaign"),
    path("sessions/<uuid:session_id>/", sessions.session, name="vaccination_session"),
    path("sessions/<uuid:session_id>/arrivals", arrivals.arrivals, name="vaccination_arrivals"),
    path("sessions/<uuid:session_id>/doses", doses.doses, name="vaccination_doses"),
    path("sessions/<uuid:session_id>/doses/<uuid:dose_id>/", doses.dose, name="vaccination_dose"),
    path(
        "sessions/<uuid:session_id>/doses/<uuid:dose_id>/certificate.pdf",
        certificates.certificate,
        name="vaccination_certificate",
    ),
]
