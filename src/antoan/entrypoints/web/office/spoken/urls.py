"""Address of the desk for spoken codes."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.spoken import finding

urlpatterns: list[URLPattern] = [path("code/", finding.spoken_code, name="desk_code")]
