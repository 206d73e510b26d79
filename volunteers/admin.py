"""Administration of projects and volunteers."""

from django.contrib import admin

from regions.admin import BigTableAdmin
from volunteers.models import Consent, Enrolment, Project, Volunteer


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    list_display = ["code", "name_en", "name_ru", "name_kk"]
    search_fields = ["code", "name_en", "name_ru", "name_kk"]


class EnrolmentInline(admin.TabularInline):
    model = Enrolment
    extra = 0


class ConsentInline(admin.TabularInline):
    model = Consent
    extra = 0


@admin.register(Volunteer)
class VolunteerAdmin(BigTableAdmin):
    list_display = ["last_name", "first_name", "email", "region", "status", "joined_date"]
    list_display_links = ["last_name", "first_name"]
    list_filter = ["status", "enrolments__project", "region"]
    list_select_related = ["region"]
    search_fields = ["first_name", "last_name", "email"]
    autocomplete_fields = ["region", "user"]
    inlines = [EnrolmentInline, ConsentInline]
