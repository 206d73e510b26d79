"""A section's form: fields of one object, and rows that belong to it.

Every field carries along what the person saw when they began. So what they typed can be told from
what they merely sent back, and is put on top of what somebody else wrote meanwhile.
"""

import datetime
from collections.abc import Iterable, Iterator

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from campaigns.sections.kinds import Rows, Section
from campaigns.sections.objectives import lacks
from campaigns.sections.references import (
    NEW,
    RowChoiceField,
    check_references,
    choices_of,
    token_of,
    written_now,
)
from campaigns.sections.texts import notes_of

MOST_ROWS = 60
MAIN = "main"
WORKERS = "workers"
"""The element with the names of those who work on the campaign."""
A_SENTENCE = 200
"""Letters from which on a field grows with what is typed: nobody reads what a line cuts off."""


class SeenForm(forms.ModelForm):
    """A form that knows what its reader saw."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True
        self.label_suffix = ""

    def seen(self) -> SafeString:
        """The hidden fields with what was there."""
        hidden = [bound for bound in self if bound.field.show_hidden_initial]
        return format_html_join(
            "", "{}", ((bound.as_hidden(only_initial=True),) for bound in hidden)
        )

    @property
    def typed(self) -> list[str]:
        return [name for name in self.changed_data if name != "DELETE"]


class RowForm(SeenForm):
    use_required_attribute = False

    def _get_validation_exclusions(self) -> set[str]:
        """A row that is sent along has no number to be looked up; it gets one before this one."""
        new = {
            name
            for name, value in self.cleaned_data.items()
            if isinstance(value, models.Model) and value.pk is None
        }
        return super()._get_validation_exclusions() | new

    @property
    def lacks(self) -> list:
        """Of an objective: what would make it one that can be measured."""
        row = self.instance
        return lacks(row.who, row.change, row.amount, row.by_date, row.campaign.start_date)

    @property
    def text_notes(self) -> list[str]:
        """Of a message: what is missing, where its texts fit, how they read."""
        return notes_of(self.instance)


def form_class(
    model: type[models.Model],
    fields: Iterable[str],
    base: type[SeenForm],
    widgets: dict,
    references: Iterable[str] = (),
) -> type[SeenForm]:
    """:param references: the fields that refer to other rows of the plan."""
    return forms.modelform_factory(
        model,
        form=base,
        fields=list(fields),
        widgets=widgets,
        field_classes=dict.fromkeys(references, RowChoiceField),
    )


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def widgets_of(model: type[models.Model], fields: Iterable[str]) -> dict:
    """A day is chosen in the browser's calendar; a text has as many lines as it may need."""
    found = {}
    for name in fields:
        field = model._meta.get_field(name)
        if isinstance(field, models.DateField):
            found[name] = day_input()
        elif isinstance(field, models.TextField):
            found[name] = forms.Textarea(attrs={"rows": 5 if field.max_length > 1000 else 2})
        elif isinstance(field, models.CharField) and field.max_length >= A_SENTENCE:
            found[name] = forms.Textarea(attrs={"rows": 1})
    return found


def related_rows(model: type[models.Model], name: str, parent: models.Model) -> tuple:
    """What a row may refer to: rows of the same campaign; read once for all rows of a page."""
    offered = model._meta.get_field(name).related_model.objects.filter(campaign=parent.pk)
    return offered, [("", _("choose")), *((row.pk, str(row)) for row in offered)]


class RowFormSet(forms.BaseFormSet):
    """The rows of one kind, each known by its number."""

    def __init__(
        self,
        *args,
        rows: Rows,
        parent: models.Model,
        before: Iterable["RowFormSet"] = (),
        **kwargs,
    ) -> None:
        """:param before: the rows further up on the page; new ones can be chosen here."""
        self.rows, self.parent = rows, parent
        by_model = {row_set.rows.model: row_set for row_set in before}
        self.beside: dict[str, RowFormSet] = {
            name: by_model[target]
            for name in rows.related_fields
            if (target := rows.model._meta.get_field(name).related_model) in by_model
        }
        self.choices = {
            name: related_rows(rows.model, name, parent) for name in rows.related_fields
        }
        self.there = {row.pk: row for row in rows.of(parent)} if parent.pk else {}
        super().__init__(*args, prefix=rows.name, **kwargs)
        if not self.is_bound:
            self.extra = 0 if self.there else 1
            self.initial = [{} for _row in self.there]

    def initial_form_count(self) -> int:
        """None when sent: an empty row is then no fault, whichever it was."""
        return 0 if self.is_bound else len(self.there)

    def get_form_kwargs(self, index: int | None) -> dict:
        kwargs = super().get_form_kwargs(index)
        if self.is_bound:
            number = self.data.get(f"{self.prefix}-{index}-id", "")
            row = self.there.get(int(number)) if number.isdecimal() and len(number) < 19 else None
        else:
            known = list(self.there.values())
            row = known[index] if index is not None and index < len(known) else None
        return kwargs | {"instance": row or self._new()}

    def _new(self) -> models.Model:
        return self.rows.model(**{self.rows.parent: self.parent})

    def add_fields(self, form: RowForm, index: int | None) -> None:
        super().add_fields(form, index)
        for name, (offered, there) in self.choices.items():
            field, choices = form.fields[name], there
            field.queryset = offered
            if name in self.beside:
                field.sent_along = self.sent_along[name]
                choices = [*there, *choices_of(field.sent_along)]
                field.widget.attrs |= {
                    "data-refers": self.beside[name].prefix,
                    "data-named-by": self.beside[name].rows.model.NAMED_BY,
                }
            field.choices = choices

    @cached_property
    def sent_along(self) -> dict[str, dict[str, RowForm]]:
        """New rows further up, for each field that may refer to them."""
        return {
            name: written_now(row_set.forms) if self.is_bound else {}
            for name, row_set in self.beside.items()
        }

    def clean(self) -> None:
        """Nothing that was measured or asked goes away unseen with what it belongs to."""
        kept = [form for form in self.forms if not self._should_delete_form(form)]
        for name, row_set in self.beside.items():
            going = [form for form in row_set.forms if row_set._should_delete_form(form)]
            gone = {form.instance.pk or id(form.instance) for form in going}
            check_references(kept, name, gone)

    @cached_property
    def kept(self) -> list[RowForm]:
        """The rows that are to be there, in their order."""
        return [
            form
            for form in self.forms
            if form not in self.deleted_forms and (form.instance.pk or form.has_changed())
        ]


