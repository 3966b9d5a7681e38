"""Addresses of the desk of people looked after at home."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.caring import desk, duty, ending, episode, opening, papers, telephone

urlpatterns: list[URLPattern] = [
    path("", desk.care, name="desk_care"),
    path("waiting/", opening.waiting, name="desk_care_waiting"),
    path("cases/<int:infection_id>/", opening.case, name="desk_care_case"),
    path("orders/<int:order_id>/", opening.order, name="desk_care_order"),
    path("duty/", duty.duty, name="desk_care_duty"),
    path("<int:episode_id>/", episode.episode, name="desk_care_one"),
    path("<int:episode_id>/reading/", telephone.reading, name="desk_care_reading"),
    path("<int:episode_id>/end/", ending.end, name="desk_care_end"),
    path("<int:release_id>/certificate.pdf", papers.certificate, name="desk_care_certificate"),
    path("<int:referral_id>/referral.pdf", papers.referral, name="desk_care_referral"),
]
