"""All addresses of the web process. /scan/… belongs to the scan process."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("", include("antoan.entrypoints.web.public.urls")),
    path("me/", include("antoan.entrypoints.web.citizen.urls")),
    path("gate/", include("antoan.entrypoints.web.gate.urls")),
    path("unit/", include("antoan.entrypoints.web.unit.urls")),
]
