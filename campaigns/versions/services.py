"""An older version of a message is taken back."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.choices import SheetKind
from campaigns.models import Campaign
from campaigns.policy import check_edit
from campaigns.sections.forms import SheetForms, untouched
from campaigns.sections.registry import SECTIONS
from campaigns.sections.services import save_sheet
from campaigns.versions.reading import MessageHistory, Version
from sessions.errors import NotNow, Refusal

ROWS = "messages"


def take_back_version(
    campaign: Campaign, history: MessageHistory, version: Version, *, seen: int, by: User
) -> None:
    """Write what a message said then over what it says now; a removed one comes back.

    It is saved as if somebody had typed it: what it replaces is a version like any other.

    :param seen: the version of the section that the person had before them.
    :raises PermissionDenied: the person may only read, or the plan is not to change now.
    :raises ChangedMeanwhile: somebody saved the messages in between.
    :raises NotNow: it cannot be written any more.
    """
    check_edit(by, campaign)
    section = SECTIONS[SheetKind.MESSAGES]
    data = untouched(section, campaign)
    _write_over(data, SheetForms(section, campaign), history, version, campaign)
    forms = SheetForms(section, campaign, data)
    if not forms.is_valid():
        raise NotNow(_("The messages have to be set right first: look at the section."))
    save_sheet(campaign, forms, seen=seen, by=by)


def _write_over(
    data: QueryDict,
    there: SheetForms,
    history: MessageHistory,
    version: Version,
    campaign: Campaign,
) -> None:
    (row_set,) = (one for one in there.row_sets if one.prefix == ROWS)
    numbers = list(row_set.there)
    is_new = history.pk not in numbers
    index = len(numbers) if is_new else numbers.index(history.pk)
    audiences = set(campaign.audience_rows.values_list("pk", flat=True))
    for name, value in version.values.items():
        kept = value if name != "audience" or value in audiences else None
        data[f"{ROWS}-{index}-{name}"] = "" if kept is None else str(kept)
        if is_new:
            data[f"initial-{ROWS}-{index}-{name}"] = ""
    if is_new:
        data[f"{ROWS}-TOTAL_FORMS"] = str(index + 1)


def version_of(history: MessageHistory, key: int) -> Version:
    """:raises Refusal: there is no such version."""
    for version in history.versions:
        if version.key == key:
            return version
    raise Refusal(_("This version is not there."))
