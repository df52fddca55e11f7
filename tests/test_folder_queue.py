"""The queue in a folder: what a worker finds there is a whole message or none."""

from queue import Empty

import pytest
from kombu import Connection

from patientkontrakt.celery import app


@pytest.fixture
def channel(tmp_path):
    folders = dict.fromkeys(["data_folder_in", "data_folder_out", "control_folder"], str(tmp_path))
    transport = "patientkontrakt.folder_queue:Transport"
    with Connection("filesystem://", transport=transport, transport_options=folders) as connection:
        yield connection.channel()


def test_messages_come_out_as_they_went_in_and_in_their_order(channel):
    for number in range(12):
        channel._put("celery", {"number": number})

    assert [channel._get("celery")["number"] for _message in range(12)] == list(range(12))
    with pytest.raises(Empty):
        channel._get("celery")


def test_a_message_is_not_found_before_it_is_whole(channel):
    class Written:
        def __json__(self):
            with pytest.raises(Empty):
                channel._get("celery")
            return "whole"

    channel._put("celery", Written())

    assert channel._get("celery") == "whole"


def test_nor_is_one_whose_writer_was_killed(channel, tmp_path):
    (tmp_path / ".1_x.celery.msg").write_text("{")

    with pytest.raises(Empty):
        channel._get("celery")


def test_the_house_uses_it_where_there_is_no_redis(settings):
    theirs = "redis" if settings.REDIS_URL else "patientkontrakt.folder_queue:Transport"

    assert app.connection_for_write().transport_cls == theirs
