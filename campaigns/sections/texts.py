"""What to know about the texts of a message: what is missing, where they fit, how they read."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Message

SMS_OF_CYRILLIC = 70
"""Letters of one text message as soon as one of them is not Latin (GSM 03.38, UCS-2)."""
POSTER = 140
LONG_SENTENCE = 15
"""Words; a listener has forgotten the beginning of a longer one."""


def notes_of(message: Message) -> list[str]:
    """For the writer, in the order of the texts; nothing for a message without any."""
    texts = {"KK": message.text_kk, "RU": message.text_ru, "EN": message.text_en}
    if message.text_other:
        texts[message.other_language or "?"] = message.text_other
    if not any(texts.values()):
        return []
    missing = [code for code in ("KK", "RU") if not texts[code]]
    found = [_("Missing: %(languages)s") % {"languages": ", ".join(missing)}] if missing else []
    for code, text in texts.items():
        if text:
            found.append(f"{code}: {_length(text)}{_reading(text)}")
    return found


def _length(text: str) -> str:
    letters = len(text)
    counted = ngettext("%(n)s letter", "%(n)s letters", letters) % {"n": letters}
    if letters <= SMS_OF_CYRILLIC:
        return _("%(counted)s, fits one text message") % {"counted": counted}
    if letters <= POSTER:
        return _("%(counted)s, fits a poster") % {"counted": counted}
    return _("%(counted)s, for a post or to be read aloud") % {"counted": counted}


def _reading(text: str) -> str:
    longest = max(len(sentence.split()) for sentence in re.split(r"[.!?…\n]+", text))
    if longest <= LONG_SENTENCE:
        return ""
    words = {"n": longest}
    return "; " + _("a sentence of %(n)s words: cut it in two") % words
