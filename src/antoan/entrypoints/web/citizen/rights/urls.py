"""Addresses of a citizen's rights over their data."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.citizen.rights import asking, consents, erasing, looks, mine

urlpatterns: list[URLPattern] = [
    path("", consents.overview, name="my_rights"),
    path("consents/", consents.record, name="my_consents"),
    path("consents/record.jws", consents.signed_record, name="my_consents_signed"),
    path("consents/<str:purpose>/", consents.answer, name="my_consent"),
    path("limits/<str:purpose>/lift", consents.lift, name="my_limit_lift"),
    path("looks/", looks.looks, name="my_looks"),
    path("looks/<int:entry_id>/", looks.report, name="my_look"),
    path("requests/", mine.requests, name="my_requests"),
    path("requests/new/<str:kind>/", asking.new, name="my_new_request"),
    path("requests/<str:rights_number>/", mine.request_page, name="my_request"),
    path("requests/<str:rights_number>/withdraw", mine.withdraw, name="my_request_withdraw"),
    path("requests/<str:copy_number>/copy", mine.copy_file, name="my_copy"),
    path("erase/", erasing.explain, name="my_erasure"),
    path("erase/confirm/", erasing.confirm, name="my_erasure_confirm"),
]
