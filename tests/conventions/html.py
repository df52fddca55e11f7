"""What to look for in templates. Each finder takes a name and a text and returns "name: what" per finding."""

import re
from html.parser import HTMLParser

SHOWN_ATTRIBUTES = {"alt", "title", "aria-label", "aria-description", "placeholder", "label"}
VOID_TEXT = {"script", "style"}
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Names that are the same in every language, and each language's name in itself.
NAMES = {"Patientkontrakt", "Svenska", "English", "HSA-id"}
# A block whose words are an attribute of base.html, not text.
ATTRIBUTE_BLOCK = re.compile(r"{% block size %}\w+{% endblock %}")
COMMENTS = re.compile(r"{#.*?#}|{% comment .*?{% endcomment %}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(r"{%-?\s*blocktrans(?:late)?\b.*?{%-?\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
HARD_ARGUMENT = re.compile(
    r"""(?:\b(?!css=)\w+=|default:|yesno:)(["'])(?=[A-ZÅÄÖ]|[^"']*\s)(?![^"']*_\()(.*?)\1"""
)


def inline_code(name, text):
    """Nothing that a strict Content-Security-Policy would stop."""
    parser = _Reader()
    parser.feed(_without_tags(text))
    for tag, attributes in parser.elements:
        if tag == "style":
            yield f"{name}: <style>"
        for attribute in attributes:
            if attribute == "style" or attribute.startswith("on"):
                yield f"{name}: {attribute}= on <{tag}>"
        if str(attributes.get("href", "")).strip().lower().startswith("javascript:"):
            yield f"{name}: javascript: address"
    for tag, attributes in parser.elements:
        if tag == "script" and "src" not in attributes:
            yield f"{name}: <script> without src"


def untranslated_text(name, text):
    """Words for people stand in translate tags, or come from objects."""
    parser = _Reader()
    parser.feed(_without_tags(text))
    for shown in parser.shown:
        if LETTERS.search(shown) and shown.strip(" –\n") not in NAMES:
            yield f'{name}: "{shown.strip()[:50]}"'
    for tag in TAGS.findall(COMMENTS.sub("", text)):
        if re.match(r"{%\s*(translate|trans|blocktrans\w*|url|static|load|extends)\b", tag):
            continue
        for _quote, words in HARD_ARGUMENT.findall(re.sub(r"_\((\"[^\"]*\"|'[^']*')\)", "", tag)):
            if LETTERS.search(words):
                yield f'{name}: "{words[:50]}" in a tag'


def unescaped(name, text):
    text = COMMENTS.sub("", text)
    for found in re.findall(r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off", text):
        yield f"{name}: {found}"


def post_without_token(name, text):
    """A form that posts carries the token against forgery; Django's test client would not miss it."""
    for form in re.findall(r"<form\b.*?</form>", COMMENTS.sub("", text), re.DOTALL):
        if re.match(r"<form\b[^>]*method=.post", form) and not re.search(r"csrf_token|csrf_input", form):
            yield f"{name}: {form[:70]}"


def own_date_format(name, text):
    """Dates are said by our own filters, the same everywhere."""
    for found in re.findall(r"\|\s*(?:date|time|timesince|timeuntil)\b", COMMENTS.sub("", text)):
        yield f"{name}: {found}"


def _without_tags(text):
    text = TRANSLATED.sub(" ", ATTRIBUTE_BLOCK.sub("", COMMENTS.sub(" ", text)))
    return TAGS.sub(" ", text)


class _Reader(HTMLParser):
    """Collects elements with their attributes, and every text that a person meets."""

    def __init__(self):
        super().__init__()
        self.elements, self.shown, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        self.shown += [value for key, value in attrs if key in SHOWN_ATTRIBUTES and value]
        self.open = [*self.open, tag]

    def handle_endtag(self, tag):
        if tag in self.open:
            self.open = self.open[: len(self.open) - 1 - self.open[::-1].index(tag)]

    def handle_data(self, data):
        if not VOID_TEXT & set(self.open):
            self.shown.append(data)
