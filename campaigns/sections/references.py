"""A row may refer to another one that is sent along with it and has no number yet.

The new row is named by its place in the form, ``new:messages-2``; both are saved in one go.
"""

from collections.abc import Iterable

from django import forms
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NEW = "new:"
SHORT = 60


class RowChoiceField(forms.ModelChoiceField):
    """Rows that are there, and those that are sent along."""

    default_error_messages = {
        "invalid_choice": gettext_lazy("This row is not there any more: choose another one."),
        "not_written": gettext_lazy("The row that you chose is still empty: write it first."),
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sent_along: dict[str, forms.ModelForm] = {}

    def __deepcopy__(self, memo: dict) -> "RowChoiceField":
        copied = super().__deepcopy__(memo)
        copied.sent_along = {}
        return copied

    def to_python(self, value: object) -> models.Model | None:
        if not (isinstance(value, str) and value.startswith(NEW)):
            return super().to_python(value)
        if value not in self.sent_along:
            raise forms.ValidationError(self.error_messages["not_written"], code="not_written")
        return self.sent_along[value].instance


def token_of(form: forms.ModelForm) -> str:
    """How other rows name this one while it has no number."""
    return f"{NEW}{form.prefix}"


def written_now(row_forms: Iterable[forms.ModelForm]) -> dict[str, forms.ModelForm]:
    """The rows that come to be with this save, by their tokens."""
    return {
        token_of(form): form for form in row_forms if not form.instance.pk and form.has_changed()
    }


def choices_of(sent_along: dict[str, forms.ModelForm]) -> list[tuple[str, str]]:
    """As a list offers them, until they have numbers."""
    return [(token, _name_of(form)) for token, form in sent_along.items()]


def _name_of(form: forms.ModelForm) -> str:
    words = str(form[form.instance.NAMED_BY].value() or "").strip()
    return Truncator(words).chars(SHORT) if words else _("the new row")


def check_references(row_forms: Iterable[forms.ModelForm], name: str, gone: set) -> None:
    """No row is left that refers to one which is removed with the same save.

    :param name: the field that refers.
    :param gone: the rows that are removed; new ones as objects, others by number.
    """
    for form in row_forms:
        # An untouched row is not cleaned: it refers to what it has referred to.
        there = getattr(form.instance, f"{name}_id")
        row = getattr(form, "cleaned_data", {}).get(name)
        if (row and (row.pk or id(row)) in gone) or (not form.has_changed() and there in gone):
            form.add_error(
                name,
                _("This one is being removed. Choose another one, or remove this row, too."),
            )
