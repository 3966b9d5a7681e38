"""All addresses of the web process. /scan/… belongs to the scan process."""

from django.urls import URLPattern, URLResolver, include, path

from antoan.entrypoints.web.citizen.identity import invitation

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/phone/", include("antoan.entrypoints.web.citizen.identity.urls")),
    path("accounts/", include("antoan.entrypoints.web.shared.signin.urls")),
    path("", include("antoan.entrypoints.web.public.urls")),
    path("me/family/", include("antoan.entrypoints.web.citizen.identity.family_urls")),
    path("f/<str:invitation_token>", invitation.invitation, name="invitation"),
    path("me/", include("antoan.entrypoints.web.citizen.urls")),
    path("declare/", include("antoan.entrypoints.web.citizen.declaring.urls")),
    path("", include("antoan.entrypoints.web.citizen.correcting.urls")),
    path("gate/", include("antoan.entrypoints.web.gate.urls")),
    path("units/", include("antoan.entrypoints.web.unit.registering.urls")),
    path("unit/", include("antoan.entrypoints.web.unit.urls")),
    path("clinic/", include("antoan.entrypoints.web.clinic.urls")),
    path("desk/", include("antoan.entrypoints.web.office.urls")),
    path("cards/", include("antoan.entrypoints.web.shared.cards.urls")),
    path("sms/", include("antoan.entrypoints.web.sms.urls")),
]

handler400 = "antoan.entrypoints.web.shared.errors.bad_request"
handler403 = "antoan.entrypoints.web.shared.errors.forbidden"
handler404 = "antoan.entrypoints.web.shared.errors.not_found"
handler500 = "antoan.entrypoints.web.shared.errors.failed"
