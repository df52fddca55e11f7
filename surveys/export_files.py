"""Rows as files: CSV as Swedish Excel opens it (semicolons, UTF-8 with its mark), and a workbook."""

import csv
import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from surveys.export import Row, columns

WIDE = 46


def to_csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([name for name, _meaning in columns()])
    writer.writerows(row.cells for row in rows)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(rows: Sequence[Row], notes: Sequence[str]) -> bytes:
    """First sheet the figures, second what the columns hold, and what one must know."""
    book = Workbook()
    figures = book.active
    figures.title = _("Figures")
    _fill(figures, [name for name, _meaning in columns()], [row.cells for row in rows])
    figures.auto_filter.ref = figures.dimensions
    meanings = book.create_sheet(_("Explanation"))
    _fill(meanings, [_("Column"), _("What it holds")], [*columns(), (), *((note,) for note in notes)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet, heads, lines):
    sheet.append(heads)
    for line in lines:
        sheet.append(list(line))
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    for column in sheet.columns:
        longest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(WIDE, max(9, longest + 2))
    sheet.freeze_panes = "A2"
