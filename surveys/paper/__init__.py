"""On paper: a poster with a code to photograph, a form to fill in by hand, and a level's report.

What stands on each (Python) and how it looks (typst); `agreements.paper.press` makes the PDF (ADR 13).
"""

from pathlib import Path

HERE = Path(__file__).parent
