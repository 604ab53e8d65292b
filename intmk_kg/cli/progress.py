"""Progress for a person who waits: a bar on a terminal, nothing in a pipe."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class StageProgress:
    """A bar on standard error that moves on with every stage; used as a context manager.

    Args:
        stages: the names of the stages, in order; some may be left out as the work goes on.
    """

    def __init__(self, stages: tuple[str, ...]) -> None:
        self._stages = stages
        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._task = self._progress.add_task(stages[0], total=len(stages))

    def announce(self, stage: str) -> None:
        """Show that this stage begins."""
        self._progress.update(self._task, description=stage, completed=self._stages.index(stage), refresh=True)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._progress.stop()