class SheetForms:
    """Everything that is sent together."""

    def __init__(self, section: Section, parent: models.Model, data: QueryDict | None = None):
        self.section, self.parent, self.data = section, parent, data
        self.main = None
        if section.fields:
            widgets = widgets_of(type(parent), section.fields) | section.widgets
            cls = form_class(type(parent), section.fields, section.form or SeenForm, widgets)
            self.main = cls(data, instance=parent, prefix=MAIN)
        self.row_sets: list[RowFormSet] = []
        for rows in section.rows:
            self.row_sets.append(self._row_set(rows, data))

    def _row_set(self, rows: Rows, data: QueryDict | None) -> RowFormSet:
        widgets = widgets_of(rows.model, rows.fields)
        if rows.names_worker:
            widgets[rows.names_worker] = forms.TextInput(attrs={"list": WORKERS})
        cls = forms.formset_factory(
            form_class(rows.model, rows.fields, RowForm, widgets, rows.related_fields),
            formset=RowFormSet,
            can_delete=True,
            max_num=MOST_ROWS,
            absolute_max=MOST_ROWS,
            validate_max=True,
        )
        return cls(data, rows=rows, parent=self.parent, before=self.row_sets)

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in (self.main, *self.row_sets) if form is not None]
        return all(checked)

    @property
    def has_errors(self) -> bool:
        parts = [self.main, *self.row_sets]
        return self.data is not None and not all(part.is_valid() for part in parts if part)

    def with_others(self, parent: models.Model) -> "SheetForms":
        """The same as things stand now, with everything on top that this person has typed.

        :param parent: read anew.
        """
        data = untouched(self.section, parent)
        fresh = SheetForms(self.section, parent)
        self.moved: dict[str, str] = {}
        if self.main is not None:
            self._bring(self.main, MAIN, data)
        for mine, now in zip(self.row_sets, fresh.row_sets, strict=True):
            self._bring_rows(mine, now, data)
        return SheetForms(self.section, parent, data)

    def _bring_rows(self, mine: RowFormSet, now: RowFormSet, data: QueryDict) -> None:
        index_of = {pk: index for index, pk in enumerate(now.there)}
        total = len(now.there)
        for form in mine.forms:
            index = index_of.get(form.instance.pk)
            if index is None:
                if not form.typed:
                    continue
                index, total = total, total + 1
                self.moved[token_of(form)] = f"{NEW}{now.prefix}-{index}"
                names = form.fields
                data.update({f"initial-{now.prefix}-{index}-{name}": "" for name in names})
            else:
                names = form.typed
            self._bring(form, f"{now.prefix}-{index}", data, names)
        data[f"{now.prefix}-TOTAL_FORMS"] = str(total)

    def _bring(self, form: SeenForm, prefix: str, data: QueryDict, names=None) -> None:
        names = list(form.typed if names is None else names)
        if f"{form.prefix}-DELETE" in self.data:
            names.append("DELETE")
        for name in names:
            values = self.data.getlist(f"{form.prefix}-{name}")
            if isinstance(form.fields.get(name), RowChoiceField):
                values = [self.moved.get(value, value) for value in values]
            data.setlist(f"{prefix}-{name}", values)


def untouched(section: Section, parent: models.Model) -> QueryDict:
    """What a browser would send of the section as it stands, with nothing typed into it."""
    fresh, data = SheetForms(section, parent), QueryDict(mutable=True)
    if fresh.main is not None:
        _fill(data, fresh.main)
    for row_set in fresh.row_sets:
        for index, pk in enumerate(row_set.there):
            _fill(data, row_set.forms[index])
            data[f"{row_set.prefix}-{index}-id"] = str(pk)
        data[f"{row_set.prefix}-TOTAL_FORMS"] = str(len(row_set.there))
        data[f"{row_set.prefix}-INITIAL_FORMS"] = "0"
    return data


def _fill(data: QueryDict, form: SeenForm) -> None:
    """What a browser would send of an untouched form."""
    for name in form.fields:
        if name == "DELETE":
            continue
        bound = form[name]
        values = list(_sent(bound.value()))
        data.setlist(bound.html_name, values)
        data.setlist(bound.html_initial_name, values)


def _sent(value) -> Iterator[str]:
    if value is None or value is False:
        return
    if value is True:
        yield "on"
    elif isinstance(value, list | tuple):
        yield from (str(one) for one in value)
    elif isinstance(value, datetime.date):
        yield value.isoformat()
    else:
        yield str(value)
