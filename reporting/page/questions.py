"""Which questions the page of a selection asks: those that it shows the answers of, no others."""

from dataclasses import dataclass, field, replace

from reporting.books import Book, one_moment, open_book
from reporting.kept import SHOWN, Asked, Kept, find_kept, is_long
from reporting.page.charts import trend_question
from reporting.page.detail import detail_question, places_of
from reporting.reports import Breakdown, Question, Report
from reporting.selection import Selection


@dataclass(frozen=True)
class Answers:
    """The book of the page, and the reports of what it does not have.

    :param places: by the places that are compared; none within a school.
    """

    book: Book
    trend: Report
    places: Report | None
    detail: Report


@dataclass
class Questions:
    """What is asked for a page; what takes long is looked for among what was counted before.

    :param trend: another period's months, where those of the selection are too few for a picture.
    :param places: districts or schools.
    :param detail: the large table, where it is by something else.
    :param missing: what takes long and is not kept.
    """

    main: Asked
    trend: Question | None
    places: Question | None
    detail: Question
    missing: list[Asked] = field(default_factory=list)
    _kept: dict[str, Kept] = field(default_factory=dict)

    @classmethod
    def of(cls, selection: Selection) -> "Questions":
        question = selection.question()
        places = places_of(selection)
        questions = cls(
            (question, SHOWN),
            trend_question(question),
            replace(question, by=places) if places else None,
            detail_question(selection),
        )
        questions._look_up()
        return questions

    def all(self) -> list[Asked]:
        """The main book first, and each other question that it does not answer."""
        found = [self.main]
        for question in (self.trend, self.places, self.detail):
            if question and not self._is_in_main(question):
                asked = (question, (question.by,))
                if asked not in found:
                    found.append(asked)
        return found

    def _is_in_main(self, question: Question) -> bool:
        """Every report has the projects."""
        return (
            question.across is None
            and question.period == self.main[0].period
            and question.by in (*SHOWN, Breakdown.PROJECT)
        )

    def _look_up(self) -> None:
        for asked in self.all():
            if is_long(*asked):
                if kept := find_kept(*asked):
                    self._kept[_name(asked)] = kept
                else:
                    self.missing.append(asked)

    @property
    def kept(self) -> Kept | None:
        """The main book, where it was counted before."""
        return self._kept.get(_name(self.main))

    def answers(self) -> Answers:
        """All of one moment, but for what is kept; to be called where nothing is missing."""
        with one_moment():
            books = {_name(asked): self._book(asked) for asked in self.all()}
        main = books[_name(self.main)]

        def report(question: Question) -> Report:
            book = books.get(_name((question, (question.by,))), main)
            by = SHOWN[0] if question.by == Breakdown.PROJECT else question.by
            return book[by]

        return Answers(
            main,
            report(self.trend) if self.trend else main[Breakdown.MONTH],
            report(self.places) if self.places else None,
            report(self.detail),
        )

    def _book(self, asked: Asked) -> Book:
        kept = self._kept.get(_name(asked))
        return kept.book if kept else open_book(*asked)


def _name(asked: Asked) -> str:
    """What tells the questions of a page apart."""
    question, breakdowns = asked
    return f"{question.period} {question.across} {'-'.join(breakdowns)}"
