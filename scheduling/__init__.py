"""Agreed times: proposals with alternatives, appointments that both sides have said yes to.

Nouns: TimeProposal, ProposedTime, Appointment, Room. The database refuses overlaps for a staff member,
a room or a patient. May import: contacts and below.
"""
