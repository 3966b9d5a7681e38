"""The worker's part of assessments."""

from procrastinate.contrib.django import app

from antoan.domains.assessment.services.reminding import remind_of_assessments, remind_of_steps
from antoan.kit import clock


@app.periodic(cron="10 1 * * *")  # UTC: at 8:10 in the city, when somebody is there to read it.
@app.task(name="assessment.remind", queueing_lock="assessment.remind")
def remind(timestamp: int) -> None:
    """Remind of what ends and of what is due."""
    now = clock.now()
    remind_of_assessments(now=now)
    remind_of_steps(now=now)
