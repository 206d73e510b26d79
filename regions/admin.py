"""Administration of places, and what the admin pages of all apps share."""

from django.contrib import admin

from regions.models import District, Region


class Shown:
    """Rows that may be looked at but not written here: every write of them goes by a service."""

    def has_add_permission(self, *args, **kwargs) -> bool:
        return False

    def has_change_permission(self, *args, **kwargs) -> bool:
        return False

    def has_delete_permission(self, *args, **kwargs) -> bool:
        return False


class ShownInline(Shown, admin.TabularInline):
    """The same below another row."""

    extra = 0
    show_change_link = True


class BigTableAdmin(admin.ModelAdmin):
    """For tables that may have millions of rows: nothing is counted that a page can do without."""

    show_full_result_count = False
    list_per_page = 50


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    list_display = ["code", "name_en", "name_ru", "name_kk", "kind", "valid_from", "valid_until"]
    list_filter = ["kind"]
    search_fields = ["code", "former_code", "name_en", "name_ru", "name_kk"]


@admin.register(District)
class DistrictAdmin(admin.ModelAdmin):
    list_display = ["code", "name_en", "name_ru", "name_kk", "region"]
    list_filter = ["region"]
    list_select_related = ["region"]
    search_fields = ["code", "name_en", "name_ru", "name_kk"]
    autocomplete_fields = ["region"]
