"""Administration of projects and volunteers."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.admin import BigTableAdmin
from volunteers.choices import VolunteerStatus
from volunteers.consenting.services import missing_beside
from volunteers.models import (
    Check,
    Consent,
    Enrolment,
    Project,
    StaffingLimits,
    Training,
    Unavailability,
    Volunteer,
    WeeklyTime,
)
from volunteers.waiting import active_without_guardian


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    list_display = [
        "code",
        "name_en",
        "needs_training",
        "needs_background_check",
        "needs_code_of_conduct",
    ]
    search_fields = ["code", "name_en", "name_ru", "name_kk"]


class EnrolmentInline(admin.TabularInline):
    model = Enrolment
    extra = 0


class ConsentFormSet(BaseInlineFormSet):
    """Says what the database would refuse: nobody is active without the consents needed."""

    def clean(self) -> None:
        super().clean()
        volunteer = self.instance
        if volunteer.status != VolunteerStatus.ACTIVE or not volunteer.birth_date:
            return
        given = {
            form.cleaned_data.get("kind")
            for form in self.forms
            if form not in self.deleted_forms and not form.cleaned_data.get("withdrawn_at")
        }
        if missing := missing_beside(volunteer, given):
            raise ValidationError(
                _("Nobody is active without this: %(missing)s. Add it, or choose another status.")
                % {"missing": ", ".join(str(kind.label) for kind in missing)}
            )


class ConsentInline(admin.TabularInline):
    model = Consent
    formset = ConsentFormSet
    autocomplete_fields = ["recorded_by"]
    extra = 0


class TrainingInline(admin.TabularInline):
    model = Training
    extra = 0
    autocomplete_fields = ["recorded_by"]


class CheckInline(admin.TabularInline):
    model = Check
    extra = 0
    autocomplete_fields = ["recorded_by"]


class WeeklyTimeInline(admin.TabularInline):
    model = WeeklyTime
    extra = 0


class UnavailabilityInline(admin.TabularInline):
    model = Unavailability
    extra = 0


class StaffingLimitsForm(forms.ModelForm):
    """A higher age waits for the guardians of those who are active below it."""

    def clean_guardian_consent_under_age(self) -> int:
        age = self.cleaned_data["guardian_consent_under_age"]
        if number := active_without_guardian(age).count():
            raise ValidationError(
                ngettext(
                    "%(number)d active volunteer below this age has no guardian's consent yet. Ask "
                    "the guardian first.",
                    "%(number)d active volunteers below this age have no guardian's consent yet. "
                    "Ask the guardians first.",
                    number,
                )
                % {"number": number}
            )
        return age


@admin.register(StaffingLimits)
class StaffingLimitsAdmin(admin.ModelAdmin):
    """One row; while there is none, the defaults hold."""

    form = StaffingLimitsForm

    list_display = ["__str__", "minors_most_hours_a_week", "guardian_consent_under_age"]

    def has_add_permission(self, request) -> bool:
        return super().has_add_permission(request) and not StaffingLimits.objects.exists()


@admin.register(Volunteer)
class VolunteerAdmin(BigTableAdmin):
    list_display = ["last_name", "first_name", "email", "region", "status", "joined_date"]
    list_display_links = ["last_name", "first_name"]
    list_filter = ["status", "enrolments__project", "region"]
    list_select_related = ["region"]
    search_fields = ["first_name", "last_name", "email"]
    autocomplete_fields = ["region", "user"]
    inlines = [
        EnrolmentInline,
        ConsentInline,
        TrainingInline,
        CheckInline,
        WeeklyTimeInline,
        UnavailabilityInline,
    ]
