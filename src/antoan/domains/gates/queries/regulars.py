"""People who come to a place again and again: its gates expect them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

# Our own figures: whoever came on three days of two weeks is expected again.
REGULAR_DAYS_MIN: Final = 3
LOOK_BACK: Final = timedelta(days=14)

_REGULARS: Final = """
SELECT v.person_id
FROM places_spot s JOIN visits_visit v ON v.spot_id = s.id
WHERE s.place_id = %s AND v.t_in >= %s AND v.t_in < %s
GROUP BY v.person_id
HAVING count(DISTINCT (v.t_in AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) >= %s
ORDER BY max(v.t_in) DESC, v.person_id
LIMIT %s"""


class Regulars:
    """The roster that a place's own visits make (rosters.RosterSource)."""

    def people_of(self, place_id: int, now: datetime, limit: int) -> Sequence[int]:
        """Return those who came on several days lately, the latest first."""
        with connection.cursor() as cursor:
            cursor.execute(_REGULARS, [place_id, now - LOOK_BACK, now, REGULAR_DAYS_MIN, limit])
            return [person_id for (person_id,) in cursor.fetchall()]
