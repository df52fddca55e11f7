import pytest

from tests.journeys.visitor import DESK, Visitor


@pytest.fixture(autouse=True)
def _real_rows(transactional_db):
    """The browser's requests run in threads of their own: what the story begins with must be committed."""


@pytest.fixture
def visitor(new_page, live_server):
    """`visitor(actor, way)`: a person in a browser of their own, signed in when there is an actor."""

    def _visitor(actor=None, way=DESK):
        return Visitor(new_page(**way.options), live_server, way, actor)

    return _visitor
