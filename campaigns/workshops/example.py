"""An agenda of three days to begin with; it is written in the organiser's language, and changed."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.choices import SheetKind
from campaigns.workshops.choices import ItemKind


@dataclass(frozen=True)
class Slot:
    starts: str
    ends: str
    kind: ItemKind
    title: Promise
    section: str = ""
    note: Promise | str = ""


_TEA = _("Tea and fresh air")
_LUNCH = _("Lunch")

_FIRST = (
    Slot("09:00", "09:30", ItemKind.INPUT, _("Who is here, and what everybody will take home")),
    Slot("09:30", "10:15", ItemKind.INPUT, _("What a campaign can change, and what it cannot")),
    Slot("10:15", "10:30", ItemKind.BREAK, _TEA),
    Slot(
        "10:30",
        "11:45",
        ItemKind.EXERCISE,
        _("What do we know, and how do we know it?"),
        SheetKind.SITUATION,
        _("Everybody writes two findings with their source, and one thing that nobody knows."),
    ),
    Slot(
        "11:45",
        "13:00",
        ItemKind.EXERCISE,
        _("Why is it so? A tree of causes"),
        SheetKind.PROBLEM,
        _("Ask why three times. Stop where words can change something."),
    ),
    Slot("13:00", "14:00", ItemKind.BREAK, _LUNCH),
    Slot(
        "14:00",
        "15:15",
        ItemKind.EXERCISE,
        _("Whom do we speak to, and who speaks with them?"),
        SheetKind.AUDIENCES,
        _("One audience that is to act, and at least one whom they listen to."),
    ),
    Slot("15:15", "15:30", ItemKind.BREAK, _TEA),
    Slot(
        "15:30",
        "17:00",
        ItemKind.EXERCISE,
        _("A person with a name: our personas"),
        SheetKind.PERSONAS,
        _("In pairs: one writes who it is, one what keeps them. Nobody real, no photos."),
    ),
    Slot("17:00", "17:30", ItemKind.INPUT, _("One sentence each: what surprised me today")),
)

_SECOND = (
    Slot("09:00", "09:30", ItemKind.INPUT, _("Yesterday in three minutes, by each organisation")),
    Slot(
        "09:30",
        "11:00",
        ItemKind.EXERCISE,
        _("What will be different, by how much and by when?"),
        SheetKind.OBJECTIVES,
        _("Two objectives are enough. The page says what one still lacks."),
    ),
    Slot("11:00", "11:15", ItemKind.BREAK, _TEA),
    Slot(
        "11:15",
        "13:00",
        ItemKind.EXERCISE,
        _("One promise, one call: our messages"),
        SheetKind.MESSAGES,
        _("Write for one persona. Begin in the language in which she thinks."),
    ),
    Slot("13:00", "14:00", ItemKind.BREAK, _LUNCH),
    Slot(
        "14:00",
        "15:15",
        ItemKind.EXERCISE,
        _("Read it to the next table: what did they understand?"),
        SheetKind.MESSAGES,
        _("Do not explain, only listen. Then change one thing, and write down which."),
    ),
    Slot("15:15", "15:30", ItemKind.BREAK, _TEA),
    Slot(
        "15:30",
        "17:00",
        ItemKind.EXERCISE,
        _("Where do they meet it? Channels and days"),
        SheetKind.CHANNELS,
        _("For each audience one channel that they trust and one that they use daily."),
    ),
    Slot("17:00", "17:30", ItemKind.INPUT, _("What is still open, and who helps with it")),
)

_THIRD = (
    Slot(
        "09:00",
        "10:30",
        ItemKind.EXERCISE,
        _("How will we know that it works?"),
        SheetKind.MONITORING,
        _("One indicator for each objective, with a number of today and somebody who looks."),
    ),
    Slot("10:30", "10:45", ItemKind.BREAK, _TEA),
    Slot(
        "10:45",
        "11:45",
        ItemKind.EXERCISE,
        _("Whom could it hurt, and what do we do about it?"),
        SheetKind.RISKS,
        _("Go through the checks aloud; tick what you have talked about."),
    ),
    Slot(
        "11:45",
        "13:00",
        ItemKind.EXERCISE,
        _("What does it take?"),
        SheetKind.BUDGET,
        _("Also what is given for free, and a share for monitoring."),
    ),
    Slot("13:00", "14:00", ItemKind.BREAK, _LUNCH),
    Slot(
        "14:00",
        "14:45",
        ItemKind.EXERCISE,
        _("Who does what from Monday on?"),
        SheetKind.TEAM,
        _("Every task has one name."),
    ),
    Slot("14:45", "16:00", ItemKind.INPUT, _("Each organisation shows its plan")),
    Slot("16:00", "16:15", ItemKind.BREAK, _TEA),
    Slot("16:15", "17:00", ItemKind.INPUT, _("Next steps: a name and a day for each")),
    Slot("17:00", "17:30", ItemKind.INPUT, _("Certificates, and see you again")),
)

EXAMPLE = (_FIRST, _SECOND, _THIRD)
