"""Jobs can be looked at; they are started on the pages of their kind."""

from django.contrib import admin

from regions.admin import BigTableAdmin, Shown
from transfers.models import Job


@admin.register(Job)
class JobAdmin(Shown, BigTableAdmin):
    list_display = ["pk", "kind", "status", "created_by", "created_at", "finished_at"]
    list_filter = ["status", "kind"]
    list_select_related = ["created_by"]
    search_fields = ["kind", "created_by__email"]
