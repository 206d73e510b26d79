"""How far each section is, and what the contents say of it."""

from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import AudienceRank, SafetyCheck
from campaigns.models import Campaign
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
