"""A section is saved, unless somebody else's change would be overwritten unseen."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import Campaign, Sheet, SheetChange
from campaigns.policy import check_edit
from campaigns.sections.changes import differences, picture_of
from campaigns.sections.forms import RowFormSet, SheetForms
from sessions.errors import ChangedMeanwhile

MOST_TOLD = 20


@transaction.atomic
def save_sheet(
    campaign: Campaign, forms: SheetForms, *, seen: int, by: User, subject: int = 0
) -> Sheet:
    """Write what a person typed into a section; where they typed nothing, nothing happens.

    :param forms: valid ones.
    :param seen: the version that the person had before them.
    :raises ChangedMeanwhile: somebody saved in between; ``changes`` are theirs, latest first.
    """
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    check_edit(by, campaign)
    section = forms.section
    sheet, _created = Sheet.objects.get_or_create(
        campaign=campaign, kind=section.kind, subject=subject
    )
    if sheet.version != seen:
        raise ChangedMeanwhile(
            _("Somebody else saved this section while you were writing. Nothing of yours is lost."),
            changes_since(sheet, seen),
        )
    before = picture_of(section, _again(forms.parent))
    _write(forms)
    if changes := differences(before, picture_of(section, _again(forms.parent))):
        sheet.version += 1
        sheet.save(update_fields=["version"])
        SheetChange.objects.create(sheet=sheet, version=sheet.version, by=by, changes=changes)
    return sheet


def changes_since(sheet: Sheet, seen: int) -> list[SheetChange]:
    """What was saved after a version, latest first."""
    later = sheet.sheet_changes.filter(version__gt=seen).select_related("by")
    return list(later[:MOST_TOLD])


def _again(parent: models.Model) -> models.Model:
    return type(parent)._default_manager.get(pk=parent.pk)


def _write(forms: SheetForms) -> None:
    if forms.main is not None and forms.main.typed:
        # Other fields of the same row belong to other sections, and may be newer by now.
        forms.main.instance.save(update_fields=forms.main.typed)
    for row_set in forms.row_sets:
        _write_rows(row_set)


def _write_rows(row_set: RowFormSet) -> None:
    gone = [form.instance.pk for form in row_set.deleted_forms if form.instance.pk]
    row_set.rows.model.objects.filter(pk__in=gone).delete()
    for number, form in enumerate(row_set.kept, start=1):
        if form.instance.number != number or form.has_changed():
            form.instance.number = number
            form.instance.save()
