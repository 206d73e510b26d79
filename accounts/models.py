"""People who sign in, the organisations that they belong to, and the roles that they hold."""

from functools import cached_property

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import (
    ROLES_WITH_ALL_REGIONS,
    ROLES_WITH_SECOND_FACTOR,
    Permission,
    Role,
    permissions_of,
)
from regions.history import audited
from regions.models import NamedInThreeLanguages, Region

ERASED_DOMAIN = "@erased.invalid"
"""Of the addresses of people who were taken out: RFC 2606 promises that nobody has one."""


class OrganisationKind(models.TextChoices):
    MINISTRY = "ministry", _("ministry")
    AGENCY = "agency", _("agency")
    NGO = "ngo", _("non-governmental organisation")
    INTERNATIONAL = "international", _("international organisation")
    ASSOCIATION = "association", _("association")
    EMBASSY = "embassy", _("embassy")


@audited()
class Organisation(NamedInThreeLanguages):
    kind = models.CharField(_("kind"), max_length=13, choices=OrganisationKind)

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(Lower("name_en"), name="organisation_name_is_unique"),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_is_known"
            ),
        ]


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


@audited(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """Someone who can sign in. The e-mail address is the name; roles come from grants."""

    email = models.EmailField(_("e-mail address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Of the mails to this person; the one that was chosen last."),
    )
    is_staff = models.BooleanField(
        _("may enter the admin site"), default=False, help_text=_("For administrators only.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick this instead of deleting an account.")
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique_in_any_case"),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="user_email_is_lower_case"
            ),
        ]

    def __str__(self) -> str:
        if self.email.endswith(ERASED_DOMAIN):
            return gettext("a former volunteer")
        return self.get_full_name() or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name

    @cached_property
    def granted(self) -> list["Grant"]:
        """The grants of this user, read once a request.

        Sorted here: with all that the order of regions and organisations brings along, putting
        the question together takes longer than its answer.
        """
        grants = self.grants.select_related("region", "organisation").order_by()
        return sorted(
            grants, key=lambda one: (one.role, one.region.code if one.region else "", one.pk)
        )

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(grant.role) for grant in self.granted)

    @property
    def region_ids(self) -> frozenset[int]:
        """The regions that this user coordinates."""
        return frozenset(grant.region_id for grant in self.granted if grant.region_id)

    @property
    def organisation_ids(self) -> frozenset[int]:
        return frozenset(grant.organisation_id for grant in self.granted if grant.organisation_id)

    @property
    def sees_all_regions(self) -> bool:
        return bool(self.roles & ROLES_WITH_ALL_REGIONS)

    @property
    def needs_second_factor(self) -> bool:
        return self.is_superuser or bool(self.roles & ROLES_WITH_SECOND_FACTOR)

    def can(self, permission: Permission) -> bool:
        return self.is_active and permission in permissions_of(self.roles)


@audited()
class Grant(models.Model):
    """A role that a user holds, with its scope: a region or an organisation where it has one."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=13, choices=Role)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )

    class Meta:
        ordering = ["user", "role", "region"]
        verbose_name = _("grant of a role")
        verbose_name_plural = _("grants of roles")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="grant_role_is_known"),
            models.CheckConstraint(
                condition=Q(role=Role.COORDINATOR, region__isnull=False)
                | (~Q(role=Role.COORDINATOR) & Q(region__isnull=True)),
                name="grant_region_is_for_coordinators",
                violation_error_message=_("A coordinator, and no other role, has a region."),
            ),
            models.CheckConstraint(
                condition=Q(role=Role.PARTNER, organisation__isnull=False)
                | (~Q(role=Role.PARTNER) & Q(organisation__isnull=True)),
                name="grant_organisation_is_for_partners",
                violation_error_message=_("A partner, and no other role, has an organisation."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "region", "organisation"],
                nulls_distinct=False,
                name="grant_is_given_once",
            ),
        ]

    def __str__(self) -> str:
        scope = self.region or self.organisation
        return f"{self.get_role_display()}: {scope}" if scope else self.get_role_display()
