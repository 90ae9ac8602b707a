"""The real encoder: offline, unit vectors, meaning close to meaning; and its use by the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.build import build
from indexer.encoder import DEFAULT, SentenceEncoder
from tests.by_eye import ByEye

ROOT = Path(__file__).parents[1]

# Runs one real build, a second one, and a search, where any use of the network is an error.
PROGRAM = """
import json, sys
from pathlib import Path

def no_network(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise RuntimeError(f"used the network: {arguments}")
sys.addaudithook(no_network)

from indexer.build import build
from indexer.encoder import EncoderUnavailable, SentenceEncoder
from indexer.index import Index
folder, index = map(Path, sys.argv[1:])
encoder = SentenceEncoder()
first = build([folder], index, encoder)
second = build([folder], index, SentenceEncoder())
opened = Index.open(index)
(folder / "config.json").write_text("{}")
try:
    refused = str(SentenceEncoder(str(folder)).encode(["text"]))
except EncoderUnavailable as error:
    refused = str(error)
vectors = encoder.encode(["carers wait", "staff", "carers wait"])
print(json.dumps({
    "embedded": [first.embedded, second.embedded],
    "shape": vectors.shape, "dtype": str(vectors.dtype), "dimension": encoder.dimension,
    "lengths": [float(v @ v) for v in vectors], "repeat": float(vectors[0] @ vectors[2]),
    "refused": refused, "none": encoder.encode([]).shape,
    "hits": [[h.passage.heading[-1], h.score] for h in opened.nearest("delays for families", 3)],
}))
"""


def test_the_default_encoder_works_without_any_network(reports: Path, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HF_")}
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(reports), str(tmp_path / "index")],
        cwd=ROOT,
        env={**environment, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert found["embedded"][0] > 0
    assert found["embedded"][1] == 0
    assert (found["shape"], found["dtype"], found["dimension"]) == ([3, 384], "float32", 384)
    assert found["lengths"] == pytest.approx([1, 1, 1], abs=1e-5)
    assert found["repeat"] == pytest.approx(1, abs=1e-5)
    assert found["none"] == [0, 384]
    assert "cannot be loaded" in found["refused"]
    scores = [score for _, score in found["hits"]]
    assert len(scores) == 3
    assert 1 > scores[0] >= scores[1] >= scores[2] > -1


def test_an_unchanged_build_and_help_load_no_model(reports: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from indexer.__main__ import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'faiss', 'bm25s', 'nltk'}\n"
        "sys.exit(','.join(heavy & sys.modules.keys()) or 0)"
    )

    class StandIn(ByEye):
        digest = SentenceEncoder().digest

    build([reports], tmp_path / "index", StandIn())
    unchanged = ["build", str(reports), "--index", str(tmp_path / "index")]
    for arguments in (unchanged, ["--help"]):
        told = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 0, told.stderr


def test_the_digest_tells_models_apart_and_copies_together(tmp_path: Path) -> None:
    for name, weights in (("a", b"1"), ("copy of a", b"1"), ("b", b"2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.json").write_text("{}")
        (tmp_path / name / "model.safetensors").write_bytes(weights)
    a, copy, b = (SentenceEncoder(str(tmp_path / n)).digest for n in ("a", "copy of a", "b"))
    assert a == copy != b
    assert SentenceEncoder().digest == SentenceEncoder(DEFAULT).digest
