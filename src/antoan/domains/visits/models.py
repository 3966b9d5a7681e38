"""Visits: stays of people at spots, one partition a city day."""

from django.db import models


class Visit(models.Model):
    """One stay. The key is (person, time in, spot): a scan sent twice is one visit.

    No foreign keys: the table is written thousands of times a second, and sealed days leave it.
    `t_eff` is the effective end: the check-out, or the usual stay of the spot when nobody checked out
    (then `t_out` is null and the end is an estimate).
    """

    pk = models.CompositePrimaryKey("person_id", "t_in", "spot_id")
    # Wide columns first: no padding between them (a city writes tens of millions of rows a day).
    person_id = models.BigIntegerField()
    t_in = models.DateTimeField()
    t_eff = models.DateTimeField()
    t_out = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    spot_id = models.IntegerField()
    gate_id = models.IntegerField()
    policy_id = models.IntegerField(null=True)
    rule = models.SmallIntegerField()  # Index in the policy's rules; -1 its default, -2 evaluation failed.
    colour = models.SmallIntegerField()  # policy.values.Colour.number
    source = models.SmallIntegerField()  # EntrySource
    scan_id = models.UUIDField()
    out_scan_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["spot_id", "t_in"], include=["t_eff", "person_id"], name="visit_spot_time")
        ]
