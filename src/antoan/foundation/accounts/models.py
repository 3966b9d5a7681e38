"""Accounts and the grants that say what each may do, where and until when."""

from typing import ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.db.base import Record


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the login is compared without regard to case."""

    def create_user(self, login: str, password: str | None = None, **fields: object) -> "Account":
        """Make an account that can sign in."""
        account = self.model(login=login.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Find an account by its login."""
        return self.get(login=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Someone who signs in: staff, or a citizen bound to one person."""

    login = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    # The person this account is, for citizens. A number, not a relation: people is a domain above.
    person_id = models.BigIntegerField(null=True, blank=True, unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = AccountManager()

    def __str__(self) -> str:
        return self.name or self.login


@pghistory.track()
class Grant(Record):
    """A role given to an account within one scope, perhaps for a time."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    scope_kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in ScopeKind])
    scope_id = models.BigIntegerField(null=True, blank=True)
    valid_from = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_scope_named_unless_city_or_self",
                condition=Q(scope_kind__in=["city", "self"], scope_id__isnull=True)
                | (~Q(scope_kind__in=["city", "self"]) & Q(scope_id__isnull=False)),
            ),
            models.CheckConstraint(
                # Equal: it was ended before it began, and is never in force.
                name="grant_never_ends_before_it_begins",
                condition=Q(expires_at__isnull=True) | Q(expires_at__gte=F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["account", "role"])]
