"""Patientkontrakt: the documented, mutual agreement between a patient and care.

This package holds the settings and the ground that all apps stand on; the pillars of the contract
(agreements, contacts, scheduling, planning, surveys) are apps of their own beside it.
"""

from patientkontrakt.celery import app as celery_app

__all__ = ["celery_app"]
