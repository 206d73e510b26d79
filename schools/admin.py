"""Administration of schools, their classes and the people to write to."""

from django.contrib import admin

from regions.admin import BigTableAdmin
from schools.models import ClassGroup, School, SchoolContact


class ContactInline(admin.TabularInline):
    model = SchoolContact
    extra = 0


@admin.register(School)
class SchoolAdmin(BigTableAdmin):
    list_display = ["code", "name_en", "name_ru", "region", "district", "settlement"]
    list_filter = ["settlement", "region"]
    list_select_related = ["region", "district"]
    search_fields = ["code", "name_en", "name_ru", "name_kk"]
    autocomplete_fields = ["region", "district"]
    inlines = [ContactInline]


@admin.register(ClassGroup)
class ClassGroupAdmin(BigTableAdmin):
    list_display = ["label", "school", "school_year_label", "language", "enrolled"]
    list_filter = ["school_year", "grade", "language"]
    list_select_related = ["school"]
    search_fields = ["school__code", "school__name_en", "school__name_ru", "school__name_kk"]
    autocomplete_fields = ["school"]
    ordering = ["pk"]
