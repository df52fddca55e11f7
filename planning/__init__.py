"""Coordinated planning: plans of every kind, needs with one responsible party, the next step.

Nouns: Plan, Need. `next_step(patient)` is derived from facts and is never empty; a patient without one
stands on care's alarm list. May import: agreements and below.
"""
