"""Who is signed in: asked by every request, so by statements that are put together once."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session

from patientkontrakt.people.models import User
from patientkontrakt.prepared import Prepared

SESSIONS = Prepared(lambda key, today, now: Session.objects.filter(session_key=str(key), expire_date__gt=now))
USERS = Prepared(lambda key, today, now: User.objects.filter(pk=key, is_active=True))


class SessionStore(DatabaseStore):
    """The settings' SESSION_ENGINE where there is no Redis."""

    def _get_session_from_db(self):
        session = next(iter(SESSIONS(Session(pk=self.session_key))), None)
        if session is None:
            self._session_key = None
        return session


class Backend(AuthenticationBackend):
    """The person as of this request, never from a cache: who is closed out, is out at once."""

    def get_user(self, user_id):
        return next(iter(USERS(User(pk=user_id))), None)
