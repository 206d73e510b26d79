"""Administration of projects and volunteers."""

from django.contrib import admin

from regions.admin import BigTableAdmin
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


class ConsentInline(admin.TabularInline):
    model = Consent
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


@admin.register(StaffingLimits)
class StaffingLimitsAdmin(admin.ModelAdmin):
    """One row; while there is none, the defaults hold."""

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
