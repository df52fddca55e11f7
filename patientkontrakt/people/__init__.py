"""Who there is: sign-ins, patients, staff, the organisation, and who may act for whom.

Nouns: User, OrganizationUnit, Patient, PatientIdentifier, Staff, Assignment, Delegate, and Actor, the
capacity in which a signed-in person acts during a session. A patient exists without a sign-in.
May import: audit, base_model.
"""
