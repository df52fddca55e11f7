"""Patientkontrakt on one computer: what `run.py` starts once the environment is there.

`postgres` keeps a PostgreSQL of its own in `DATA_DIR`, `supervisor` keeps the demo's processes alive,
`commands` holds demo, test and manage. Imports nothing of Django and no room of the house: all that the
house sees of this folder is its environment variables. See docs/adr/0001-postgresql-everywhere.md.
"""
