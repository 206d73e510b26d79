"""What static/js/page.js does by data- attributes alone, on a page of the real site."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def put(page):
    """Put markup onto a signed-out page: the script listens on the document, so it works there."""

    def insert(markup: str):
        page.goto("/accounts/login/")
        page.evaluate(
            "markup => document.querySelector('main').insertAdjacentHTML('beforeend', markup)",
            markup,
        )
        return page

    return insert


def test_stepper_counts_within_its_bounds(put):
    page = put(
        """<div class="stepper"><button type="button" data-step="-1">fewer</button>
        <input id="n" type="number" min="0" max="3" value="1">
        <button type="button" data-step="1">more</button></div>"""
    )
    number = page.locator("#n")
    for _press in range(4):
        page.get_by_role("button", name="more").click()
    assert number.input_value() == "3"
    for _press in range(5):
        page.get_by_role("button", name="fewer").click()
    assert number.input_value() == "0"


def test_select_all_counts_and_wakes_the_button(put):
    page = put(
        """<input type="checkbox" data-select-all="logs" id="all">
        <input type="checkbox" data-select="logs" class="one">
        <input type="checkbox" data-select="logs" class="one">
        <b data-selected-count="logs"></b>
        <button type="button" data-needs-selection="logs">Verify these</button>"""
    )
    page.locator(".one").first.check()
    assert page.locator("[data-selected-count]").inner_text() == "1"
    assert page.locator("#all").evaluate("box => box.indeterminate")
    page.locator("#all").check()
    assert page.locator("[data-selected-count]").inner_text() == "2"
    assert page.get_by_role("button", name="Verify these").is_enabled()
    page.locator("#all").uncheck()
    assert page.get_by_role("button", name="Verify these").is_disabled()


def test_question_answered_no_sends_nothing(put):
    page = put('<form method="post" data-confirm="Sure?"><button id="go">Go</button></form>')
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator("#go").click()
    assert asked == ["Sure?"]
    assert "POST" not in sent


def test_impatient_second_click_sends_once(put):
    page = put(
        """<iframe name="aside" hidden></iframe>
        <form method="post" target="aside"><button id="go">Go</button></form>"""
    )
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator("#go").dblclick()
    page.wait_for_load_state("networkidle")
    assert sent.count("POST") == 1


def test_filter_sends_itself_when_a_choice_changes(put):
    page = put(
        """<form method="get" data-auto-submit><select name="status">
        <option value="">any</option><option value="planned">planned</option></select></form>"""
    )
    page.locator("select[name=status]").select_option("planned")
    page.wait_for_url("**/accounts/login/?status=planned")


def test_password_shown_is_hidden_again_before_it_is_sent(page):
    page.goto("/accounts/login/")
    field = page.locator("#id_password")
    field.fill("my own words")
    page.get_by_role("button", name="Show").click()
    assert field.get_attribute("type") == "text"
    page.evaluate(
        """() => document.addEventListener("submit", (event) => {
             event.preventDefault();
             window.typeWhenSent = document.querySelector("#id_password").type;
           })"""
    )
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert page.evaluate("window.typeWhenSent") == "password"


def test_lost_line_is_told_at_the_top(page):
    page.goto("/accounts/login/")
    assert not page.get_by_text("no connection").is_visible()
    page.context.set_offline(True)
    page.get_by_text("no connection").wait_for(state="visible")
    page.context.set_offline(False)
    page.get_by_text("no connection").wait_for(state="hidden")
