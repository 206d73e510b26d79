"""Head-counts that somebody estimates instead of counting."""

from math import comb

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.choices import QualityKind
from reporting.quality.checks import Check, Told
from reporting.quality.records import restrictions_word
from reporting.questions import Question

LEAST_HEAD_COUNTS = 10
CHANCE = 0.2
"""One in five whole numbers is a multiple of 5."""

SIGNIFICANCE = 0.0001

_TABLES = """
    habits AS (
        SELECT t.region_id, t.school_id, t.logger_id, count(*) AS size,
            count(*) FILTER (WHERE c.students %% 5 = 0) AS fives,
            count(*) FILTER (WHERE c.students %% 10 = 0) AS tens
        FROM heads h
        JOIN (SELECT id, region_id, school_id,
                  CASE WHEN NOT is_imported THEN logged_by_id END AS logger_id
              FROM taught) t USING (id)
        CROSS JOIN LATERAL (VALUES (h.students_online), (h.students_offline)) c (students)
        WHERE c.students > 0 AND c.students IS DISTINCT FROM h.enrolled
        GROUP BY GROUPING SETS ((t.region_id, t.school_id), (t.region_id, t.logger_id))
        HAVING count(*) >= %(least_head_counts)s
            AND (grouping(t.logger_id) = 1 OR t.logger_id IS NOT NULL)
    ),
"""

_FOUND = """
    SELECT concat_ws(' ', CASE WHEN school_id IS NULL THEN 'logger' ELSE 'school' END,
            coalesce(school_id, logger_id), region_id, %(start)s::date, %(end)s::date,
            %(restrictions)s::text) AS subject,
        floor(ln(size) / ln(2) + 1e-9)::text AS about,
        (fives - %(chance)s * size) / sqrt(size) AS weight, region_id,
        ARRAY[]::bigint[] AS sessions,
        json_build_object('school', school_id, 'logger', logger_id, 'size', size, 'fives', fives,
            'tens', tens, 'chance', round(%(chance)s * size)) AS told
    FROM habits
    WHERE 2 * fives >= size
        AND fives >= coalesce((%(least_fives)s::int[])[size - %(least_head_counts)s + 1], 0)
"""


def tail(size: int, fives: int) -> float:
    """How likely as many multiples of 5, or more, are by chance: the binomial distribution."""
    return sum(
        comb(size, k) * CHANCE**k * (1 - CHANCE) ** (size - k) for k in range(fives, size + 1)
    )


def least_fives(size: int) -> int:
    """From how many multiples of 5 on chance is out of the question; may be more than there are."""
    return next(k for k in range(size + 2) if tail(size, k) < SIGNIFICANCE)


def _least_where_half_is_not_enough() -> list[int]:
    """By size, from the smallest on; in larger ones, half of them says enough."""
    found: list[int] = []
    size = LEAST_HEAD_COUNTS
    while 2 * (least := least_fives(size)) > size or 2 * least_fives(size + 1) > size + 1:
        found.append(least)
        size += 1
    return found


LEAST_FIVES = _least_where_half_is_not_enough()


def parameters(question: Question) -> dict:
    return {
        "least_head_counts": LEAST_HEAD_COUNTS,
        "least_fives": LEAST_FIVES,
        "chance": CHANCE,
        "restrictions": restrictions_word(question),
    }


def why(told: Told) -> str:
    return _(
        "%(fives)d of %(size)d head-counts are multiples of 5, %(tens)d of them of 10; by chance "
        "about %(chance)d would be"
    ) % {name: round(value) for name, value in told.items() if name not in {"school", "logger"}}


CHECK = Check(
    kind=QualityKind.ROUNDING,
    title=gettext_lazy("Rounded head-counts"),
    summary=gettext_lazy("Schools and loggers whose numbers look estimated rather than counted."),
    method=gettext_lazy(
        "The head-counts of students, online and in person, of each school and of each person "
        "who logs; at least 10 of them. Full classes are left out, since a class of 25 is 25. By "
        "chance one number in five is a multiple of 5. Found are those with at least half, where "
        "chance would make so many in less than one case in 10,000 (one-sided binomial test, "
        "p = 0.2): 8 of 10, 13 of 20, 16 of 30. A review holds until there are 16, 32, 64 "
        "and so on of them."
    ),
    tables=_TABLES,
    found=_FOUND,
    why=why,
    state="note",
    parameters=parameters,
)
