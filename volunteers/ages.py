"""Ages in SQL, as ``age_on`` counts them in Python."""

ADULT_AGE = 18


def turns(years: object, born: str = "birth_date") -> str:
    """SQL for the day on which somebody is so many years old. Born on 29 February: 1 March.

    :param years: a number, a name or a parameter in SQL; ``born`` the column of the birth date.
    """
    day = f"({born} + make_interval(years => {years}))"
    return f"({day}::date + (extract(day FROM {born}) <> extract(day FROM {day}))::integer)"
