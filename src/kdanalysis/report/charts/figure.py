"""A figure: the drawing, the finding as caption, the alternative text, the numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass

from kdanalysis.report.charts.basic import ChartSeries
from kdanalysis.report.elements.numbers import plain, tidy
from kdanalysis.report.elements.tables import ShownData, mark, number, plain_text


@dataclass(frozen=True)
class Numbers:
    """What a figure shows: series over categories (or years), in one unit, from one source."""

    header: str
    """The name of the column of categories."""
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    unit: str
    source: str

    def __post_init__(self) -> None:
        """Refuse an empty figure, or a series that does not have a value per category."""
        lengths = {len(s.values) for s in self.series}
        if not self.categories or lengths != {len(self.categories)}:
            raise ValueError("series and categories do not fit, or there are none")


@dataclass(frozen=True)
class Figure:
    """A figure ready to be shown."""

    id: str
    svg: str
    finding: str
    """The caption's first sentence: what the figure shows (Markdown with number spans)."""
    numbers: Numbers
    note: str | None = None
    """What a reader must know besides, such as a break in the account plan (Markdown)."""
    told: str | None = None
    """The alternative text where someone wrote it; else it is made from the numbers."""

    def __repr__(self) -> str:
        """Return one line: id and finding."""
        return f"<Figure {self.id}: {plain_text(self.finding)}>"

    @property
    def data(self) -> ShownData:
        """The numbers as plain data."""
        shown = self.numbers
        rows = tuple(
            (category, *(number(s.values[i]) for s in shown.series))
            for i, category in enumerate(shown.categories)
        )
        keys = tuple(
            (None, *(mark(s.values[i]) for s in shown.series)) for i in range(len(shown.categories))
        )
        columns = (shown.header, *(s.label for s in shown.series))
        title = plain_text(self.finding)
        return ShownData(
            self.id, "figure", title, shown.unit, shown.source, columns, rows,
            note=self._plain_note, keys=keys,
        )  # fmt: skip

    @property
    def alt(self) -> str:
        """The alternative text: as told, or the finding, the unit, and every number."""
        if self.told is not None:
            return plain_text(self.told)
        told = "; ".join(f"{s.label}: {self._told(s)}" for s in self.numbers.series)
        note = f" {self._plain_note}" if self._plain_note else ""
        return f"{plain_text(self.finding)} {self.numbers.unit}. {told}.{note}"

    @property
    def _plain_note(self) -> str | None:
        return None if self.note is None else plain_text(self.note)

    def _told(self, series: ChartSeries) -> str:
        pairs = zip(self.numbers.categories, series.values, strict=True)
        return ", ".join(f"{category} {plain(value)}" for category, value in pairs)

    @property
    def opening(self) -> str:
        """The Markdown before the drawing."""
        alt = self.alt.replace('"', "'")
        return f'::: {{#{self.id} fig-alt="{alt}"}}\n'

    @property
    def closing(self) -> str:
        """The caption, the end of the figure, and the numbers for download (HTML only)."""
        note = "" if self.note is None else f" {self.note}"
        caption = f"**{tidy(self.finding)}** {self.numbers.unit}.{note} {self.numbers.source}."
        address = f'({self.data.data_uri()}){{.download download="{self.id}.csv"}}'
        link = f"[Hent figurens tal (CSV)]{address}"
        visible = f'::: {{.content-visible when-format="html"}}\n{link}\n:::'
        return f"\n{caption}\n:::\n\n{visible}\n"
