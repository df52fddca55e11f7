"""The environment of the tests when pytest is called directly; loaded before Django (`-p tests.env`)."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("DATA_DIR", os.path.join(tempfile.gettempdir(), f"patientkontrakt-{os.getuid()}"))
os.environ["DEMO"] = "1"
os.environ["DEBUG"] = "1"
os.makedirs(os.path.join(os.environ["DATA_DIR"], "static"), exist_ok=True)  # whitenoise warns without it
