"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def landing(request: HttpRequest) -> HttpResponse:
    """Say what An Toàn is and show its doors."""
    return render(request, "public/landing.html")
