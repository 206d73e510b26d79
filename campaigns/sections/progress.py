"""How far each section is, what it still lacks, and what the contents say of it.

Rows are read through the campaign's own relations, so that whoever asks for all sections at once
reads each table once (``contents.py``).
"""

from decimal import Decimal

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import AudienceRank, SafetyCheck
from campaigns.models import Campaign, Message
from campaigns.next_steps.due_readings import due_readings
from campaigns.sections.objectives import lacks
from campaigns.states import Progress


def progress_of(begun: object, *lacking: tuple[object, str]) -> Progress:
    """
    :param lacking: each a condition that has to hold, and what is missing where it does not.
    """
    return Progress(bool(begun), [words for holds, words in lacking if not holds])


def frame(campaign: Campaign) -> Progress:
    """A campaign has a title from its first moment on."""
    return progress_of(
        True,
        (campaign.summary, _("what it is about, in short")),
        (campaign.start_date and campaign.end_date, _("the first and the last day")),
    )


def situation(campaign: Campaign) -> Progress:
    evidence = list(campaign.evidence_rows.all())
    return progress_of(
        campaign.situation or campaign.unknowns or evidence,
        (campaign.situation, _("what is going on")),
        (campaign.unknowns, _("what is not known")),
        (evidence, _("evidence")),
        (all(one.source for one in evidence), _("a source for each piece of evidence")),
    )


def problem(campaign: Campaign) -> Progress:
    causes, consequences = campaign.cause_rows.all(), campaign.consequence_rows.all()
    return progress_of(
        campaign.core_problem or causes or consequences,
        (campaign.core_problem, _("the core problem")),
        (causes, _("a cause")),
        (consequences, _("a consequence")),
    )


def objectives(campaign: Campaign) -> Progress:
    rows = list(campaign.objective_rows.all())
    vague = sum(
        bool(lacks(row.who, row.change, row.amount, row.by_date, campaign.start_date))
        for row in rows
    )
    words = ngettext("%(n)s objective to sharpen", "%(n)s objectives to sharpen", vague)
    return progress_of(rows, (rows, _("an objective")), (not vague, words % {"n": vague}))


def note_of_objectives(campaign: Campaign) -> str:
    total = len(campaign.objective_rows.all())
    return ngettext("%(n)s objective", "%(n)s objectives", total) % {"n": total} if total else ""


def audiences(campaign: Campaign) -> Progress:
    rows = list(campaign.audience_rows.all())
    return progress_of(
        rows,
        (
            any(row.rank == AudienceRank.PRIMARY for row in rows),
            _("a primary audience: who is to do something differently"),
        ),
        (all(row.size for row in rows), _("how many they are")),
        (all(row.size_source for row in rows), _("where the numbers come from")),
    )


def note_of_audiences(campaign: Campaign) -> str:
    total = len(campaign.audience_rows.all())
    return ngettext("%(n)s audience", "%(n)s audiences", total) % {"n": total} if total else ""


def money(campaign: Campaign) -> tuple[Decimal, Decimal]:
    """The whole budget, and what of it is for monitoring."""
    lines = [line for line in campaign.budgetline_rows.all() if line.amount]
    return (
        sum((line.amount for line in lines), Decimal(0)),
        sum((line.amount for line in lines if line.is_monitoring), Decimal(0)),
    )


def budget(campaign: Campaign) -> Progress:
    total, monitoring = money(campaign)
    return progress_of(
        campaign.budgetline_rows.all(),
        (total, _("an amount")),
        (monitoring, _("a line for monitoring")),
    )


def note_of_budget(campaign: Campaign) -> str:
    total, monitoring = money(campaign)
    if not total:
        return ""
    return _("%(total)s %(currency)s, %(share)s%% of it for monitoring") % {
        "total": number_format(total, 0, force_grouping=True),
        "currency": campaign.currency,
        "share": round(100 * monitoring / total),
    }


def team(campaign: Campaign) -> Progress:
    rows = list(campaign.teammember_rows.all())
    return progress_of(
        rows, (rows, _("somebody")), (all(row.task for row in rows), _("a task for everybody"))
    )


