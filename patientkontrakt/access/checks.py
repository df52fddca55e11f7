from django.core.checks import Error
from django.urls import URLPattern, URLResolver, get_resolver

# allauth's pages demand sign-in through LoginRequiredMiddleware, or open themselves, and show no patient.
ROUTES_OF_LIBRARIES = {"accounts/"}


def every_view_says_who_may(app_configs, **kwargs):
    """Start-up check: each view carries a guard, or says that it is open to everyone."""
    return [
        Error(
            f"{view.__module__}.{view.__qualname__} says nothing about who may use it.",
            hint="Put @for_patient, @for_staff(…), @for_signed_in or @login_not_required above it.",
            id="access.E001",
        )
        for view in _views(get_resolver())
        if not says_who_may(view)
    ]


def says_who_may(view) -> bool:
    return hasattr(view, "access_rule") or getattr(view, "login_required", True) is False


def _views(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry.callback
        elif isinstance(entry, URLResolver) and str(entry.pattern) not in ROUTES_OF_LIBRARIES:
            yield from _views(entry)
