"""The link in an invitation: a new account with a password of one's own, or the role for the account at hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.units.errors import InvitationGone
from antoan.domains.units.queries import invitation_behind
from antoan.domains.units.registration_values import InvitationView
from antoan.domains.units.services import accept_invitation
from antoan.entrypoints.web.unit.registering.forms import JoinForm, password_hints
from antoan.entrypoints.web.unit.sayings import saying
from antoan.entrypoints.web.unit.words import role_word
from antoan.foundation.accounts.errors import GrantToOneself, PasswordTooWeak
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.sessions import was_begun_by_message
from antoan.kit import clock


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, join_token: str) -> HttpResponse:
    """Show who invites for what; take the answer. Looking changes nothing: message apps open links by themselves."""
    now = clock.now()
    try:
        view = invitation_behind(join_token, now)
    except InvitationGone:
        return render(request, "unit/registering/gone.html", status=404)
    own = _own_account(request)
    form = JoinForm(request.POST if request.method == "POST" and own is None else None)
    if request.method != "POST":
        return _page(request, view, form, own)
    if own is not None:
        return _joined_as(request, join_token, view, own)
    if not form.is_valid():
        return _page(request, view, form, own, status=422)
    try:
        account = accept_invitation(secret=join_token, at=now, password=form.cleaned_data["password"])
    except PasswordTooWeak as error:
        form.add_error("password", error.message)
        return _page(request, view, form, own, status=422)
    except InvitationGone:
        return render(request, "unit/registering/gone.html", status=404)
    context = {"login": account.login, "view": view, "role": role_word(view.role)}
    return render(request, "unit/registering/joined.html", context)


def _joined_as(request: HttpRequest, secret: str, view: InvitationView, own: Account) -> HttpResponse:
    try:
        accept_invitation(secret=secret, at=clock.now(), account=own)
    except InvitationGone:
        return render(request, "unit/registering/gone.html", status=404)
    except GrantToOneself as error:
        messages.warning(request, saying(error))
        return redirect("unit_join", secret)
    messages.success(request, _("Bạn đã nhận vai trò ở %(unit)s.") % {"unit": view.unit_name})
    return redirect("unit_home")


def _own_account(request: HttpRequest) -> Account | None:
    """Return the staff account at hand: one that a password opened and that is no citizen's."""
    user = request.user
    if not isinstance(user, Account) or user.person_id is not None or was_begun_by_message(request):
        return None
    return user


def _page(
    request: HttpRequest, view: InvitationView, form: JoinForm, own: Account | None, *, status: int = 200
) -> HttpResponse:
    context = {
        "view": view,
        "role": role_word(view.role),
        "form": form,
        "own": own,
        "hints": password_hints(),
    }
    return render(request, "unit/registering/join.html", context, status=status)
