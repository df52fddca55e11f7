"""How often one address may send a form that is open to everyone."""

from functools import wraps

from allauth.core.internal.ratelimit import get_ip
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from patientkontrakt.ui.errors import too_many_requests


def is_post(request) -> bool:
    return request.method == "POST"


def limited(*, times: int, minutes: int, counts=is_post):
    """At most so many POSTs from one address to one page, then "It went a little fast".

    `counts`: which requests count, when not every POST keeps something.

    django-allauth's own limits keep the moment of each try; this keeps a number under a key that cannot be
    read, for who answers the 7 questions leaves neither a time nor an address (ADR 8).
    """

    def decorate(view):
        @wraps(view)
        def limited_view(request, *args, **kwargs):
            if not counts(request) or _count(request, minutes * 60) <= times:
                return view(request, *args, **kwargs)
            response = too_many_requests(request)
            response._has_been_logged = True  # Django logs the address of a refusal, and this may be a link
            return response

        return limited_view

    return decorate


def _count(request, seconds):
    key = f"limit:{salted_hmac('limit', f'{request.path} {get_ip(request)}').hexdigest()}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # the time was up in between
        return 1
