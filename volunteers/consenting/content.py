"""What letters about consents say."""

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from outbox.handover import absolute
from outbox.kinds import Content
from outbox.models import Letter
from volunteers.choices import ConsentKind
from volunteers.models import ConsentRequest, Volunteer


def asked(letter: Letter) -> Content | None:
    request = _request_of(letter)
    if request is None or not request.is_open:
        return None
    name = request.volunteer.full_name
    return Content(
        subject=_("May %(name)s take part? Your answer is needed") % {"name": name},
        paragraphs=[
            _("%(name)s wants to become a volunteer and gave us your address.") % {"name": name},
            _(
                "Young volunteers teach short lessons in schools of their region. Because %(name)s "
                "is not of age yet, we ask you. The page behind this button says what it is about; "
                "answering takes two minutes and needs no account."
            )
            % {"name": request.volunteer.first_name},
            _("Please answer until %(day)s. A no is fine, too.") % {"day": _last_day(request)},
        ],
        **_open(request, _("Read and answer")),
    )


def reminded(letter: Letter) -> Content | None:
    request = _request_of(letter)
    if request is None or not request.is_open:
        return None
    name = request.volunteer.full_name
    return Content(
        subject=_("%(name)s is waiting for your answer") % {"name": name},
        paragraphs=[
            _(
                "Some days ago we asked you whether %(name)s may take part as a volunteer. Maybe "
                "our message got lost, so here it is once more."
            )
            % {"name": name},
            _("The link works until %(day)s.") % {"day": _last_day(request)},
        ],
        **_open(request, _("Read and answer")),
    )


def kept(letter: Letter) -> Content | None:
    request = _request_of(letter)
    if request is None or request.answered_at is None:
        return None
    return Content(
        subject=_("Your answer about %(name)s, to keep") % {"name": request.volunteer.full_name},
        paragraphs=[
            *answer_in_words(request),
            _("You can change it at any time with the same link. Please keep this message."),
            _("This is what you read:"),
            request.words,
        ],
        **_open(request, _("Look at it or change it")),
    )


def answered(letter: Letter) -> Content | None:
    request = _request_of(letter)
    if request is None or request.answered_at is None:
        return None
    if request.said_yes is False:
        return Content(
            subject=_("Your parent or guardian said no for now"),
            paragraphs=[
                _(
                    "We are sorry: without their yes you cannot take part yet. Talk about it "
                    "together. If they change their mind, they can use the same link, or tell "
                    "your coordinator."
                )
            ],
        )
    if request.said_yes is None:
        yes = request.said_yes_to_pictures
        said = _("Your parent or guardian said yes to pictures.") if yes else ""
        return Content(
            subject=said or _("Your parent or guardian said no to pictures."),
            paragraphs=[_("You take part all the same: that does not depend on it.")],
        )
    return Content(
        subject=_("Your parent or guardian said yes"),
        paragraphs=[_("One step is done. Sign in to see what comes next.")],
        url=absolute(reverse("start")),
        button=_("See what comes next"),
    )


def withdrawn(letter: Letter) -> Content | None:
    kinds = set(letter.data.get("kinds", ()))
    if not kinds:
        return None
    if kinds == {ConsentKind.PHOTO}:
        return Content(
            subject=_("No more pictures"),
            paragraphs=[
                _("The yes to pictures was taken back. You take part as before."),
            ],
        )
    return Content(
        subject=_("The yes to taking part was taken back"),
        paragraphs=[
            _(
                "Lessons that you had a place in go to others, and you take a rest. Thank you for "
                "what you did! Your coordinator can tell you how to come back."
            )
        ],
    )


def lost(letter: Letter) -> Content | None:
    """To coordinators: who is on no picture any more, or rests."""
    volunteer = Volunteer.objects.filter(pk=letter.data.get("volunteer"), erased_at=None).first()
    kinds = set(letter.data.get("kinds", ()))
    if volunteer is None or not kinds:
        return None
    name = {"name": volunteer.full_name}
    if kinds == {ConsentKind.PHOTO}:
        subject = _("No more pictures of %(name)s") % name
        said = [_("The yes to pictures was taken back. Take down those that were published.")]
    else:
        subject = _("%(name)s takes part no more: a consent was taken back") % name
        said = [_("Places in lessons to come are free, and others are asked. Nothing is to do.")]
        if ConsentKind.PHOTO in kinds:
            said.append(_("The yes to pictures has ended, too. Take down those published."))
    return Content(
        subject=subject,
        paragraphs=said,
        url=absolute(reverse("volunteers:detail", args=[volunteer.pk])),
        button=_("Open"),
    )


def answer_in_words(request: ConsentRequest) -> list[str]:
    """What a guardian has said, in sentences."""
    name = {"name": request.volunteer.first_name}
    said = []
    if request.said_yes is not None:
        said.append(
            _("You said yes: %(name)s may take part.") % name
            if request.said_yes
            else _("You said no: %(name)s does not take part.") % name
        )
    if request.said_yes is not False:
        said.append(
            _("You said yes to pictures of %(name)s.") % name
            if request.said_yes_to_pictures
            else _("You said no to pictures of %(name)s.") % name
        )
    return said


def _request_of(letter: Letter) -> ConsentRequest | None:
    requests = ConsentRequest.objects.select_related("volunteer__user")
    return requests.filter(pk=letter.data.get("request"), replaced_at=None).first()


def _last_day(request: ConsentRequest) -> str:
    return formats.date_format(timezone.localtime(request.expires_at), "DATE_FORMAT")


def _open(request: ConsentRequest, button: str) -> dict[str, str]:
    return {"url": absolute(reverse("guardian", args=[request.token])), "button": button}
