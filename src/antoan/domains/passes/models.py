"""The pass: all a gate needs to know of one person, derived and rebuildable, in one row."""

from django.db import models


class Pass(models.Model):
    """Flat facts of one person. The scan process reads this table and nothing else of a person.

    Every column named like a fact is one: policies read it as ``f.<name>``. Written only by
    passes.services.recompute, in the transaction that changes a record.
    """

    person_id = models.BigIntegerField(primary_key=True)
    qid = models.CharField(max_length=32, db_collation="C")
    qid_is_local = models.BooleanField()
    # For the gate's screen.
    label = models.CharField(max_length=60)
    gender = models.CharField(max_length=8)
    # The code in force; older active ones are found in codes_issuedcode by digest.
    code_digest = models.BinaryField(max_length=16, null=True)
    code_expires_on = models.DateField(null=True)
    # Facts.
    birth_on = models.DateField()
    doses_valid = models.PositiveSmallIntegerField(default=0)
    course_doses = models.PositiveSmallIntegerField(null=True)  # Doses of the course of the last product.
    first_dose_on = models.DateField(null=True)
    last_dose_on = models.DateField(null=True)
    recovered_on = models.DateField(null=True)
    case_active = models.BooleanField(default=False)
    isolation_until = models.DateField(null=True)  # Last day of isolation, included.
    last_test_kind = models.CharField(max_length=10, null=True)
    last_test_outcome = models.CharField(max_length=10, null=True)
    last_test_at = models.DateTimeField(null=True)
    last_negative_at = models.DateTimeField(null=True)
    last_negative_kind = models.CharField(max_length=10, null=True)
    declared_at = models.DateTimeField(null=True)
    declaration_risk = models.BooleanField(null=True)
    has_records = models.BooleanField(default=False)  # False: "no data", which is not "not vaccinated".
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "passes"
        # A constraint, not unique=True: that would add a second index for LIKE, paid for at every write.
        constraints = [models.UniqueConstraint(fields=["qid"], name="pass_once_per_qid")]
