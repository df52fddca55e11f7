"""Where the pages of the surveys are, and what a person reads on one."""

import re

from django.urls import reverse


def address(name, *args):
    return reverse(f"surveys:{name}", args=args)


def words(page):
    """Without marks: tags, and what keeps a line together. All white space is one space."""
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", text).replace("\u2060", "")