def risks(campaign: Campaign) -> Progress:
    rows = list(campaign.risk_rows.all())
    left = len(set(SafetyCheck.values) - set(campaign.safety_checks))
    checks = ngettext("%(n)s check to think through", "%(n)s checks to think through", left)
    return progress_of(
        rows or campaign.safety_checks,
        (not left, checks % {"n": left}),
        (rows, _("a risk")),
        (all(row.answer for row in rows), _("what is done about each risk")),
    )


def note_of_risks(campaign: Campaign) -> str:
    total = len(campaign.risk_rows.all())
    return ngettext("%(n)s risk", "%(n)s risks", total) % {"n": total} if total else ""


def personas(campaign: Campaign) -> Progress:
    rows = list(campaign.persona_rows.all())
    return progress_of(
        rows,
        (rows, _("a persona")),
        (all(row.barriers for row in rows), _("what stands in the way of each")),
        (
            all(row.does_now and row.does_then for row in rows),
            _("what each does now, and is to do"),
        ),
    )


def note_of_personas(campaign: Campaign) -> str:
    total = len(campaign.persona_rows.all())
    return ngettext("%(n)s persona", "%(n)s personas", total) % {"n": total} if total else ""


def messages(campaign: Campaign) -> Progress:
    """Complete with an audience, a call, a text in two languages, and one pretest at least."""
    rows = list(campaign.message_rows.all())
    return progress_of(
        rows,
        (rows, _("a message")),
        (all(row.audience_id for row in rows), _("an audience for each")),
        (all(row.call for row in rows), _("a call to action for each")),
        (all(len(languages_of(row)) > 1 for row in rows), _("texts in two languages for each")),
        (campaign.pretest_rows.all(), _("a pretest: read it to somebody of the audience")),
    )


def languages_of(message: Message) -> list[str]:
    """The languages in which there is a text."""
    return [code for code in ("kk", "ru", "en", "other") if getattr(message, f"text_{code}")]


def note_of_messages(campaign: Campaign) -> str:
    rows = list(campaign.message_rows.all())
    if not rows:
        return ""
    untranslated = sum(not (row.text_kk and row.text_ru) for row in rows)
    counted = ngettext("%(n)s message", "%(n)s messages", len(rows)) % {"n": len(rows)}
    if not untranslated:
        return counted
    words = {"counted": counted, "n": untranslated}
    return _("%(counted)s, %(n)s without a text in Kazakh and Russian") % words


def channels(campaign: Campaign) -> Progress:
    rows = list(campaign.channeluse_rows.all())
    return progress_of(
        rows,
        (rows, _("a channel")),
        (all(row.audience_id for row in rows), _("an audience for each")),
        (all(row.reason for row in rows), _("why each one")),
        (all(row.since for row in rows), _("from when on each is used")),
    )


def note_of_channels(campaign: Campaign) -> str:
    total = len(campaign.channeluse_rows.all())
    return ngettext("%(n)s channel", "%(n)s channels", total) % {"n": total} if total else ""


def monitoring(campaign: Campaign) -> Progress:
    """Complete where every objective has an indicator with baseline, target and somebody."""
    rows = list(campaign.indicator_rows.all())
    measured = {row.objective_id for row in rows}
    bare = sum(objective.pk not in measured for objective in campaign.objective_rows.all())
    words = ngettext(
        "an indicator for %(n)s objective", "indicators for %(n)s objectives", bare
    ) % {"n": bare}
    return progress_of(
        rows,
        (not bare, words),
        (all(row.baseline for row in rows), _("where each stands before it begins")),
        (all(row.target for row in rows), _("a target for each")),
        (all(row.who for row in rows), _("who takes the readings")),
    )


def note_of_monitoring(campaign: Campaign) -> str:
    total = len(campaign.indicator_rows.all())
    if not total:
        return ""
    counted = ngettext("%(n)s indicator", "%(n)s indicators", total) % {"n": total}
    readings = len(campaign.indicatorreading_rows.all())
    taken = ngettext("%(n)s reading", "%(n)s readings", readings) % {"n": readings}
    due = sum(one.is_due for one in due_readings(campaign, timezone.localdate()))
    if not due:
        return f"{counted}, {taken}"
    late = ngettext("%(n)s reading is due", "%(n)s readings are due", due) % {"n": due}
    return f"{counted}, {taken} · {late}"
