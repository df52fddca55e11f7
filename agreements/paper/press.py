"""Makes the PDF: tagged, so that a screen reader reads it in order (PDF/UA-1), with our own letters."""

import json
import re
import unicodedata
from pathlib import Path

import typst

HERE = Path(__file__).parent
# All rooms' layouts lie below it: a room's own may use what all papers share, look.typ.
ROOT = HERE.parent.parent
FONTS = typst.Fonts(
    include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")]
)
NOT_PRINTABLE = re.compile(r'the text (?:contains the disallowed codepoint )?`"(.+?)"`')
JOINERS = dict.fromkeys(map(ord, "\u200d\ufe0f"), "")  # what makes one picture of several
CODEPOINT = re.compile(r"\\u\{(\w+)\}")


def make_pdf(template: str, paper: dict, folder: Path = HERE) -> bytes:
    """`template` is a layout in `folder`. What our letters do not have (pictures, other scripts) becomes □,
    and the paper says so."""
    text = json.dumps(paper, ensure_ascii=False)
    while True:
        try:
            return _compile(folder / f"{template}.typ", text)
        except typst.TypstError as error:
            replaced = text.translate(_squares(str(error)))
            if replaced == text:
                raise
            text = replaced


def _compile(layout, text):
    return typst.compile(
        layout, root=ROOT, font_paths=FONTS, format="pdf", pdf_standards="ua-1",
        sys_inputs={"paper": text},
    )  # fmt: skip


def _squares(complaint):
    found = NOT_PRINTABLE.findall(complaint)
    letters = set("".join(CODEPOINT.sub(lambda code: chr(int(code[1], 16)), text) for text in found))
    return JOINERS | {ord(letter): _instead_of(letter) for letter in letters}


def _instead_of(letter):
    """Nothing instead of what cannot be seen anyway: control codes, joiners, marks upon other letters."""
    return "" if unicodedata.category(letter)[0] in "CM" else "□"
