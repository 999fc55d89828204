"""A bar on a terminal while a run goes on: how far it is, at what rate, how long it will take, what is lost.

In: how many inputs there are, and each input and article that is done. Out: a line on stderr that redraws itself; other
messages scroll past above it.
"""

from types import TracebackType


class Bar:
    """The bar. Of a few inputs it is not known how much is in them: then it shows no end, only what is done."""

    FEW = 20

    def __init__(self, inputs: int | None) -> None:
        """`inputs`: how many there are; None: nobody knows."""
        # imported here: only a terminal needs it
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        known = inputs is not None and inputs > self.FEW
        columns = (BarColumn(bar_width=30), TextColumn("{task.percentage:>3.0f} %")) if known else (BarColumn(30),)
        end = (TextColumn("left"), TimeRemainingColumn()) if known else ()
        self._progress = Progress(
            *columns,
            TextColumn("{task.fields[articles]:,} articles, {task.fields[rate]:,.1f} a second"),
            TextColumn("{task.fields[lost]:,} lost", style="red"),
            TimeElapsedColumn(),
            *end,
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task("", total=inputs if known else None, articles=0, rate=0.0, lost=0)
        self._articles = self._lost = 0

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def input(self) -> None:
        """An input is being read, or needs not be."""
        self._progress.advance(self._task)

    def articles(self, done: int, lost: int) -> None:
        """So many articles are done, of which so many have no record."""
        self._articles += done
        self._lost += lost
        elapsed = self._progress.tasks[0].elapsed or 0.0
        rate = self._articles / elapsed if elapsed else 0.0
        self._progress.update(self._task, articles=self._articles, rate=rate, lost=self._lost)
