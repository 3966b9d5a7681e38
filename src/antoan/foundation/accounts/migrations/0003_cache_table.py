"""The table of Django's database cache: rate limits of sign-in and used one-time codes live in it."""

from django.db import migrations

_CREATE = """
CREATE TABLE "cache" (
    "cache_key" varchar(255) NOT NULL PRIMARY KEY,
    "value" text NOT NULL,
    "expires" timestamp with time zone NOT NULL
);
CREATE INDEX "cache_expires" ON "cache" ("expires");
"""


class Migration(migrations.Migration):

    dependencies = [("accounts", "0002_grants_may_end_before_they_begin")]

    operations = [migrations.RunSQL(_CREATE, 'DROP TABLE "cache"')]
