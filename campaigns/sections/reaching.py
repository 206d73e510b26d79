"""The sections of how audiences are reached: personas, messages, channels, monitoring."""

from django.utils.translation import gettext_lazy as _

from campaigns.choices import SheetKind
from campaigns.models import (
    ChannelUse,
    Indicator,
    IndicatorReading,
    Message,
    Persona,
    Pretest,
)
from campaigns.sections import progress
from campaigns.sections.kinds import Rows, Section

PERSONA_FIELDS = (
    "name",
    "portrait",
    "audience",
    "place",
    "languages",
    "family",
    "learns_by",
    "trusts",
    "barriers",
    "motives",
    "does_now",
    "does_then",
)

REACHING = [
    Section(
        SheetKind.PERSONAS,
        SheetKind.PERSONAS.label,
        (
            _("A persona is invented, but every line of it is something that you have heard."),
            _("Give each one a reason to say no; a person who only agrees teaches nothing."),
            _("Three are enough: ask of every message whether each of them would understand it."),
        ),
        progress.personas,
        about=_("Three invented people, so that you write for somebody"),
        rows=(
            Rows(
                "personas",
                Persona,
                _("Personas"),
                _("Add a persona"),
                PERSONA_FIELDS,
                _("Nobody real: no name, place or story by which somebody could be recognised."),
            ),
        ),
        note=progress.note_of_personas,
    ),
    Section(
        SheetKind.MESSAGES,
        SheetKind.MESSAGES.label,
        (
            _("One message asks for one thing, and says what the reader has of it."),
            _("Write as you would say it to the persona: short sentences, no office words."),
            _("Read it to five people of the audience before it goes out, and change it."),
        ),
        progress.messages,
        about=_("What you promise and ask, in the languages they speak"),
        rows=(
            Rows(
                "messages",
                Message,
                _("Messages"),
                _("Add a message"),
                (
                    "audience",
                    "promise",
                    "behaviour",
                    "constraint",
                    "support",
                    "call",
                    "tone",
                    "text_kk",
                    "text_ru",
                    "text_en",
                    "other_language",
                    "text_other",
                ),
            ),
            Rows(
                "pretests",
                Pretest,
                _("Pretests"),
                _("Add a pretest"),
                ("message", "with_whom", "understood", "changed"),
                _("A message that you have just written can be chosen, too."),
            ),
        ),
        note=progress.note_of_messages,
    ),
    Section(
        SheetKind.CHANNELS,
        SheetKind.CHANNELS.label,
        (
            _("Go where the audience is already, not where you would like it to be."),
            _("Two channels that say the same are worth more than five that say a little."),
            _("Write down how you know whom a channel reaches; a guess is fine if it says so."),
        ),
        progress.channels,
        about=_("Where you meet them, why there, and when"),
        rows=(
            Rows(
                "channels",
                ChannelUse,
                _("Channels"),
                _("Add a channel"),
                ("audience", "kind", "name", "reason", "cost", "reach", "since", "until"),
            ),
        ),
        note=progress.note_of_channels,
    ),
    Section(
        SheetKind.MONITORING,
        SheetKind.MONITORING.label,
        (
            _("Each objective has at least one indicator of what people do, not of what you send."),
            _("Write the definition so that two people who count get the same number."),
            _("Take a reading before you begin: without it nobody can say what changed."),
        ),
        progress.monitoring,
        about=_("How you will see whether it worked"),
        rows=(
            Rows(
                "indicators",
                Indicator,
                _("Indicators"),
                _("Add an indicator"),
                (
                    "objective",
                    "level",
                    "name",
                    "definition",
                    "baseline",
                    "target",
                    "source",
                    "method",
                    "rhythm",
                    "who",
                    "split_by",
                ),
                names_worker="who",
            ),
            Rows(
                "readings",
                IndicatorReading,
                _("Readings"),
                _("Add a reading"),
                ("indicator", "day", "value", "note"),
                _("An indicator that you have just written can be chosen, too."),
            ),
        ),
        note=progress.note_of_monitoring,
    ),
]
