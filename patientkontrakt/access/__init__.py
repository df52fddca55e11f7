"""Who may see which patient, and the one door through which a patient is entered.

Nouns: CareRelation. `visible_patients(actor)` says which patients exist for a person; the guards
(`for_patient`, `for_staff`, `for_signed_in`) stand on every view, enter the patient and write the log.
A start-up check fails when a view says nothing. May import: people, audit, base_model.
"""
