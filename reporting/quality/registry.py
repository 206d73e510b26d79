"""All checks, in the order of the page: what changes the figures most comes first."""

from reporting.quality import (
    another_day,
    beyond_enrolled,
    late_logs,
    no_volunteer,
    outliers,
    rounding,
    silent_regions,
    twice,
)
from reporting.quality.checks import Check

CHECKS: dict[str, Check] = {
    str(module.CHECK.kind): module.CHECK
    for module in (
        twice,
        beyond_enrolled,
        outliers,
        no_volunteer,
        another_day,
        silent_regions,
        late_logs,
        rounding,
    )
}
