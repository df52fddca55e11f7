from django.utils.functional import SimpleLazyObject

from contacts.paths import phone_line


class PhoneLineMiddleware:
    """A phone number is always in sight on the patient's pages; looked up only when a page shows it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.phone_line = SimpleLazyObject(lambda: _phone_line(request.actor))
        return self.get_response(request)


def _phone_line(actor):
    return phone_line(actor.patient) if actor and actor.acts_for_patient else None
