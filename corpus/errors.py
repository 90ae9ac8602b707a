"""The one way in which a file fails to become a report."""

from __future__ import annotations

from pathlib import Path


class UnreadableReport(Exception):
    """`path` cannot become a report; `reason` is one line that a manager understands."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason
