"""What is counted by ward and half hour, and the numbers that stand for it in the tables. New ones go to the end."""

from enum import IntEnum


class Measure(IntEnum):
    """One thing that is counted. The bucket is when it happened, not when we heard of it."""

    CAME = 0  # Check-ins at places; kind is the place's, detail the colour shown.
    LEFT = 1  # Check-outs, likewise.
    DECLARED = 2  # Health declarations not annulled; kind is the channel, detail 1 at risk.
    DOSES = (
        3  # Verified doses on the day they were given; kind is the product, detail the number of the dose.
    )
    TESTS = 4  # Verified tests when they were sampled; kind is the test's, detail an Outcome.
    CASES = 5  # Verified infections on the day they were confirmed.
    CODES = 6  # Personal codes when they were issued.
    MESSAGES = 7  # Texts that the gateway took, when it did; kind is what they are for.


class Outcome(IntEnum):
    """What a test said, as `detail` of TESTS."""

    NEGATIVE = 0
    POSITIVE = 1
    DOUBTFUL = 2
    PENDING = 3


NO_WARD = 0  # Of somebody or somewhere in no ward: counted for the city only.
AT_RISK = 1  # `detail` of DECLARED.
