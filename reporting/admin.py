"""Administration of goals, and of which projects contribute to them. Rollups are derived.

What is to be published, and what was, can be looked at; it is written on its own pages.
"""

from django.contrib import admin

from regions.admin import BigTableAdmin, Shown
from reporting.models import Contribution, Goal, GoalTarget, Publication, Snapshot


class ContributionInline(admin.TabularInline):
    model = Contribution
    extra = 0
    autocomplete_fields = ["project", "target"]


@admin.register(Goal)
class GoalAdmin(admin.ModelAdmin):
    list_display = ["number", "title_en", "title_ru", "title_kk", "colour"]
    search_fields = ["number", "title_en", "title_ru", "title_kk"]
    inlines = [ContributionInline]


@admin.register(GoalTarget)
class GoalTargetAdmin(admin.ModelAdmin):
    list_display = ["code", "text_en", "text_ru", "text_kk"]
    list_filter = ["goal"]
    search_fields = ["code", "text_en", "text_ru", "text_kk"]


@admin.register(Publication)
class PublicationAdmin(Shown, BigTableAdmin):
    list_display = ["number", "edition", "title_en", "status", "author", "published_at"]
    list_filter = ["status"]
    list_select_related = ["author"]
    search_fields = ["number", "title_en", "title_ru", "title_kk"]
    exclude = ["open_token"]
    ordering = ["-pk"]


@admin.register(Snapshot)
class SnapshotAdmin(Shown, BigTableAdmin):
    list_display = ["publication", "sha256", "definitions_version", "as_of"]
    list_select_related = ["publication"]
    ordering = ["-as_of"]
