"""Forms about platforms' files and pasted tables."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from campaigns.models import SocialAccount
from campaigns.outreach.files.columns import Meaning
from campaigns.outreach.files.reading import decoded
from campaigns.outreach.forms import day_field
from transfers.imports.faults import FileRefused

MOST_BYTES = 5_000_000


class SendForm(forms.Form):
    account = forms.ModelChoiceField(
        label=_("Of which account?"),
        queryset=SocialAccount.objects.none(),
        required=False,
        empty_label=_("several, or volunteers’ own pages"),
        help_text=_("Posts that are not here yet are added to it. Without one, only known posts."),
    )
    file = forms.FileField(
        label=_("The platform’s CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    table = forms.CharField(
        label=_("Or rows, pasted from a spreadsheet"),
        required=False,
        strip=False,
        max_length=MOST_BYTES,
        help_text=_("With the first line that names the columns, such as: link, views, reach."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    read_on = day_field(
        _("Numbers of which day?"),
        initial=timezone.localdate,
        help_text=_("The day on which the file was made; rows with a day of their own keep it."),
    )

    def __init__(self, data=None, files=None, *, user: User) -> None:
        super().__init__(data, files)
        accounts = SocialAccount.objects.visible_to(user).open()
        if not user.can(Permission.EDIT_ACCOUNTS):
            self.fields["account"].help_text = _(
                "Its file may hold all its posts: those of your regions are taken in."
            )
        if not user.can(Permission.APPROVE_POSTS):
            accounts = accounts.filter(organisation__in=user.organisation_ids)
        self.fields["account"].queryset = accounts

    def clean(self) -> dict:
        cleaned = super().clean()
        file, table = cleaned.get("file"), cleaned.get("table") or ""
        if file and file.size > MOST_BYTES:
            self.add_error("file", _("This file is larger than 5 MB. Send it in parts."))
        elif file:
            try:
                cleaned["content"] = decoded(file.read())
            except FileRefused as refusal:
                self.add_error("file", refusal.faults[0].message)
        elif not table.strip():
            self.add_error("file", _("Choose a file, or paste rows below."))
        else:
            cleaned["content"] = table
        if "\x00" in cleaned.get("content", ""):
            self.add_error("file", _("This is no text file."))
        return cleaned


class MeaningsForm(forms.Form):
    """What columns mean that nobody has written down here."""

    def __init__(self, data=None, *, heads: list[str], samples: dict[str, str]) -> None:
        """
        :param samples: what stands first in a column, by its head.
        """
        super().__init__(data)
        self.heads = heads
        for number, head in enumerate(heads):
            sample = samples.get(head)
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=head,
                choices=Meaning,
                initial=Meaning.NOTHING,
                help_text=_("For example: %(sample)s") % {"sample": sample} if sample else "",
            )

    def said(self) -> dict[str, str]:
        return {
            head: self.cleaned_data[f"column_{number}"] for number, head in enumerate(self.heads)
        }
