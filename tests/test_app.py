"""The chat page, driven by AppTest over a real small index and the real assistant."""

from __future__ import annotations

from html import unescape

from streamlit.testing.v1 import AppTest

from tests.opened_app import CARERS, ask, labelled, page


def test_the_empty_page_says_what_is_held_and_offers_questions(app: AppTest) -> None:
    assert not app.exception
    assert "Ask the reports" in page(app)
    assert "3 reports on 2 councils, 1 of them briefings; 1 file could not be read" in page(app)
    assert "broken.pdf" in page(app)
    assert "Searching 3 reports" in page(app)
    examples = [b.label for b in app.main.button if b.label.endswith("?")]
    assert len(examples) >= 2
    assert all("Ashford" in label or "Bexham" in label for label in examples)


def test_an_answer_has_status_marks_proof_and_scope(app: AppTest) -> None:
    ask(app, CARERS)
    html = page(app)
    assert "<strong>Answered</strong>" in html
    assert "Carers wait <strong>14</strong> weeks for a review." in html
    assert "Searched 3 reports" in html
    assert "1 file could not be read" in html
    assert "</mark>" not in html
    app.button(key="source-1-1").click().run()
    assert "Carers wait 14 weeks for a review.</mark>" in page(app)
    assert "Unpaid carers" in page(app)
    assert len(app.chat_message) == 2


def test_report_text_is_data_and_a_briefing_is_called_one(app: AppTest) -> None:
    ask(app, "How much did the transport fare rise in Ashford?")
    app.button(key="source-1-1").click().run()
    html = page(app)
    assert "#trip in &lt;b&gt;zone 2&lt;/b&gt; &amp; beyond.</mark>" in html
    assert "<b>zone" not in html
    assert "from $5 to $6 *per* #trip in <b>zone 2</b> & beyond." in unescape(html)
    assert '<span class="badge">Briefing</span>' in html
    assert "It is not the original report." in html
    assert not app.markdown, "nothing of a report may pass through Markdown"


def test_a_typed_tag_is_shown_as_typed(app: AppTest) -> None:
    ask(app, "<img src=x onerror=alert(1)> how long do carers wait?")
    assert "<img" not in page(app)
    assert "&lt;img src=x onerror=alert(1)&gt;" in page(app)


def test_a_refusal_shows_the_nearest_passages(app: AppTest) -> None:
    ask(app, "How long did carers wait in 2009?")
    html = page(app)
    assert "<strong>Not in these reports</strong>" in html
    assert "The nearest passages, which do not answer it" in html
    assert [str(b.key) for b in app.main.button if str(b.key).startswith("source-1-")] == [
        "source-1-1",
        "source-1-2",
        "source-1-3",
    ]
    app.button(key="source-1-1").click().run()
    assert "</mark>" not in page(app), "nothing of it answers"


def test_a_council_that_is_not_held_is_named(app: AppTest) -> None:
    ask(app, "How long do carers wait for a review in Leeds?")
    assert "<strong>Not a council held here</strong>" in page(app)
    assert "There is no report on Leeds in the index." in page(app)


def test_a_follow_up_is_shown_as_understood(app: AppTest) -> None:
    ask(ask(app, CARERS), "and the national average?")
    assert "Understood as: " in page(app)
    assert len(app.chat_message) == 4


def test_chips_become_the_scope_of_the_question_and_of_those_that_follow(app: AppTest) -> None:
    app.multiselect(key="scope-authorities").select("Bexham")
    app.multiselect(key="scope-publishers").select("Ofsted")
    app.selectbox(key="scope-since").select(2019)
    app.checkbox(key="scope-latest").check()
    app.run()
    assert "Searching 1 of 3 reports" in page(app)
    assert app.selectbox(key="scope-until").options == ["2024", "2019"]
    ask(app, "How long does adoption take?")
    assert "Limited to Bexham, Ofsted, since 2019, latest reports only." in page(app)
    ask(app, "and how do adopters like the training?")
    assert page(app).count("Searched 1 report;") == 2
    labelled(app, "Search everything").click().run()
    assert "Searching 3 reports" in page(app)


def test_what_the_question_says_is_a_chip_that_can_be_taken_off_and_put_back(app: AppTest) -> None:
    ask(app, "How long has adoption taken since 2020?")
    assert "Limited to reports since 2020." in page(app)
    assert "Searched 2 reports" in page(app)
    labelled(app, ":gray[Remove] since 2020").click().run()
    assert "Searched 3 reports" in page(app)
    assert page(app).count("<h2") == 1
    labelled(app, ":gray[Put back] since 2020").click().run()
    assert "Limited to reports since 2020." in page(app)


def test_each_council_of_the_question_is_taken_off_alone_and_put_back(app: AppTest) -> None:
    app.multiselect(key="scope-authorities").select("Bexham").run()
    ask(app, "What was found in Leeds and Devon?")
    assert "Limited to Leeds and Devon." in page(app)
    labelled(app, ":gray[Remove] Leeds").click().run()
    assert "Limited to Devon." in page(app)
    link = [code.value for code in app.code][-1]
    assert link.endswith("&authority=Bexham&ignoring=Leeds")
    labelled(app, ":gray[Remove] Devon").click().run()
    assert "Limited to Bexham." in page(app), "as the chips are set"
    labelled(app, ":gray[Put back] Leeds").click().run()
    assert "Limited to Leeds." in page(app)
    assert app.multiselect(key="scope-authorities").value == ["Bexham"]


def test_what_an_older_question_says_is_taken_off_in_its_own_foot(app: AppTest) -> None:
    ask(ask(app, "How long do carers wait in Leeds?"), "How much training is there in Devon?")
    labels = [b.label for b in app.button if b.label.startswith(":gray")]
    assert sorted(labels) == [":gray[Remove] Devon", ":gray[Remove] Leeds"]
    labelled(app, ":gray[Remove] Leeds").click().run()
    assert labelled(app, ":gray[Put back] Leeds")
    assert page(app).count("<h2") == 2


def test_an_example_asks_itself_and_a_new_conversation_is_empty(app: AppTest) -> None:
    example = next(b for b in app.main.button if b.label.endswith("?"))
    example.click().run()
    text = example.label.replace("\\", "")
    assert f'<h2 class="question">{text}</h2>' in page(app)
    assert app.query_params["c"] == app.session_state["conversation"]
    app.multiselect(key="scope-authorities").select("Bexham").run()
    app.sidebar.button(key="anew").click().run()
    assert "<h2" not in page(app)
    assert "c" not in app.query_params
    assert "Searching 3 reports" in page(app), "a scope set for another matter is not kept"
    labelled(app, text).click().run()
    assert page(app).count("<h2") == 1
