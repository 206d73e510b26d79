"""The code of conduct in words. Change a word that matters, and the version changes with it."""

from django.utils.translation import gettext as _

CONDUCT_VERSION = "2026-1"
"""Kept with every signature."""


def rules() -> list[tuple[str, str]]:
    """What adults promise, in the active language: each with a word of what it means."""
    return [
        (
            _("I am never alone with a child."),
            _("A teacher or another adult is there, or the door is open and others can see us."),
        ),
        (
            _("I keep contact to lessons."),
            _(
                "No private messages, no phone numbers, no gifts, no meetings outside. Whatever "
                "there is to arrange goes through the school."
            ),
        ),
        (
            _("I take no pictures and write down no names of children."),
            _("Head-counts are enough. What I hear of a child stays with those who help it."),
        ),
        (
            _("I treat everyone with respect."),
            _(
                "I don't shout, shame, touch or threaten, and I leave nobody out for their "
                "language, origin, faith, body or what they can do."
            ),
        ),
        (
            _("I come sober and prepared."),
            _("No alcohol, tobacco or drugs before and during lessons. If I can't come, I say so."),
        ),
        (
            _("I teach what the programme is about."),
            _("No advertising, no party, no religion, no collecting of money."),
        ),
        (
            _("If a child is in danger, I tell somebody on the same day."),
            _(
                "The school's psychologist or head, and my coordinator; in an emergency 112, and "
                "for children's rights 111. I don't promise a child to keep such a secret."
            ),
        ),
        (
            _("I know what follows if I break this."),
            _("I teach no more, and what the law forbids is told to the police."),
        ),
    ]
