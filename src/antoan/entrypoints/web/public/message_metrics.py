"""Figures of messages for Prometheus, read from the database when somebody asks: senders are other processes."""

from collections.abc import Iterator
from typing import Final

from django.db import Error
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from antoan.domains.messaging.queries import figures
from antoan.kit import clock


class Messages(Collector):
    """What waits, what is in doubt, what today cost. While the database is away it has nothing to say."""

    def collect(self) -> Iterator[Metric]:
        """Read the figures."""
        try:
            now = figures(clock.now())
        except Error:
            return
        yield GaugeMetricFamily("antoan_sms_waiting", "Messages that wait to be sent", now.waiting)
        yield GaugeMetricFamily(
            "antoan_sms_late_seconds", "How long the oldest of them is due", now.late_seconds
        )
        yield GaugeMetricFamily("antoan_sms_in_doubt", "Messages nobody knows were sent", now.in_doubt)
        yield GaugeMetricFamily(
            "antoan_sms_unanswered", "What people sent us and nobody answered", now.unanswered
        )
        parts = GaugeMetricFamily("antoan_sms_parts_today", "Parts sent today", labels=["lane"])
        capped = GaugeMetricFamily("antoan_sms_capped", "Budgets that are spent for today", labels=["lane"])
        for lane, count in now.parts_today.items():
            parts.add_metric([lane.value], count)
            capped.add_metric([lane.value], now.capped_today[lane])
        yield parts
        yield capped


MESSAGES: Final = CollectorRegistry(auto_describe=False)
MESSAGES.register(Messages())
