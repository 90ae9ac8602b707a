"""The reader tells a sentence that answers from one that stands beside it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from qa.reader import Reader

TEXTS = [
    "Workforce. Social workers carry an average of 17 cases each.",
    "Workforce. Social workers speak warmly of their managers.",
    "Housing. The new depot is painted green.",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_the_sentence_that_answers_comes_first(reader: Reader) -> None:
    scores = reader.scores("how many cases does each social worker have", TEXTS)
    assert scores.dtype == np.float32
    assert scores.argmax() == 0
    assert scores[2] < scores[0] - 5


def test_scores_do_not_depend_on_the_company_or_the_thread(reader: Reader) -> None:
    question = "how many cases does each social worker have"
    together = reader.scores(question, TEXTS)
    with ThreadPoolExecutor(3) as pool:
        alone = list(pool.map(lambda text: float(reader.scores(question, [text])[0]), TEXTS))
    assert np.allclose(together, alone, atol=0.15)  # bfloat16 rounds


def test_nothing_to_read_gives_nothing(reader: Reader) -> None:
    assert reader.scores("who chairs the board", []).shape == (0,)
