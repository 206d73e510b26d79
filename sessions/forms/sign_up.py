"""Where volunteers take places themselves: a tick for each region and project."""

from collections.abc import Mapping

from django import forms

from accounts.models import User
from regions.models import Region
from sessions.models import OpenSignUp
from volunteers.models import Project


class SignUpForm(forms.Form):
    """The person's regions across all projects."""

    def __init__(self, data: Mapping | None = None, *, user: User) -> None:
        super().__init__(data)
        self.regions = list(Region.objects.current().visible_to(user))
        self.projects = list(Project.objects.all())
        now_open = set(
            OpenSignUp.objects.filter(region__in=self.regions).values_list("region", "project")
        )
        for region in self.regions:
            for project in self.projects:
                self.fields[_name(region, project)] = forms.BooleanField(
                    label=project.name,
                    required=False,
                    initial=(region.pk, project.pk) in now_open,
                )

    def rows(self) -> list[tuple[Region, list[tuple[Project, forms.BoundField]]]]:
        return [
            (region, [(project, self[_name(region, project)]) for project in self.projects])
            for region in self.regions
        ]

    def wanted(self) -> dict[Region, set[Project]]:
        return {
            region: {one for one in self.projects if self.cleaned_data[_name(region, one)]}
            for region in self.regions
        }


def _name(region: Region, project: Project) -> str:
    return f"{region.code}_{project.code}"
