"""Which rows tell of a volunteer. Each app announces its own in ``traces.py``:

    announce(Trace(Training, label=_("Trainings"), shows=("project", "passed_date")))

What is announced is shown under "my data", and taken out when the volunteer is erased. A guard
test compares the announcements with every model that refers to volunteers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.db import models
from django.utils.functional import Promise

from volunteers.models import Volunteer


@dataclass(frozen=True)
class Trace:
    """Rows that tell of a volunteer, and what becomes of them.

    :param path: the foreign key that leads to the volunteer, or to the volunteer's account; also
        over another model.
    :param label: the heading under "my data".
    :param shows: the fields that are shown there; with none, the rows are not.
    :param related: what the words of a row need besides, for ``select_related``.
    :param empties: what an erasure writes into which field of the rows, which stay, since
        figures rest on them; without it the rows are deleted.
    """

    model: type[models.Model]
    label: str | Promise = ""
    path: str = "volunteer"
    shows: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    empties: Mapping[str, Any] | None = None

    @property
    def leads_to_account(self) -> bool:
        target = self.model
        for name in self.path.split("__"):
            target = target._meta.get_field(name).related_model
        return target is not Volunteer

    def rows(self, volunteer: Volunteer) -> models.QuerySet:
        return self._of(self.model, volunteer)

    def versions(self, volunteer: Volunteer) -> models.QuerySet | None:
        """Earlier states of the rows in the audit trail, where the model has one."""
        events = getattr(self.model, "pgh_event_model", None)
        return self._of(events, volunteer) if events else None

    def _of(self, model: type[models.Model], volunteer: Volunteer) -> models.QuerySet:
        number = volunteer.user_id if self.leads_to_account else volunteer.pk
        if number is None:
            return model._default_manager.none()
        return model._default_manager.filter(**{f"{self.path}_id": number})

    def erase(self, volunteer: Volunteer) -> None:
        """Delete or empty the rows, and what the audit trail keeps of them."""
        rows, versions = self.rows(volunteer), self.versions(volunteer)
        if self.empties is None:
            rows.delete()
        elif self.empties:
            rows.update(**self.empties)
        if versions is None:
            return
        with rewriting(versions.model):
            if self.empties is None:
                versions.delete()
            elif kept := self._kept_by(versions.model):
                versions.update(**kept)

    def _kept_by(self, events: type[models.Model]) -> dict[str, Any]:
        """What is to be emptied of the fields that the audit trail keeps."""
        names = {one.name for one in events._meta.concrete_fields}
        return {name: empty for name, empty in self.empties.items() if name in names}


def rewriting(*events: type[models.Model]) -> Any:
    """A context in which versions in the audit trail, else kept for good, can be changed."""
    return pgtrigger.ignore(*(f"{model._meta.label}:append_only" for model in events))


_traces: list[Trace] = []


def announce(*traces: Trace) -> None:
    _traces.extend(traces)


def traces() -> tuple[Trace, ...]:
    return tuple(_traces)
