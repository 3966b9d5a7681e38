"""All addresses of the web process. /scan/… belongs to the scan process."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("antoan.entrypoints.web.shared.signin.urls")),
    path("", include("antoan.entrypoints.web.public.urls")),
    path("me/", include("antoan.entrypoints.web.citizen.urls")),
    path("", include("antoan.entrypoints.web.citizen.correcting.urls")),
    path("gate/", include("antoan.entrypoints.web.gate.urls")),
    path("unit/", include("antoan.entrypoints.web.unit.urls")),
    path("desk/", include("antoan.entrypoints.web.office.urls")),
]

handler400 = "antoan.entrypoints.web.shared.errors.bad_request"
handler403 = "antoan.entrypoints.web.shared.errors.forbidden"
handler404 = "antoan.entrypoints.web.shared.errors.not_found"
handler500 = "antoan.entrypoints.web.shared.errors.failed"
