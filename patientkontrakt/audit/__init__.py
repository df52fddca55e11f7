"""The access log: who did what with whose data, where, why and when.

Noun: AuditEvent, append-only in the database itself. Its fields map one to one to RIV-TA StoreLog
(HSLF-FS 2016:40). It stands alone: people are written as plain ids, units and names as they were then.
May import: base_model.
"""
