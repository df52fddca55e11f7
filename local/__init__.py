"""Patientkontrakt on one computer: what `run.py` starts once the environment is there.

`postgres` keeps a PostgreSQL of its own in `DATA_DIR`, `demo` starts the whole house and `supervisor` keeps
it alive, `commands` runs pytest and manage.py. Imports no room of the house: all that the house sees of this
folder is environment variables. See docs/adr/0001-postgresql-everywhere.md.
"""
