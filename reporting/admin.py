"""Administration of goals, and of which projects contribute to them. Rollups are derived."""

from django.contrib import admin

from reporting.models import Contribution, Goal, GoalTarget


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
