"""Names of the languages that Swedish care most often needs an interpreter for (BCP 47)."""

from django.utils.translation import gettext_lazy as _

# Written with other letters than the Latin ones.
OTHER_LETTERS = {"am", "ar", "fa", "prs", "ps", "ru", "sr", "th", "ti", "uk", "zh"}
LANGUAGE_NAMES = {
    "sv": _("Swedish"),
    "en": _("English"),
    "sgn-SE": _("Swedish sign language"),
    "am": _("Amharic"),
    "ar": _("Arabic"),
    "bs": _("Bosnian"),
    "es": _("Spanish"),
    "fa": _("Persian"),
    "fi": _("Finnish"),
    "fr": _("French"),
    "hr": _("Croatian"),
    "ku": _("Kurdish"),
    "pl": _("Polish"),
    "prs": _("Dari"),
    "ps": _("Pashto"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "se": _("Northern Sami"),
    "so": _("Somali"),
    "sq": _("Albanian"),
    "sr": _("Serbian"),
    "th": _("Thai"),
    "ti": _("Tigrinya"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "vi": _("Vietnamese"),
    "zh": _("Chinese"),
}
