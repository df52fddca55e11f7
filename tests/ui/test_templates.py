import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

FOLDER = Path(settings.BASE_DIR, "templates")
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
STYLE_SHEETS = [
    "app.css",
    "charts.css",
    "vendor/designsystemet/designsystemet.css",
    "vendor/designsystemet/theme.css",
]


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles(name):
    get_template(name)


@pytest.mark.parametrize("name", STYLE_SHEETS)
def test_a_style_sheet_asks_only_for_files_we_serve(name):
    """The CSP allows no other hosts and no data: addresses."""
    css = Path(finders.find(name)).read_text()

    for address in re.findall(r'url\("?([^")]+)"?\)', css):
        assert finders.find(str(Path(name).parent / address)), address


def test_every_vendored_folder_says_its_version_and_licence():
    folders = [path for path in Path(settings.BASE_DIR, "static", "vendor").iterdir() if path.is_dir()]

    assert folders
    assert [f.name for f in folders if not (f / "LICENSE").exists() or not (f / "VERSION").exists()] == []


@pytest.mark.parametrize("name", ["app.css", "charts.css"])
def test_the_style_sheet_knows_no_left_or_right(name):
    """Logical properties alone: the same page reads from right to left."""
    css = re.sub(r"/\*.*?\*/", "", Path(finders.find(name)).read_text(), flags=re.DOTALL)

    assert (
        re.findall(r"(?:margin|padding|border|inset)-(?:left|right)|(?:^|[;{]\s*)(?:left|right):", css) == []
    )
