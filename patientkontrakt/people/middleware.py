from django.utils.functional import SimpleLazyObject

from patientkontrakt.people.actor import actor_with_key

SESSION_KEY = "actor"


class ActorMiddleware:
    """Gives each request its `actor`: the capacity chosen for the session, or None."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = SimpleLazyObject(lambda: _chosen_actor(request))
        return self.get_response(request)


def _chosen_actor(request):
    key = request.session.get(SESSION_KEY)
    return actor_with_key(request.user, key) if key and request.user.is_authenticated else None
