"""The forms of workshops."""

import datetime

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, User
from campaigns.choices import AccessLevel, CampaignStatus
from campaigns.forms import day_input, offer_organisations
from campaigns.models import AgendaItem, Campaign, Material, Workshop, WorkshopOrganisation
from campaigns.starting.filling import TEMPLATES
from campaigns.workshops.choices import ItemKind
from campaigns.workshops.people import LONGEST_ADDRESS

MEETINGS_WITHIN = datetime.timedelta(days=180)
MOST_OFFERED = 20


def _link_field(label, help_text, *, required: bool, max_length: int) -> forms.URLField:
    return forms.URLField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=max_length,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"])],
    )


class WorkshopForm(forms.ModelForm):
    link = _link_field(
        gettext_lazy("Link to join online"),
        gettext_lazy("Only for who joins from afar. It begins with https://"),
        required=False,
        max_length=200,
    )

    class Meta:
        model = Workshop
        fields = ["organisation", "title", "goal", "start_date", "end_date", "place", "link"]
        widgets = {
            "goal": forms.Textarea(attrs={"rows": 3}),
            "start_date": day_input(),
            "end_date": day_input(),
        }

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self.fields["organisation"], user)
        self.fields["goal"].help_text = _("In one or two sentences; the invitation says it, too.")


class NewWorkshopForm(WorkshopForm):
    with_agenda = forms.BooleanField(
        label=gettext_lazy("Begin with the example agenda"),
        help_text=gettext_lazy(
            "Three days from the situation to the next steps; all can be changed."
        ),
        required=False,
        initial=True,
    )


def _time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class ItemForm(forms.ModelForm):
    """One item of the agenda."""

    class Meta:
        model = AgendaItem
        fields = [
            "date",
            "starts",
            "ends",
            "kind",
            "title",
            "section",
            "organisation",
            "led_by",
            "note",
        ]
        widgets = {
            "date": day_input(),
            "starts": _time_input(),
            "ends": _time_input(),
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        workshop = self.instance.workshop
        self.fields["organisation"].queryset = Organisation.objects.filter(
            workshop_places__workshop=workshop
        )
        self.fields["organisation"].empty_label = _("Everybody")
        self.fields["organisation"].help_text = _("For a bilateral meeting.")
        self.fields["section"].help_text = _(
            "For an exercise or a meeting: participants land there in their own plan."
        )
        # Two forms of this kind can be open on one page.
        self.auto_id = f"item-{self.instance.pk or 'new'}-{self.instance.date}-%s"

    def clean(self) -> dict:
        values = super().clean()
        # What does not belong to the kind is left out: whoever changes a kind need not tidy up.
        if values.get("kind") not in {ItemKind.EXERCISE, ItemKind.MEETING}:
            values["section"] = ""
        if values.get("kind") != ItemKind.MEETING:
            values["organisation"] = None
        if date := values.get("date"):
            self._check_day(date, values.get("kind"))
        return values

    def _check_day(self, date: datetime.date, kind: str | None) -> None:
        workshop = self.instance.workshop
        if date < workshop.start_date:
            self.add_error("date", _("The workshop begins later."))
        elif date > workshop.end_date + MEETINGS_WITHIN:
            self.add_error("date", _("Meetings lie within half a year after the workshop."))
        elif date > workshop.end_date and kind != ItemKind.MEETING:
            self.add_error("date", _("The workshop is over then: only meetings come later."))


class MaterialForm(forms.ModelForm):
    url = _link_field(
        gettext_lazy("Link"),
        gettext_lazy("Where it lies; everybody who comes must be able to open it."),
        required=True,
        max_length=500,
    )

    class Meta:
        model = Material
        fields = ["title", "url"]


class OrganisationForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        queryset=Organisation.objects.none(),
        empty_label=gettext_lazy("Choose one"),
    )

    def __init__(self, *args, workshop: Workshop, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        there = workshop.teams.values("organisation")
        self.fields["organisation"].queryset = Organisation.objects.exclude(pk__in=there)


class ParticipantForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        queryset=Organisation.objects.all(),
        empty_label=gettext_lazy("Choose one"),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=gettext_lazy("For the invitation."),
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class PasteForm(forms.Form):
    rows = forms.CharField(
        label=gettext_lazy("One person a line: name, organisation, e-mail address"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "As copied from a spreadsheet, or with commas or semicolons between."
        ),
        max_length=40_000,
    )


class FacilitatorForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    level = forms.ChoiceField(
        label=gettext_lazy("In the plans they may"),
        choices=[one for one in AccessLevel.choices if one[0] != AccessLevel.VIEW],
    )


class BeginForm(forms.Form):
    """How an organisation's plan at the workshop begins."""

    start = forms.ChoiceField(
        label=gettext_lazy("Begin with"), widget=forms.RadioSelect, initial="families"
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For a new plan; it can be changed later."),
    )

    def __init__(self, *args, team: WorkshopOrganisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.own = {
            f"own-{one.pk}": one
            for one in Campaign.objects.filter(organisation=team.organisation).exclude(
                status=CampaignStatus.CLOSED
            )[:MOST_OFFERED]
        }
        self.fields["start"].choices = [
            *TEMPLATES.items(),
            ("empty", _("An empty plan")),
            *(
                (key, _("Our campaign “%(title)s”") % {"title": one.title})
                for key, one in self.own.items()
            ),
        ]

    def asked(self) -> dict:
        """What ``begin_plan`` takes."""
        start = self.cleaned_data["start"]
        return {
            "campaign": self.own.get(start),
            "template": start if start in TEMPLATES else "",
            "title": self.cleaned_data["title"],
        }
