"""Text messages by the region's gateway: one HTTPS POST of JSON to SMS_GATEWAY_URL."""

import json
import urllib.request

from django.conf import settings


def send(address: str, subject: str, text: str) -> None:
    """Raises urllib.error.URLError when the gateway does not take it. An SMS has no subject."""
    request = urllib.request.Request(  # noqa: S310  the address comes from the settings
        settings.SMS_GATEWAY_URL,
        data=json.dumps({"to": address, "text": text}).encode(),
        headers={
            "Content-Type": "application/json",
            "Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}",
        },
    )
    with urllib.request.urlopen(request, timeout=20):  # noqa: S310
        pass
