"""OpenVINO ranks as PyTorch, the reference, does; and starts without it."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from indexer.encoder import SentenceEncoder
from indexer.weights import FILE, KEPT, weights
from qa.prior import Prior
from qa.reader import LONGEST, SHIPPED, Reader

ROOT = Path(__file__).parents[1]
SUBJECTS = ("foster carers", "social workers", "care leavers", "school governors", "the director")
FINDINGS = (
    "have waited {} weeks for a review",
    "were visited {} times this year, and say that it helped them to settle",
    "number {}, fewer than at the inspection before",
    "met the board on {} May",
)
TEXTS = [
    f"{subject.capitalize()} {finding.format(number)}."
    for subject in SUBJECTS
    for finding in FINDINGS
    for number in (3, 17)
]
QUESTIONS = [
    "how long do people who foster wait to be reviewed",
    "how many social workers are there",
    "when did the person in charge meet the board",
    "do young people who left care get visits",
]
ENDLESS = "the carers wait for reviews and nobody tells them why " * 60


def torch_is_loaded_after(program: str) -> str:
    """What a fresh process prints: the program's words, then whether torch was imported."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}\nprint('torch' in sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


USE = """
from indexer.encoder import SentenceEncoder
from qa.prior import Prior
from qa.reader import Reader
assert SentenceEncoder().encode(["carers wait"]).shape == (1, 384)
assert Reader().scores("who waits", ["Carers wait."]).shape == (1,)
assert Prior().log_odds(["who waits"]).shape == (1,)
"""


@pytest.fixture(scope="module")
def encoders() -> tuple[SentenceEncoder, SentenceEncoder]:
    return SentenceEncoder(), SentenceEncoder(backend="torch")


@pytest.fixture(scope="module")
def readers() -> tuple[Reader, Reader]:
    return Reader(), Reader(backend="torch")


def test_both_encoders_give_the_same_vectors_and_ranking(
    encoders: tuple[SentenceEncoder, SentenceEncoder],
) -> None:
    fast, reference = (encoder.encode([*TEXTS, ENDLESS, ""]) for encoder in encoders)
    assert fast.dtype == np.float32
    assert (fast * reference).sum(axis=1).min() > 0.999
    asked, asked_reference = (encoder.encode(QUESTIONS) for encoder in encoders)
    scores, expected = asked @ fast.T, asked_reference @ reference.T
    assert np.abs(scores - expected).max() < 0.01
    assert scores.argmax(axis=1).tolist() == expected.argmax(axis=1).tolist()
    assert encoders[0].digest == encoders[1].digest


def test_both_readers_rank_alike(readers: tuple[Reader, Reader]) -> None:
    for question in QUESTIONS:
        fast, reference = (reader.scores(question, TEXTS) for reader in readers)
        assert np.corrcoef(fast, reference)[0, 1] > 0.9999
        ahead = np.subtract.outer(reference, reference) > 0.1  # nearer than that all are alike
        assert ahead.sum() > len(TEXTS)
        assert (np.subtract.outer(fast, fast)[ahead] > 0).all()
        assert reference[fast.argmax()] > reference.max() - 0.1


def test_a_question_longer_than_the_reader_reads_is_cut(readers: tuple[Reader, Reader]) -> None:
    fast, reference = (reader.scores(ENDLESS, ["Carers wait.", ENDLESS]) for reader in readers)
    assert np.abs(fast - reference).max() < 0.2
    pieces = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    pieces.no_truncation()
    assert len(pieces.encode(ENDLESS).ids) > LONGEST


def test_both_priors_expect_alike() -> None:
    shapes = [*QUESTIONS, *TEXTS, "", ENDLESS]
    fast, reference = Prior().log_odds(shapes), Prior(backend="torch").log_odds(shapes)
    assert fast.dtype == np.float32
    assert np.abs(fast - reference).max() < 0.3
    assert np.corrcoef(fast, reference)[0, 1] > 0.999
    assert Prior().log_odds([]).shape == (0,)


def test_threads_get_their_own_vectors(encoders: tuple[SentenceEncoder, SentenceEncoder]) -> None:
    together = encoders[0].encode(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        apart = np.concatenate(list(pool.map(lambda text: encoders[0].encode([text]), TEXTS)))
    assert (together * apart).sum(axis=1).min() > 0.9999


def test_a_head_of_several_outputs_is_read_by_both(tmp_path: Path) -> None:
    from transformers import AutoTokenizer

    from indexer.bert import Bert
    from qa.reference import Network, Reference

    encoder = str(SentenceEncoder().folder)
    network = Network.fresh(encoder, outputs=3)
    network.save(AutoTokenizer.from_pretrained(encoder), tmp_path)
    pairs = [(QUESTIONS[0], text) for text in TEXTS]
    fast = Bert(tmp_path, LONGEST, tmp_path / "head.safetensors")(pairs)
    reference = Reference(tmp_path, LONGEST)(pairs)
    assert fast.shape == reference.shape == (len(TEXTS), 3)
    assert np.abs(fast - reference).max() < 0.1


@pytest.mark.parametrize("own", [False, True])
def test_word_vectors_are_kept_once_where_they_are_the_encoders(own: bool, tmp_path: Path) -> None:
    from transformers import AutoTokenizer

    from qa.reference import Network

    network = Network.load(SHIPPED)
    words = network.bert.embeddings.word_embeddings.weight
    if own:
        words.data[1000] += 1
    expected = words.detach().clone()
    network.save(AutoTokenizer.from_pretrained(str(SHIPPED)), tmp_path)
    saved = load_file(tmp_path / FILE)
    assert any(name.startswith("embeddings.") for name in saved) is own
    read = weights(tmp_path)["embeddings.word_embeddings.weight"]
    assert np.abs(read.astype(np.float32) - expected.numpy()).max() < 0.001
    config = json.loads((tmp_path / "config.json").read_text("utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(config | {KEPT: "of another encoder"}))
    if own:
        assert weights(tmp_path)
    else:
        with pytest.raises(ValueError, match="another default encoder"):
            weights(tmp_path)


def test_a_question_is_answered_without_torch() -> None:
    assert torch_is_loaded_after(USE) == "False"


def test_where_openvino_is_not_installed_torch_does_it() -> None:
    assert torch_is_loaded_after(f"sys.modules['openvino'] = None\n{USE}") == "True"
