"""Stands in for both channels where no gateway is configured: takes everything, sends nothing.

The demo's page shows the outbox itself, so nothing needs to be kept here.
"""

import logging

logger = logging.getLogger(__name__)


def send(address: str, subject: str, text: str) -> None:
    logger.info("A message would have been sent: %s", subject)
