"""What is asked for before a job."""

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from transfers.imports.faults import FileRefused
from transfers.imports.kinds import import_kind_named, import_kinds
from transfers.imports.reading import CsvFile


class ImportForm(forms.Form):
    """A file, and what it holds. Says at once what a look at its first lines shows."""

    kind = forms.ChoiceField(label=_("What the file holds"), widget=forms.RadioSelect)
    file = forms.FileField(label=_("CSV file"))

    def __init__(self, request: HttpRequest) -> None:
        sent = request.method == "POST"
        super().__init__(request.POST if sent else None, request.FILES if sent else None)
        self.too_large = getattr(request, "upload_was_too_large", False)
        self.fields["kind"].choices = [(kind.name, kind.label) for kind in import_kinds()]
        limit = filesizeformat(settings.IMPORT_MAX_BYTES)
        self.fields["file"].help_text = _(
            "UTF-8, with commas or semicolons, at most %(limit)s."
        ) % {"limit": limit}
        self.fields["file"].widget.attrs = {
            "accept": ".csv,text/csv",
            "data-max-bytes": settings.IMPORT_MAX_BYTES,
            "data-too-large": self.too_large_message(),
        }
        if self.too_large:
            self.fields["file"].error_messages["required"] = self.too_large_message()

    def too_large_message(self) -> str:
        return _("The file is larger than %(limit)s. Split it into smaller ones.") % {
            "limit": filesizeformat(settings.IMPORT_MAX_BYTES)
        }

    def clean(self) -> dict:
        cleaned = super().clean()
        if "kind" in cleaned and "file" in cleaned:
            stream = cleaned["file"].file
            try:
                CsvFile(stream, import_kind_named(cleaned["kind"]).columns)
            except FileRefused as refusal:
                self.add_error("file", [str(fault) for fault in refusal.faults])
            stream.seek(0)
        return cleaned
