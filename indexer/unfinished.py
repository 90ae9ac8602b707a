"""What a build has done so far, kept on disk so that a killed one loses nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.encoder import Vectors
from indexer.generations import StoredReport, line_of, report_of


class Unfinished:
    """The folder of one index's unfinished build. Only the holder of the lock may use it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    def reports(self) -> dict[str, StoredReport]:
        """The reports already read, by the fingerprint of their file."""
        held = {}
        if (self.folder / "reports.jsonl").exists():
            for line in (self.folder / "reports.jsonl").read_bytes().splitlines():
                fingerprint, _, stored = line.partition(b" ")
                try:
                    held[fingerprint.decode("ascii")] = report_of(stored)
                except ValueError:  # torn by the kill, or of another version
                    continue
        return held

    def keep_report(self, fingerprint: str, stored: StoredReport) -> None:
        with (self.folder / "reports.jsonl").open("ab") as lines:
            lines.write(b"\n" + fingerprint.encode() + b" " + line_of(stored))

    def vectors(self, encoder: str) -> Iterator[tuple[NDArray[np.uint8], Vectors]]:
        """Batches of text digests and vectors already made by the encoder of that digest."""
        for file in sorted(self.folder.glob(f"{_short(encoder)}-*.npz")):
            with np.load(file, allow_pickle=False) as batch:
                yield batch["texts"], batch["vectors"]

    def keep_vectors(self, encoder: str, texts: NDArray[np.uint8], vectors: Vectors) -> None:
        part = self.folder / "part"
        with part.open("wb") as stream:
            np.savez(stream, texts=texts, vectors=vectors)
        number = len(list(self.folder.glob("*.npz")))
        os.replace(part, self.folder / f"{_short(encoder)}-{number:06d}.npz")

    def sweep_generations(self) -> None:
        """Removes the generations a killed build was writing."""
        for left in self.folder.iterdir():
            if left.is_dir():
                shutil.rmtree(left)

    def clear(self) -> None:
        shutil.rmtree(self.folder)


def _short(encoder: str) -> str:
    """The encoder's digest as part of a file name: any text may be one."""
    return blake2b(encoder.encode(), digest_size=8).hexdigest()
