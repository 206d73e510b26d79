"""Administration of people, organisations and roles; sign-in to the admin site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Grant, Organisation, User
from accounts.permissions import Role

admin.site.site_header = admin.site.site_title = _("Birge administration")
admin.site.index_title = _("People, roles and reference data")
# The one sign-in page of the project, with its rate limits and its second factor.
admin.site.login = secure_admin_login(admin.site.login)
# Roles are grants here, with a region or an organisation.
admin.site.unregister(Group)


class GrantInline(admin.TabularInline):
    model = Grant
    extra = 0
    autocomplete_fields = ["region", "organisation"]


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "first_name", "last_name")


class ChangedUserForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class UserAdmin(BaseUserAdmin):
    """Accounts with their roles. Someone who leaves is made inactive, not deleted."""

    form = ChangedUserForm
    add_form = NewUserForm
    inlines = [GrantInline]
    ordering = ["email"]
    list_display = ["email", "first_name", "last_name", "held_roles", "is_staff", "is_active"]
    list_filter = ["grants__role", "is_staff", "is_active"]
    search_fields = ["email", "first_name", "last_name"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (
            _("Person"),
            {"fields": ["first_name", "last_name", "language", "last_login", "date_joined"]},
        ),
        (_("Administration"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "email",
                    "first_name",
                    "last_name",
                    "usable_password",
                    "password1",
                    "password2",
                ]
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("grants")

    @admin.display(description=_("roles"))
    def held_roles(self, user: User) -> str:
        held = {grant.role for grant in user.grants.all()}
        return ", ".join(str(role.label) for role in Role if role in held)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name_en", "name_ru", "name_kk", "kind"]
    list_filter = ["kind"]
    search_fields = ["name_en", "name_ru", "name_kk"]
