"""Administration of lessons; sessions can be looked at, and are written on their own pages."""

from django.contrib import admin

from regions.admin import BigTableAdmin, Shown, ShownInline
from sessions.models import Assignment, Attendance, DirtyMonth, Lesson, SchoolSession, SessionLog


@admin.register(Lesson)
class LessonAdmin(admin.ModelAdmin):
    list_display = ["code", "title_en", "title_ru", "title_kk", "grade_from", "grade_to", "minutes"]
    list_filter = ["project"]
    search_fields = ["code", "title_en", "title_ru", "title_kk"]
    autocomplete_fields = ["project"]


class AssignmentInline(ShownInline):
    model = Assignment
    fields = ["volunteer", "role", "status"]


class AttendanceInline(ShownInline):
    model = Attendance
    exclude = ["during"]


@admin.register(SchoolSession)
class SchoolSessionAdmin(Shown, BigTableAdmin):
    list_display = ["external_id", "starts_at", "school", "project", "lesson", "mode", "status"]
    list_filter = ["status", "mode", "project"]
    list_select_related = ["school", "project", "lesson"]
    search_fields = ["external_id", "school__code"]
    inlines = [AttendanceInline, AssignmentInline]


@admin.register(SessionLog)
class SessionLogAdmin(Shown, BigTableAdmin):
    list_display = ["delivered_at", "mode", "minutes", "source", "logged_at", "logged_by"]
    list_filter = ["source", "mode"]
    list_select_related = ["logged_by"]
    search_fields = ["client_uuid", "logged_by__email"]
    ordering = ["-pk"]


@admin.register(DirtyMonth)
class DirtyMonthAdmin(Shown, BigTableAdmin):
    """What waits to be counted; normally nothing for longer than some seconds."""

    list_display = ["noted_at", "project_id", "school_id", "month"]
    ordering = ["pk"]
