"""The look of the house: template tags, form renderer, error pages. No tables.

Main nouns: FormRenderer, the tags in `templatetags/ui.py` (built in: no template loads them), `errors`.
Imports nothing of ours: every room above may use it. How pages look: docs/adr/0004-design-system.md.
"""
