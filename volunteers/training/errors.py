"""What training services say when they refuse; nothing was written then."""

from django.utils.translation import gettext as _


class Refused(Exception):  # noqa: N818 (an answer, not a fault)
    """Why it cannot be done, in words for the person."""


class ChangedMeanwhile(Refused):
    """Somebody saved another version since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else has changed this since you opened it. Copy what you wrote, open "
                "the page anew, and put it in there."
            )
        )


class HasToBeAnswered(Refused):
    """Some questions were left out."""

    def __init__(self, questions: frozenset[int]) -> None:
        self.questions = questions
        super().__init__(_("Choose an answer for each question."))
