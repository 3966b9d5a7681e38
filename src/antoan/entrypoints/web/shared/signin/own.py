"""What whoever is signed in can do about signing in itself."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_required
@never_cache
@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    """Show the ways to change a password, a second step, and to sign other devices out.

    Whoever signs in by phone or code has no password and needs no second step.
    """
    return render(request, "account/own.html")
