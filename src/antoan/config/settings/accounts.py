"""Settings of sign-in: allauth, its second factor, axes' lock-out."""

from datetime import timedelta

from environs import Env

env = Env()

# Reverse proxies on other machines whose X-Forwarded-For is believed. This machine's always is.
TRUSTED_PROXIES: frozenset[str] = frozenset(env.list("ANTOAN_TRUSTED_PROXIES", default=[]))

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # First: refuses while a login is locked out at an address.
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 12 * 3600  # One working day; then sign in again.

ACCOUNT_ADAPTER = "antoan.foundation.accounts.adapters.AccountAdapter"
_FORMS = "antoan.entrypoints.web.shared.signin.forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.LoginForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.AuthenticateForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateByCodeForm",
    "activate_totp": f"{_FORMS}.ActivateTotpForm",
    "authenticate_webauthn": f"{_FORMS}.AuthenticateByKeyForm",
    "reauthenticate_webauthn": f"{_FORMS}.ReauthenticateByKeyForm",
    "add_webauthn": f"{_FORMS}.AddKeyForm",
    "edit_webauthn": f"{_FORMS}.EditKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = True  # Always SESSION_COOKIE_AGE; nobody is asked.
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
# A hospital's staff sign in from one address at the change of shift, so the address alone allows many tries;
# axes counts the failures of each login at each address. The key of login_failed is the login at all addresses.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,20/15m/key"}

MFA_ADAPTER = "antoan.foundation.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "An Toàn"
MFA_TOTP_TOLERANCE = 1  # A phone's clock may be half a minute off.
MFA_PASSKEY_LOGIN_ENABLED = False  # A passkey is the second step here; the first is always the password.
MFA_RECOVERY_CODES_SHOW_ONCE = True

USERSESSIONS_TRACK_ACTIVITY = False  # Would write to the database at every page.

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "antoan.foundation.accounts.adapters.login_tried"
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_CLIENT_IP_CALLABLE = "antoan.foundation.accounts.addresses.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # The trail keeps who signed in and when.
AXES_VERBOSE = False

# Citizens sign in by phone. The bounds of a number stand in identity/limits.py; those of an address depend on the
# network: behind one address of a mobile network stand thousands of people, who all sign in on the first day.
SIGN_IN_CODES_PER_ADDRESS_HOUR: int = env.int("ANTOAN_CODES_PER_ADDRESS_HOUR", default=600)
# One entry in the trail for so many different numbers asked for from one address within an hour.
SIGN_IN_NUMBERS_PER_ADDRESS_ALARM: int = env.int("ANTOAN_NUMBERS_PER_ADDRESS_ALARM", default=100)

# Lesson L10: how many people's data one account may open in an hour.
READS_PER_HOUR_MAX: int = env.int("ANTOAN_READS_PER_HOUR", default=500)
