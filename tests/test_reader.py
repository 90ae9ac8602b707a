"""The reader tells a sentence that answers from one that stands beside it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from corpus import Sentence
from indexer.passages import Passage
from qa.reader import Reader, as_read

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


def test_a_sentence_is_read_with_the_one_before_it_in_its_paragraph() -> None:
    first = Sentence("Carers made 40 complaints.", paragraph=0)
    themes = Sentence("Most were about late letters.", paragraph=0)
    other = Sentence("The board met twice.", paragraph=1)
    item = Sentence("Late letters.", kind="bullet", paragraph=1, lead_in="They named:")
    heading = ("Learning", "Feedback")
    passage = Passage("a#0", "a", "A", "A", None, heading, (first, themes, other, item))
    texts = [as_read(passage, sentence) for sentence in passage.sentences]
    before = " [SEP] Carers made 40 complaints."
    assert texts == [
        "Feedback. Carers made 40 complaints.",
        f"Feedback. Most were about late letters.{before}",
        "Feedback. The board met twice.",
        "Feedback. They named. Late letters.",
    ]


def test_the_sentence_before_tells_what_it_speaks_of(reader: Reader) -> None:
    said = "Feedback. Most were about late letters."
    texts = [f"{said} [SEP] {before}" for before in ("Carers made 40 complaints.", "Staff met.")]
    scores = reader.scores("what do carers complain about", [*texts, said])
    assert scores.argmax() == 0
    assert scores[0] > scores[1] + 1
