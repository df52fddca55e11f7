"""The PostgreSQL of our own: in any folder, as root or not, after any death."""

import os
import signal
import subprocess
from urllib.parse import urlsplit

import psycopg
import pytest

from local import postgres, server_user
from local.locks import FolderLock
from local.postgres import Cluster
from tests.local.processes import eventually

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture
def make_cluster(tmp_path):
    """Clusters in folders that nobody but us may enter (pytest's own are such), stopped at the end."""
    clusters = []

    def _make(folder=tmp_path, *, is_disposable=True):
        clusters.append(Cluster(folder / "postgres", folder / "log", is_disposable=is_disposable))
        return clusters[-1]

    yield _make
    for cluster in clusters:
        cluster.stop()


def query(cluster, sql):
    parts = urlsplit(cluster.url)
    folder, _, database = parts.path[1:].rpartition("/")
    with psycopg.connect(host=folder, user=parts.username, dbname=database, autocommit=True) as connection:
        answer = connection.execute(sql)
        return answer.fetchone() if answer.description else None


def test_it_answers_on_a_socket_that_only_its_owner_may_reach(make_cluster):
    cluster = make_cluster()
    cluster.start()

    assert query(cluster, "SELECT count(*) FROM pg_stat_activity WHERE client_port > 0") == (0,)
    assert query(cluster, "SHOW listen_addresses") == ("",)
    assert cluster.socket_dir.stat().st_mode & 0o777 == 0o700
    assert len(str(cluster.socket_dir)) < 80


def test_its_role_is_an_ordinary_one_that_may_make_test_databases_and_extensions(make_cluster):
    cluster = make_cluster()
    cluster.start()

    rights = "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user"
    assert query(cluster, rights) == (False, True)
    query(cluster, "CREATE EXTENSION btree_gist")
    assert query(cluster, "SELECT upper('åäö'), 'Ö' > 'A'") == ("ÅÄÖ", True)


def test_what_was_committed_survives_a_kill(make_cluster):
    cluster = make_cluster(is_disposable=False)
    cluster.start()
    query(cluster, "CREATE TABLE kept AS SELECT 42 AS number")
    os.kill(cluster.process.pid, signal.SIGKILL)
    eventually(cluster.has_ended)

    cluster.start()

    assert query(cluster, "SELECT number FROM kept") == (42,)


def test_a_server_that_outlived_its_starter_is_stopped_first(make_cluster):
    orphan = make_cluster()
    orphan.start()

    heir = make_cluster()
    heir.start()

    assert orphan.process.wait(5) == 0
    assert not orphan.socket_dir.exists()
    assert query(heir, "SELECT 1") == (1,)


def test_the_private_folder_of_a_killed_start_is_cleared_away(make_cluster):
    killed = make_cluster()
    killed.start()
    killed.process.send_signal(signal.SIGINT)  # what the kernel sends it when its starter is gone
    killed.process.wait(10)
    assert killed.socket_dir.exists()

    make_cluster().start()

    assert not killed.socket_dir.exists()


def test_a_stale_note_naming_a_stranger_neither_blocks_the_start_nor_harms_the_stranger(make_cluster):
    cluster = make_cluster()
    cluster.start()
    note = cluster.folder / "postmaster.pid"
    lines = note.read_text().splitlines()
    cluster.stop()
    stranger = subprocess.Popen(["sleep", "60"])
    note.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")

    try:
        cluster.start()
        assert query(cluster, "SELECT 1") == (1,)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_half_a_cluster_is_thrown_away(make_cluster, tmp_path):
    (tmp_path / "postgres.half" / "base").mkdir(parents=True)
    cluster = make_cluster()

    cluster.start()

    assert query(cluster, "SELECT 1") == (1,)
    assert not (tmp_path / "postgres.half").exists()


def test_data_of_another_version_are_not_touched(tmp_path):
    folder = tmp_path / "postgres"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("9\n")

    with pytest.raises(SystemExit, match="was made by PostgreSQL 9, this is"):
        Cluster(folder, tmp_path / "log").start()

    assert (folder / "PG_VERSION").read_text() == "9\n"


def test_a_wrong_pg_bindir_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    postgres.major_version.cache_clear()

    with pytest.raises(SystemExit, match="Point PG_BINDIR at the bin folder of PostgreSQL 15 or newer"):
        postgres.major_version()


def test_a_long_temporary_folder_is_not_used_for_the_socket(monkeypatch):
    monkeypatch.setattr(postgres.tempfile, "gettempdir", lambda: "/tmp/" + "long" * 30)

    folder = postgres.make_socket_dir()

    assert folder.parent.name == "tmp"
    folder.rmdir()


@needs_root
def test_root_without_user_namespaces_runs_it_as_nobody_or_says_what_to_do(
    make_cluster, tmp_path, monkeypatch
):
    monkeypatch.setattr(server_user, "may_unshare", lambda: False)

    with pytest.raises(SystemExit, match="refuses to run as root, and user 65534 cannot reach"):
        make_cluster().start()


@needs_root
def test_root_without_user_namespaces_runs_it_as_nobody_where_nobody_can_go(make_cluster, monkeypatch):
    monkeypatch.setattr(server_user, "may_unshare", lambda: False)
    base = postgres.make_socket_dir()
    base.chmod(0o755)
    cluster = make_cluster(base)
    try:
        cluster.start()
    except SystemExit as told:
        pytest.skip(f"this checkout cannot be entered by nobody: {told}")

    assert query(cluster, "SELECT 1") == (1,)
    assert cluster.folder.stat().st_uid == server_user.NOBODY
    cluster.stop()
    subprocess.run(["rm", "-rf", base], check=True)


def test_a_folder_has_one_owner_and_a_second_learns_who(tmp_path):
    first, second = FolderLock(tmp_path / "lock"), FolderLock(tmp_path / "lock")

    assert first.own("the demo")
    assert not second.own("a test run")
    assert second.read() == f"the demo (process {os.getpid()})"
    first.release()
    assert second.own("a test run")
    assert not second.was_killed
    second.release()
