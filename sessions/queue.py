"""A coordinator's queue in words: what is wrong, the most urgent first, each with its remedy."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.attention import Asked, Attention, ClosedDays, LogsToVerify, People, Pile
from sessions.queries import SessionRow


@dataclass(frozen=True)
class Remedy:
    """What one press does about a line, or where it leads.

    :param spoken: says it to screen readers, with what it is about.
    :param is_post: done at once; the line is gone then.
    """

    label: str
    url: str
    spoken: str = ""
    is_post: bool = False


@dataclass(frozen=True)
class Line:
    """One line.

    :param state: the colour of its edge: bad, warn, note or quiet.
    :param lead: what is wrong; ``rest``: of what.
    """

    state: str
    lead: str
    rest: str = ""
    note: str = ""
    project: dict[str, str] | None = None
    remedies: list[Remedy] = field(default_factory=list)


def lines_of(attention: Attention) -> list[Line]:
    """All that waits, in the order in which it should be worked off."""
    return [
        *(_closed(days) for days in attention.closures),
        *_understaffed(attention),
        *_unconfirmed(attention.unconfirmed),
        *_not_held(attention.not_held),
        *_unlogged(attention.unlogged),
        *_to_verify(attention),
        *_ideas(attention.ideas),
        *_people(attention),
    ]


def _closed(days: ClosedDays) -> Line:
    closure = days.closure
    lead = ngettext(
        "%(number)s session stands in a closure",
        "%(number)s sessions stand in a closure",
        days.sessions,
    ) % {"number": days.sessions}
    return Line(
        "bad",
        lead,
        " · ".join([str(closure.place), date_format(closure.since, "MONTH_DAY_FORMAT")]),
        " · ".join(filter(None, [closure.get_kind_display(), closure.reason])),
        remedies=[Remedy(_("Cancel or move"), reverse("sessions:closure", args=[closure.pk]))],
    )


def _understaffed(attention: Attention) -> Iterator[Line]:
    """Those for whom somebody has to be asked, then those for whom answers are awaited."""
    for row in attention.understaffed.rows:
        label = _("Ask the best")
        spoken = _("Ask the best volunteers: %(name)s") % {"name": row.spoken_name}
        ask = Remedy(label, reverse("sessions:ask_best", args=[row.pk]), spoken, is_post=True)
        state = "warn" if row.filled else "bad"
        yield _short(row, state, [ask, _assign(row)], attention.asked.get(row.pk))
    yield from _more_understaffed(attention.understaffed, "warn")
    for row in attention.awaiting.rows:
        yield _short(row, "note", [_assign(row)], attention.asked.get(row.pk))
    yield from _more_understaffed(attention.awaiting, "note")


def _short(row: SessionRow, state: str, remedies: list[Remedy], asked: Asked | None) -> Line:
    lead = _("No volunteer yet")
    if row.filled:
        lead = _("%(filled)s of %(places)s places filled") % {
            "filled": row.filled,
            "places": row.places,
        }
    return _of_session(row, state, lead, remedies, _asked_words(asked) if asked else "")


def _assign(row: SessionRow) -> Remedy:
    spoken = _("Assign a volunteer: %(name)s") % {"name": row.spoken_name}
    return Remedy(_("Assign"), row.next_url, spoken)


def _asked_words(asked: Asked) -> str:
    if asked.awaited == asked.number:
        return ngettext(
            "%(number)s asked, nobody has answered yet",
            "%(number)s asked, nobody has answered yet",
            asked.number,
        ) % {"number": asked.number}
    return ngettext(
        "%(awaited)s of %(number)s asked can still answer",
        "%(awaited)s of %(number)s asked can still answer",
        asked.awaited,
    ) % {"awaited": asked.awaited, "number": asked.number}


def _more_understaffed(pile: Pile, state: str) -> Iterator[Line]:
    if pile.more > 0:
        yield Line(
            state,
            ngettext(
                "%(more)s more session needs volunteers",
                "%(more)s more sessions need volunteers",
                pile.more,
            )
            % {"more": pile.more},
            _("in the next 7 days"),
            remedies=[_see_all("staffing=open")],
        )


def _unconfirmed(pile: Pile) -> Iterator[Line]:
    for row in pile.rows:
        remedy = Remedy(
            _("The school said yes"),
            reverse("sessions:confirm", args=[row.pk]),
            _("The school said yes: %(name)s") % {"name": row.spoken_name},
            is_post=True,
        )
        yield _of_session(row, "quiet", _("Not confirmed by the school"), [remedy])
    if pile.more > 0:
        yield Line(
            "quiet",
            ngettext(
                "%(more)s more session not confirmed",
                "%(more)s more sessions not confirmed",
                pile.more,
            )
            % {"more": pile.more},
            _("in the next 7 days"),
            remedies=[Remedy(_("By school"), reverse("sessions:confirm_many"))],
        )


def _unlogged(pile: Pile) -> Iterator[Line]:
    for row in pile.rows:
        remedies = []
        if row.volunteers:
            remedies.append(
                Remedy(
                    _("Ask for the log"),
                    reverse("sessions:remind", args=[row.pk]),
                    _("Ask for the log: %(name)s") % {"name": row.spoken_name},
                    is_post=True,
                )
            )
        remedies.append(Remedy(_("Open"), row.url, row.spoken_name))
        yield _of_session(row, "warn", _("Taught, not logged"), remedies)
    if pile.more > 0:
        yield Line(
            "warn",
            ngettext(
                "%(more)s more session taught, not logged",
                "%(more)s more sessions taught, not logged",
                pile.more,
            )
            % {"more": pile.more},
            remedies=[_see_all("status=unlogged")],
        )


def _not_held(pile: Pile) -> Iterator[Line]:
    for row in pile.rows:
        remedies = [
            Remedy(
                _("Another time"),
                f"{row.url}reschedule/",
                _("Another time: %(name)s") % {"name": row.spoken_name},
            ),
            Remedy(
                _("Cancel it"),
                f"{row.url}cancel/",
                _("Cancel it: %(name)s") % {"name": row.spoken_name},
            ),
        ]
        lead = _("Did not take place: %(reason)s") % {"reason": row.not_held_word}
        yield _of_session(row, "warn", lead, remedies)
    if pile.more > 0:
        yield Line(
            "warn",
            ngettext(
                "%(more)s more session did not take place",
                "%(more)s more sessions did not take place",
                pile.more,
            )
            % {"more": pile.more},
            remedies=[_see_all("status=not_held")],
        )


def _to_verify(attention: Attention) -> Iterator[Line]:
    pile = attention.to_verify
    if pile.count:
        yield Line(
            "note",
            ngettext("%(number)s log to verify", "%(number)s logs to verify", pile.number)
            % {"number": pile.number},
            _("the oldest from %(day)s")
            % {"day": date_format(pile.first.starts_at, "MONTH_DAY_FORMAT")},
            " · ".join(_about_logs(pile)),
            remedies=[Remedy(_("Verify"), f"{reverse('sessions:list')}?status=to_verify")],
        )
    if pile.sent_back:
        yield Line(
            "quiet",
            ngettext(
                "%(number)s log waits for a volunteer's answer",
                "%(number)s logs wait for a volunteer's answer",
                pile.sent_back,
            )
            % {"number": pile.sent_back},
            remedies=[_see_all("status=sent_back")],
        )


def _about_logs(pile: LogsToVerify) -> Iterator[str]:
    if pile.unusual:
        yield ngettext("%(unusual)s unusual", "%(unusual)s unusual", pile.unusual) % {
            "unusual": pile.unusual
        }
    if pile.answered:
        yield ngettext(
            "%(answered)s answered after a question",
            "%(answered)s answered after a question",
            pile.answered,
        ) % {"answered": pile.answered}


def _ideas(number: int) -> Iterator[Line]:
    if number:
        yield Line(
            "note",
            ngettext("%(number)s idea to read", "%(number)s ideas to read", number)
            % {"number": number},
            remedies=[Remedy(_("Read"), f"{reverse('sessions:ideas')}?status=new")],
        )


def _people(attention: Attention) -> Iterator[Line]:
    people = reverse("volunteers:list")
    number = attention.applications.number
    yield from _waiting(
        attention.applications,
        "note",
        ngettext("%(number)s application waits", "%(number)s applications wait", number),
        reverse("volunteers:board"),
    )
    number = attention.trained.number
    yield from _waiting(
        attention.trained,
        "note",
        ngettext(
            "%(number)s volunteer is trained and waits for your yes",
            "%(number)s volunteers are trained and wait for your yes",
            number,
        ),
        reverse("volunteers:board"),
    )
    number = attention.without_consent.number
    yield from _waiting(
        attention.without_consent,
        "warn",
        ngettext(
            "%(number)s volunteer without a consent that is needed",
            "%(number)s volunteers without a consent that is needed",
            number,
        ),
        f"{people}?waiting=consent",
    )
    number = attention.checks_running_out.number
    yield from _waiting(
        attention.checks_running_out,
        "note",
        ngettext(
            "%(number)s volunteer's check runs out",
            "%(number)s volunteers' checks run out",
            number,
        ),
        f"{people}?waiting=check",
    )


def _waiting(people: People, state: str, lead: str, page: str) -> Iterator[Line]:
    """One person leads to their page, several to the page where they stand together."""
    if not people.count:
        return
    if people.count == 1:
        url = reverse("volunteers:detail", args=[people.first.pk])
        rest = people.first.full_name
    else:
        url = page
        rest = ""
    yield Line(
        state, lead % {"number": people.number}, rest, remedies=[Remedy(_("Look at it"), url)]
    )


def _of_session(
    row: SessionRow, state: str, lead: str, remedies: list[Remedy], news: str = ""
) -> Line:
    """:param news: what has happened about it since."""
    when = f"{date_format(row.starts_at, 'D')} {date_format(row.starts_at, 'MONTH_DAY_FORMAT')}"
    where = row.school
    if row.class_groups:
        where = _("%(school)s, class %(groups)s") % {
            "school": row.school,
            "groups": row.class_groups,
        }
    note = [news, row.title, row.mode, row.language_of_lesson, ", ".join(row.volunteers_short)]
    return Line(
        state,
        lead,
        f"{when}, {date_format(row.starts_at, 'H:i')} · {where}",
        " · ".join(filter(None, note)),
        row.project,
        remedies,
    )


def _see_all(query: str) -> Remedy:
    return Remedy(_("See all"), f"{reverse('sessions:list')}?{query}")
