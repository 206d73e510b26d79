"""Forms about ideas."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.choices import IdeaKind, IdeaStatus
from sessions.models import Idea
from volunteers.models import Project


class IdeaForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=IdeaKind,
        widget=forms.RadioSelect,
        initial=IdeaKind.LESSON,
    )
    title = forms.CharField(
        label=_("In one line"),
        max_length=120,
        error_messages={"required": _("Give it a title.")},
    )
    text = forms.CharField(
        label=_("How would it work?"),
        help_text=_(
            "For whom, what you would do, what it needs. No names of other people, please."
        ),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say what you would do.")},
    )
    project = forms.ModelChoiceField(
        label=_("For which project?"),
        queryset=Project.objects.all(),
        required=False,
        empty_label=_("none of them, or all"),
    )


class IdeaAnswerForm(forms.Form):
    status = forms.ChoiceField(
        label=_("What comes of it?"),
        choices=[one for one in IdeaStatus.choices if one[0] != IdeaStatus.NEW],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("The author gets it by mail, and everyone can read it here."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, idea: Idea) -> None:
        status = IdeaStatus.OPEN if idea.status == IdeaStatus.NEW else idea.status
        super().__init__(data, initial={"status": status, "answer": idea.answer})
