"""`run.py test`, and any word that manage.py knows, on a database of our own."""

import os
import sys
from contextlib import contextmanager

from local.environment import cluster_in, environment
from local.locks import FolderLock
from local.processes import run_in_front


def manage(data_dir, words):
    """Run manage.py; the demo's database is started for it unless someone already did."""
    with database(data_dir, "postgres", f"manage.py {words[0]}") as url:
        env = environment(data_dir, url)
        return run_in_front([sys.executable, "manage.py", *words], env)


def test(data_dir, words):
    """Run pytest on a database server of its own, kept between runs, careless and therefore quick."""
    parallel = [] if {"-n", "--numprocesses", "--pdb"} & set(words) else ["-n", "auto", "--dist", "worksteal"]
    with database(data_dir, "postgres-test", "a test run", is_disposable=True) as url:
        env = environment(data_dir, url)
        return run_in_front([sys.executable, "-m", "pytest", *parallel, *words], env)


@contextmanager
def database(data_dir, name, what, *, is_disposable=False):
    """The address of a database: the one given, else our own, started unless another command did."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    lock = FolderLock(data_dir / f"{name}.lock")
    cluster = cluster_in(data_dir, name, is_disposable=is_disposable)
    if not lock.own(what):
        if is_disposable:
            sys.exit(f"{data_dir} is in use by {lock.read()}. Wait for it, or set another DATA_DIR.")
        lock.visit()
        cluster.visit()
        yield cluster.url
        return
    try:
        cluster.start()
        yield cluster.url
    finally:
        lock.wait_for_guests()
        cluster.stop()
        lock.release()
