import pytest
from django.db import connection


@pytest.mark.django_db
def test_db():
    with connection.cursor() as c:
        c.execute("select 1")
        assert c.fetchone() == (1,)
