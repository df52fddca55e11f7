"""Telling people that there is news, without saying what: outbox, channels, sending.

Noun: OutboxMessage, written in the same transaction as the change it tells of, sent by
Celery's sweep, so that nothing is lost (docs/adr/0005). Texts hold nothing personal: "You have news" and a
link. Channels (e-mail, SMS) are small modules with a fake beside each. May import: access and below.
"""
