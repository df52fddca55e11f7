"""PostgreSQL refuses to be root. As root we start it as nobody, without needing another account."""

import os
import shutil
import subprocess

NOBODY = 65534
UNSHARE = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--"]


def server_user(folder, bindir):
    """What to put before the server's command, and options for Popen, so that it may use `folder`.

    As root: in a user namespace, where root looks like nobody but keeps its files (also below a folder that
    only root may enter); where that is not allowed, as nobody itself, which then owns `folder`.
    """
    if os.geteuid() != 0:
        return [], {}
    owner = folder.stat().st_uid
    if owner == 0 and may_unshare():
        return UNSHARE, {}
    if owner == 0:
        owner = NOBODY
        give_away(folder, owner)
    options = {"user": owner, "group": owner, "extra_groups": [], "cwd": folder}
    if not (
        works([bindir / "postgres", "--version"], **options) and works(["test", "-w", folder], **options)
    ):
        raise SystemExit(
            f"PostgreSQL refuses to run as root, and user {owner} cannot reach {bindir} and {folder}. "
            "Run this as an ordinary user, or set DATABASE_URL to a server of your own."
        )
    return [], options


def may_unshare():
    return bool(shutil.which("unshare")) and works([*UNSHARE, "true"])


def works(command, **options):
    try:
        return subprocess.run(command, capture_output=True, check=False, **options).returncode == 0
    except OSError:
        return False


def give_away(folder, owner):
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, owner, owner, follow_symlinks=False)
