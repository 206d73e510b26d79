"""The forms of coordinators, in the words for those who fill them in about themselves."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volunteers.choices import WeeklyTimeKind
from volunteers.forms import AwayForm, HoursForm, WishForm


class OwnHoursForm(HoursForm):
    title = gettext_lazy("Hours of my week")
    kind = forms.ChoiceField(
        label=gettext_lazy("What are you then?"),
        choices=[
            (WeeklyTimeKind.AVAILABLE, gettext_lazy("free, I can teach")),
            (WeeklyTimeKind.SCHOOL, gettext_lazy("at school myself")),
        ],
        widget=forms.RadioSelect,
        initial=WeeklyTimeKind.AVAILABLE,
        help_text=gettext_lazy("Lessons are kept out of your own school hours."),
    )


class OwnAwayForm(AwayForm):
    title = gettext_lazy("I am away")

    def clean(self) -> dict:
        given = super().clean()
        if given.get("until") and given["until"] < timezone.localdate():
            self.add_error("until", _("That is over. Choose a day from today on."))
        return given


class OwnWishForm(WishForm):
    title = gettext_lazy("How much I want to teach")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["most_sessions_a_week"]
        field.label = _("At most so many lessons a week")
        field.help_text = _("Leave it empty if you take them as they come.")
