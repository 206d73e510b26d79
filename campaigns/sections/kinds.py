"""What a section is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import ngettext

from campaigns.sections.examples import count_examples
from campaigns.states import Progress


@dataclass(frozen=True)
class Rows:
    """Rows of one kind in a section.

    :param name: stands in the names of fields.
    :param add: the words on the button that adds one.
    :param parent: the foreign key to what the rows belong to.
    :param names_worker: the field that names somebody who works on the campaign; their names are
        proposed there.
    """

    name: str
    model: type[models.Model]
    title: Promise
    add: Promise
    fields: tuple[str, ...]
    hint: Promise | str = ""
    parent: str = "campaign"
    names_worker: str = ""

    @property
    def related_fields(self) -> list[str]:
        return [name for name in self.fields if self.model._meta.get_field(name).is_relation]

    @property
    def relation(self) -> str:
        """The parent's attribute that holds the rows."""
        return self.model._meta.get_field(self.parent).remote_field.get_accessor_name()

    def of(self, parent: models.Model) -> models.QuerySet:
        return self.model.objects.filter(**{self.parent: parent})


@dataclass(frozen=True)
class Section:
    """A part of a plan that is written on one page.

    :param guide: what good looks like, three sentences.
    :param fields: of the campaign (or whatever the section is about).
    :param measure: how far it is, and what it lacks.
    :param about: what is to be written, in one line.
    :param note: a few words beside it in the contents.
    """

    kind: str
    title: Promise
    guide: tuple[Promise, ...]
    measure: Callable[[models.Model], Progress]
    fields: tuple[str, ...] = ()
    rows: tuple[Rows, ...] = ()
    note: Callable[[models.Model], str] | None = None
    widgets: dict = field(default_factory=dict)
    form: type | None = None
    about: Promise | str = ""

    def progress(self, parent: models.Model) -> Progress:
        """How far it is; an example of a template that nobody has written over is missing, too."""
        measured = self.measure(parent)
        examples = count_examples(self, parent)
        if not examples:
            return measured
        words = ngettext("%(n)s example to write over", "%(n)s examples to write over", examples)
        return Progress(measured.has_begun, [*measured.missing, words % {"n": examples}])
