"""Head-counts far from those of sessions of the same kind."""

from django.utils.translation import gettext_lazy, ngettext

from reporting.choices import QualityKind
from reporting.quality.checks import Check, Told
from reporting.questions import Question

THRESHOLD = 3.5
TO_SIGMA = 0.6745
"""Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993): M = 0.6745 (x - median) / MAD,
and whatever has |M| > 3.5 is worth a look. The constant makes MAD an estimate of a normal
distribution's standard deviation."""

TO_SIGMA_FROM_MEAN = 1.253314
"""The same for the mean of the deviations: the square root of pi / 2. It stands in where more
than half of the values are the same, and MAD therefore is 0."""

LEAST_PEERS = 10
LEAST_DISTANCE = 5

# Medians are read from how often each value occurs, which takes no sorting of the sessions: the
# middle of n values in order are the first ones with n / 2, and with more than n / 2, up to them.
_TABLES = """
    in_session AS (
        SELECT id, count(class_group_id) AS classes, count(*) > count(class_group_id) AS has_others,
            sum(students) AS students
        FROM heads GROUP BY id
    ),
    counted AS MATERIALIZED (
        SELECT t.id, t.region_id, t.project_id, t.mode, coalesce(h.classes, 0) AS classes,
            coalesce(h.has_others, false) AS has_others, coalesce(h.students, 0) AS students
        FROM taught t LEFT JOIN in_session h USING (id)
    ),
    values AS (
        SELECT project_id, mode, classes, has_others, students, count(*) AS times
        FROM counted GROUP BY 1, 2, 3, 4, 5
    ),
    in_order AS (
        SELECT *, sum(times) OVER (kind ORDER BY students) AS upto, sum(times) OVER kind AS peers
        FROM values WINDOW kind AS (PARTITION BY project_id, mode, classes, has_others)
    ),
    middles AS (
        SELECT project_id, mode, classes, has_others, peers,
            (min(students) FILTER (WHERE 2 * upto >= peers)
             + min(students) FILTER (WHERE 2 * upto > peers)) / 2.0 AS median
        FROM in_order WHERE peers >= %(least_peers)s GROUP BY 1, 2, 3, 4, 5
    ),
    distances AS (
        SELECT project_id, mode, classes, has_others, peers, median, times,
            abs(students - median) AS distance
        FROM values JOIN middles USING (project_id, mode, classes, has_others)
    ),
    in_order_of_distance AS (
        SELECT *, sum(times) OVER (PARTITION BY project_id, mode, classes, has_others
                                   ORDER BY distance) AS upto
        FROM distances
    ),
    spreads AS (
        SELECT project_id, mode, classes, has_others, peers, median,
            (min(distance) FILTER (WHERE 2 * upto >= peers)
             + min(distance) FILTER (WHERE 2 * upto > peers)) / 2.0 AS mad,
            sum(times * distance) / peers AS mean_deviation
        FROM in_order_of_distance GROUP BY 1, 2, 3, 4, 5, 6
    ),
    units AS (
        SELECT *, CASE WHEN mad > 0 THEN mad / %(to_sigma)s
                       ELSE mean_deviation * %(to_sigma_from_mean)s END AS unit
        FROM spreads
    ),
    limits AS (
        SELECT *, greatest(%(threshold)s * unit, %(least_distance)s) AS most FROM units
        WHERE unit > 0
    ),
"""

_FOUND = """
    SELECT c.id::text AS subject, concat_ws(' ', c.students, c.classes) AS about,
        abs(c.students - l.median) / l.unit AS weight, c.region_id, ARRAY[c.id] AS sessions,
        json_build_object('students', c.students, 'median', l.median, 'peers', l.peers,
            'low', greatest(ceil(l.median - l.most), 0), 'high', floor(l.median + l.most)) AS told
    FROM counted c JOIN limits l USING (project_id, mode, classes, has_others)
    WHERE abs(c.students - l.median) > l.most
"""


def parameters(_question: Question) -> dict[str, float]:
    return {
        "threshold": THRESHOLD,
        "to_sigma": TO_SIGMA,
        "to_sigma_from_mean": TO_SIGMA_FROM_MEAN,
        "least_peers": LEAST_PEERS,
        "least_distance": LEAST_DISTANCE,
    }


def why(told: Told) -> str:
    return ngettext(
        "%(students)d student; sessions like it have %(median)d, between %(low)d and %(high)d",
        "%(students)d students; sessions like it have %(median)d, between %(low)d and %(high)d",
        told["students"],
    ) % {name: round(value) for name, value in told.items()}


CHECK = Check(
    kind=QualityKind.OUTLIER,
    title=gettext_lazy("Unusual head-counts"),
    summary=gettext_lazy("Sessions with far more, or far fewer, students than others of the kind."),
    method=gettext_lazy(
        "The students of a session x are compared with those of the sessions of this period and "
        "these places that have the same project, the same mode and as many classes; there must "
        "be at least 10. The modified z-score is M = 0.6745 (x − median) / MAD, where MAD is the "
        "median of the distances from the median; |M| above 3.5 is unusual (Iglewicz and "
        "Hoaglin, 1993). Where more than half of the sessions have the same number, MAD is 0: "
        "then M = (x − median) / (1.2533 · mean distance). Numbers within 5 of the median are "
        "never found. The worst have the largest |M|."
    ),
    tables=_TABLES,
    found=_FOUND,
    is_corrected_in_log=True,
    why=why,
    parameters=parameters,
)
