"""How far each section is, and what the contents say of it."""

from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import AudienceRank, SafetyCheck
from campaigns.models import Campaign, Message
from campaigns.sections.objectives import lacks
from campaigns.states import State, state_of


def frame(campaign: Campaign) -> State:
    """A campaign has a title from its first moment on."""
    return state_of(True, campaign.summary and campaign.start_date and campaign.end_date)


def situation(campaign: Campaign) -> State:
    evidence = list(campaign.evidence_rows.all())
    has_sources = evidence and all(one.source for one in evidence)
    begun = campaign.situation or campaign.unknowns or evidence
    return state_of(begun, campaign.situation and campaign.unknowns and has_sources)


def problem(campaign: Campaign) -> State:
    causes, consequences = campaign.cause_rows.exists(), campaign.consequence_rows.exists()
    core = campaign.core_problem
    return state_of(core or causes or consequences, core and causes and consequences)


def vague_objectives(campaign: Campaign) -> tuple[int, int]:
    """How many objectives there are, and how many of them still lack something."""
    rows = list(campaign.objective_rows.all())
    lacking = sum(
        bool(lacks(row.who, row.change, row.amount, row.by_date, campaign.start_date))
        for row in rows
    )
    return len(rows), lacking


def objectives(campaign: Campaign) -> State:
    total, vague = vague_objectives(campaign)
    return state_of(total, not vague)


def note_of_objectives(campaign: Campaign) -> str:
    total, vague = vague_objectives(campaign)
    if not total:
        return ""
    counted = ngettext("%(n)s objective", "%(n)s objectives", total) % {"n": total}
    return (
        _("%(counted)s, %(vague)s to sharpen")
        % {
            "counted": counted,
            "vague": vague,
        }
        if vague
        else counted
    )


def audiences(campaign: Campaign) -> State:
    rows = list(campaign.audience_rows.all())
    has_primary = any(row.rank == AudienceRank.PRIMARY for row in rows)
    return state_of(rows, has_primary and all(row.size and row.size_source for row in rows))


def note_of_audiences(campaign: Campaign) -> str:
    total = campaign.audience_rows.count()
    return ngettext("%(n)s audience", "%(n)s audiences", total) % {"n": total} if total else ""


def money(campaign: Campaign) -> tuple[Decimal, Decimal]:
    """The whole budget, and what of it is for monitoring."""
    sums = campaign.budgetline_rows.aggregate(
        all=Sum("amount"), monitoring=Sum("amount", filter=Q(is_monitoring=True))
    )
    return sums["all"] or Decimal(0), sums["monitoring"] or Decimal(0)


def budget(campaign: Campaign) -> State:
    total, monitoring = money(campaign)
    return state_of(campaign.budgetline_rows.exists(), total and monitoring)


def note_of_budget(campaign: Campaign) -> str:
    total, monitoring = money(campaign)
    if not total:
        return ""
    return _("%(total)s %(currency)s, %(share)s%% of it for monitoring") % {
        "total": number_format(total, 0, force_grouping=True),
        "currency": campaign.currency,
        "share": round(100 * monitoring / total),
    }


def team(campaign: Campaign) -> State:
    rows = list(campaign.teammember_rows.all())
    return state_of(rows, all(row.task for row in rows))


def risks(campaign: Campaign) -> State:
    rows = list(campaign.risk_rows.all())
    checked = set(campaign.safety_checks) == set(SafetyCheck.values)
    return state_of(
        rows or campaign.safety_checks, rows and checked and all(row.answer for row in rows)
    )


def note_of_risks(campaign: Campaign) -> str:
    return _("%(done)s of %(all)s checks thought through") % {
        "done": len(set(campaign.safety_checks)),
        "all": len(SafetyCheck.values),
    }


def personas(campaign: Campaign) -> State:
    rows = list(campaign.persona_rows.all())
    return state_of(rows, all(row.does_now and row.does_then and row.barriers for row in rows))


def note_of_personas(campaign: Campaign) -> str:
    total = campaign.persona_rows.count()
    return ngettext("%(n)s persona", "%(n)s personas", total) % {"n": total} if total else ""


def messages(campaign: Campaign) -> State:
    """Complete with an audience, a call, a text in two languages, and one pretest at least."""
    rows = list(campaign.message_rows.all())
    whole = all(row.audience_id and row.call and len(languages_of(row)) > 1 for row in rows)
    return state_of(rows, whole and campaign.pretest_rows.exists())


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


def channels(campaign: Campaign) -> State:
    rows = list(campaign.channeluse_rows.all())
    return state_of(rows, all(row.audience_id and row.reason and row.since for row in rows))


def note_of_channels(campaign: Campaign) -> str:
    total = campaign.channeluse_rows.count()
    return ngettext("%(n)s channel", "%(n)s channels", total) % {"n": total} if total else ""


def monitoring(campaign: Campaign) -> State:
    """Complete where every objective has an indicator with baseline, target and somebody."""
    rows = list(campaign.indicator_rows.all())
    objectives = set(campaign.objective_rows.values_list("pk", flat=True))
    covered = objectives <= {row.objective_id for row in rows}
    return state_of(rows, covered and all(row.baseline and row.target and row.who for row in rows))


def note_of_monitoring(campaign: Campaign) -> str:
    total = campaign.indicator_rows.count()
    if not total:
        return ""
    counted = ngettext("%(n)s indicator", "%(n)s indicators", total) % {"n": total}
    readings = campaign.indicatorreading_rows.count()
    taken = ngettext("%(n)s reading", "%(n)s readings", readings) % {"n": readings}
    return f"{counted}, {taken}"
