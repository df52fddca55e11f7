"""A small library of changes to try, for each of the 7 questions: to choose from and to change."""

import json
from pathlib import Path

from surveys.instruments import in_language

# Swedish first. Written for this product, in the spirit of the programme's own material.
IDEAS = json.loads((Path(__file__).parent / "data" / "improvement_ideas.json").read_text("utf-8"))


def ideas_for(question: str) -> list[str]:
    """The ideas for a column (`q1` … `q7`) in the reader's language; none for a region's own question."""
    return [in_language(idea) for idea in IDEAS.get(question, [])]
