"""Who uses a folder: the lock goes with the process that holds it, however that ends."""

import fcntl
import os


class FolderLock:
    """One owner; beside it any number of guests, whom the owner can wait for."""

    def __init__(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.owner = open(path, "a+")  # noqa: SIM115  held for as long as the process lives
        self.guests = open(path.with_suffix(".guests"), "a")  # noqa: SIM115
        self.was_killed = False

    def own(self, what):
        """True when the folder is now ours. `was_killed` tells that its last owner never let go."""
        try:
            fcntl.flock(self.owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        self.was_killed = bool(self.read())
        self._write(f"{what} (process {os.getpid()})")
        return True

    def read(self):
        self.owner.seek(0)
        return self.owner.read()

    def visit(self):
        fcntl.flock(self.guests, fcntl.LOCK_SH)

    def wait_for_guests(self):
        try:
            fcntl.flock(self.guests, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another command still uses this database; waiting for its end …", flush=True)
            fcntl.flock(self.guests, fcntl.LOCK_EX)

    def release(self):
        self._write("")
        self.owner.close()
        self.guests.close()

    def _write(self, text):
        self.owner.truncate(0)
        self.owner.write(text)
        self.owner.flush()
