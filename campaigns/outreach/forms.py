"""Forms about posts, accounts and what platforms say of them."""

import datetime
from decimal import Decimal

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from campaigns.days import check_day
from campaigns.models import Campaign, Platform, Post, PostReading, SocialAccount
from campaigns.outreach.choices import MEASURES, MOST_MEASURED
from campaigns.outreach.counting import Span
from regions.choices import Language
from regions.models import Region
from volunteers.models import Project, Volunteer

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONGEST_TEXT = 5000
OF_A_PLAN = ("message", "channel")
"""What a post has of the plan of its campaign."""


def day_field(label, *, required: bool = True, help_text="", initial=None) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        initial=initial,
        widget=DAY,
        validators=[check_day],
        error_messages={"required": _("Choose a day.")},
    )


def link_field(*, required: bool, help_text="") -> forms.URLField:
    return forms.URLField(
        label=_("Link to the post"),
        required=required,
        help_text=help_text,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={
            "required": _("Paste the link to your post."),
            "invalid": _("This is no link. Open the post, press “Share”, then “Copy link”."),
        },
    )


def language_field() -> forms.ChoiceField:
    choices = [("", _("not said")), *Language.choices]
    return forms.ChoiceField(label=_("Language"), choices=choices, required=False)


class SubmitForm(forms.Form):
    """A volunteer's post: a link is enough, the rest is guessed and can be changed."""

    link = link_field(
        required=True, help_text=_("In the app: “Share”, then “Copy link”, then paste it here.")
    )
    published_on = day_field(_("When did it go out?"))
    project = forms.ModelChoiceField(
        label=_("Which project is it about?"),
        queryset=Project.objects.none(),
        required=False,
        empty_label=_("none of them, or all"),
    )
    language = language_field()
    text = forms.CharField(
        label=_("What does it say?"),
        help_text=_("In a sentence. No names of children, please."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, volunteer: Volunteer) -> None:
        enrolled = Project.objects.filter(
            enrolments__volunteer=volunteer, enrolments__left_date=None
        ).distinct()
        projects = list(enrolled)
        first = {
            "published_on": timezone.localdate(),
            "project": projects[0].pk if len(projects) == 1 else None,
            "language": volunteer.languages[0] if volunteer.languages else "",
        }
        super().__init__(data, initial=first)
        self.fields["project"].queryset = enrolled


class ProposeForm(SubmitForm):
    """The same where a coordinator says yes first: what is to be published, and when."""

    link = link_field(
        required=False, help_text=_("Only if it is out already. Else it comes later.")
    )
    published_on = None
    planned_on = day_field(_("When would you publish it?"), required=False)
    platform = forms.ChoiceField(label=_("Where?"), choices=Platform)
    text = forms.CharField(
        label=_("What will it say?"),
        help_text=_("No names of children, please."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what you would publish.")},
    )

    field_order = ("text", "platform", "planned_on", "project", "language", "link")


class PostForm(forms.ModelForm):
    """A post as coordinators and partners write it."""

    link = link_field(required=False)
    published_on = day_field(
        _("Published on"), required=False, help_text=_("Empty while it is only planned.")
    )
    planned_on = day_field(_("Planned for"), required=False)
    language = language_field()

    class Meta:
        model = Post
        fields = (
            "text",
            "account",
            "platform",
            "link",
            "planned_on",
            "published_on",
            "project",
            "campaign",
            "message",
            "channel",
            "region",
            "language",
            "cost",
        )
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(
        self, data=None, *, user: User, instance: Post | None = None, first_campaign: int = 0
    ) -> None:
        """:param first_campaign: the number of the one that a new post is probably of."""
        super().__init__(data, instance=instance)
        accounts = SocialAccount.objects.visible_to(user).open()
        self.fields["account"].queryset = accounts
        self.fields["account"].empty_label = _("somebody’s own page")
        self.fields["platform"].required = False
        self.fields["platform"].choices = [
            ("", _("as the account or link says")),
            *Platform.choices,
        ]
        self.fields["platform"].help_text = _("Choose it where there is neither account nor link.")
        self._offer_campaigns(Campaign.objects.visible_to(user), first_campaign)
        self.fields["project"].empty_label = _("none of them, or all")
        regions = Region.objects.visible_to(user).current()
        if regions.exists():
            self.fields["region"].queryset = regions
            self.fields["region"].empty_label = _("not known, or the whole country")
            self.fields["region"].required = not user.sees_all_regions
        else:
            del self.fields["region"]

    def _offer_campaigns(self, campaigns: QuerySet[Campaign], first: int) -> None:
        """With what their plans say; a campaign that the reader does not see stays as it is."""
        held = self.instance.campaign_id
        if held and not campaigns.filter(pk=held).exists():
            for name in ("campaign", *OF_A_PLAN):
                del self.fields[name]
            return
        self.fields["campaign"].queryset = campaigns
        self.fields["campaign"].empty_label = _("none")
        if first:
            self.initial["campaign"] = campaigns.filter(pk=first).first()
        for name in OF_A_PLAN:
            self._offer_rows_of(name, campaigns)

    def _offer_rows_of(self, name: str, campaigns: QuerySet[Campaign]) -> None:
        """Rows of plans, under the titles of their campaigns."""
        field = self.fields[name]
        field.queryset = field.queryset.filter(campaign__in=campaigns)
        groups: dict[str, list] = {}
        for row in field.queryset.select_related("campaign").order_by("campaign", "number", "pk"):
            groups.setdefault(row.campaign.title, []).append((row.pk, str(row)))
        if groups:
            field.choices = [("", _("none")), *groups.items()]
        else:
            del self.fields[name]

    def said(self) -> dict:
        """What was filled in, for the service; the row itself stays as it was read."""
        return {name: self.cleaned_data[name] for name in self.fields}

    def _post_clean(self) -> None:
        """The service checks it against the row as it is when it is written."""


class PublishForm(forms.Form):
    link = link_field(required=True)
    published_on = day_field(_("When did it go out?"), initial=timezone.localdate)


class AnswerForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not?"),
        help_text=_("The volunteer reads it, and a parent or guardian of a minor does, too."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def count_field(label, *, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(
        label=capfirst(label),
        min_value=0,
        max_value=MOST_MEASURED,
        required=required,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Fill in a number.")},
    )


class ReadingForm(forms.Form):
    """What a platform says of a post on a day; what it does not tell stays empty."""

    date = day_field(_("Read on"), initial=timezone.localdate)

    def __init__(self, data=None, *, reading: PostReading | None = None) -> None:
        first = {}
        if reading:
            first = {"date": reading.date} | {name: getattr(reading, name) for name in MEASURES}
            seconds = first.pop("watch_seconds")
            first["watch_hours"] = None if seconds is None else round(Decimal(seconds) / 3600, 2)
        super().__init__(data, initial=first)
        for name, label in MEASURES.items():
            if name != "watch_seconds":
                self.fields[name] = count_field(label)
        self.fields["watch_hours"] = forms.DecimalField(
            label=_("Hours watched"),
            min_value=0,
            max_value=MOST_MEASURED // 3600,
            decimal_places=2,
            required=False,
        )
        if reading:
            self.fields["date"].disabled = True

    def said(self) -> dict:
        said = {name: self.cleaned_data[name] for name in self.fields}
        hours = said.pop("watch_hours")
        return said | {"watch_seconds": None if hours is None else round(hours * 3600)}


class FollowersForm(forms.Form):
    date = day_field(_("Read on"), initial=timezone.localdate)
    followers = count_field(_("followers"), required=True)


class ReachForm(forms.Form):
    since = day_field(_("From"))
    until = day_field(_("To"))
    people = count_field(_("different people reached"), required=True)


class AccountForm(forms.ModelForm):
    class Meta:
        model = SocialAccount
        fields = ("platform", "handle", "project", "organisation", "is_open")

    def __init__(self, data=None, *, user: User, instance: SocialAccount | None = None) -> None:
        super().__init__(data, instance=instance)
        self.fields["project"].empty_label = _("all of them")
        if user.sees_all_regions:
            self.fields["organisation"].empty_label = _("the programme itself")
            self.fields["organisation"].queryset = Organisation.objects.order_by("name_en")
        else:
            del self.fields["organisation"]
        if instance is None:
            del self.fields["is_open"]

    def validate_unique(self) -> None:
        """The service looks for it, also in other capitals."""

    def validate_constraints(self) -> None:
        """The service says what is wrong, at its field."""


class FiguresForm(forms.Form):
    """Of which days, project and campaign the figures are."""

    since = day_field(_("From"))
    until = day_field(_("To"))
    project = forms.ModelChoiceField(
        label=_("Project"),
        queryset=Project.objects.all(),
        to_field_name="code",
        required=False,
        empty_label=_("all"),
    )
    campaign = forms.ModelChoiceField(
        label=_("Campaign"), queryset=Campaign.objects.none(), required=False, empty_label=_("all")
    )

    def __init__(self, data=None, *, user: User, year: int) -> None:
        """:param year: what is shown where nothing else is asked for."""
        first = {"since": datetime.date(year, 1, 1), "until": datetime.date(year, 12, 31)}
        data = data and {name: data.get(name, first.get(name)) for name in self.base_fields}
        super().__init__(data, initial=first)
        self.user = user
        campaigns = Campaign.objects.visible_to(user)
        if campaigns.exists():
            self.fields["campaign"].queryset = campaigns
        else:
            del self.fields["campaign"]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", _("The last day is before the first."))
        return cleaned

    def scope(self) -> tuple[Span, QuerySet[Post], QuerySet[SocialAccount]]:
        """What was asked for, of what the reader may see; accounts of a campaign are
        those on which its posts went out.
        """
        asked = self.cleaned_data if self.is_bound else self.initial
        posts = Post.objects.visible_to(self.user)
        accounts = SocialAccount.objects.visible_to(self.user)
        if project := asked.get("project"):
            posts, accounts = posts.filter(project=project), accounts.filter(project=project)
        if campaign := asked.get("campaign"):
            posts = posts.filter(campaign=campaign)
            accounts = accounts.used_by(campaign)
        return Span(asked["since"], asked["until"]), posts, accounts


class RulesForm(forms.Form):
    approve_before = forms.TypedChoiceField(
        label=_("Volunteers’ posts"),
        coerce=lambda word: word == "before",
        choices=[
            ("after", _("go out at once; a coordinator looks at them afterwards")),
            ("before", _("go out once a coordinator has said yes")),
        ],
        widget=forms.RadioSelect,
    )
