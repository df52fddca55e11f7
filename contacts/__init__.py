"""Whom to turn to: fixed care and physician contacts, and the ways to make contact.

Nouns: CareContact (exactly one coordinating per patient), ContactPath (a unit's telephone hours and
links; never empty for a patient). May import: notifications, access, people, audit.
"""
