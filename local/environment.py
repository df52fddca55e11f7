"""What the house must be told to run on this computer: the variables that settings.py asks for."""

import os
import secrets

from local.postgres import Cluster


def cluster_in(data_dir, name, **options):
    logs = data_dir / "log"
    logs.mkdir(exist_ok=True)
    return Cluster(data_dir / name, logs / f"{name}.log", **options)


def environment(data_dir, url, port=8000):
    """The variables that settings.py asks for; what the person has set stays, except that a demo is one."""
    (data_dir / "queue" / "messages").mkdir(parents=True, exist_ok=True)
    ours = {
        "DEMO": "1",
        "SECRET_KEY": kept_secret(data_dir / "secret-key"),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    return ours | os.environ | {"DATABASE_URL": url, "DATA_DIR": str(data_dir)}


def kept_secret(path):
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()
