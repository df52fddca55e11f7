"""The agreement on paper: what stands on each paper (Python) and how it looks (typst). Decided in ADR 13.

`folder`, `card` and `sheet` put into words what a template of the same name lays out; `press` makes the PDF.
`record_text` is for the record. None of them reads the database or writes: that is for views and actions.
"""
