"""The documented agreement between a patient and a care unit: the heart of the contract.

Nouns: Agreement, AgreementVersion, WhatMatters, Goal, Commitment, WarningSign, Acceptance. A proposed
version never changes; its state follows from both sides' answers. May import: scheduling and below.
"""
