import time

import pytest
from allauth.mfa.models import Authenticator

from tests.factories.accounts import PASSWORD, a_colleague

pytestmark = pytest.mark.django_db

NO_ANSWER_OF_A_KEY = (
    "", "null", "0", "{", "[]", "{}", '"x"', '{"id": 1}',
    '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}',
    '{"id": "x", "rawId": "x", "type": "public-key", "response": {"clientDataJSON": "x", "attestationObject": "x"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", "attestationObject": "oA"}}',
)  # fmt: skip


@pytest.fixture
def signed_in(client):
    account = a_colleague("unit_admin")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(account.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()
    return client


@pytest.mark.parametrize("credential", [*NO_ANSWER_OF_A_KEY, "false", "0.0"])
def test_what_no_key_can_say_adds_no_second_step(signed_in, credential):
    signed_in.get("/accounts/2fa/webauthn/add/")
    answer = signed_in.post("/accounts/2fa/webauthn/add/", {"name": "x", "credential": credential})
    assert answer.status_code == 200
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()


@pytest.mark.parametrize("credential", [*NO_ANSWER_OF_A_KEY, "false", "0.0"])
def test_what_no_key_can_say_is_no_second_step_at_sign_in(client, credential):
    a_colleague("unit_admin", login="quan.tri")
    client.post("/accounts/login/", {"login": "quan.tri", "password": PASSWORD})
    client.get("/accounts/2fa/authenticate/")
    answer = client.post("/accounts/2fa/authenticate/", {"credential": credential})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
