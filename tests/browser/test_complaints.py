"""That what no page may do would be noticed; every test of this folder fails where a page of ours does it."""

from playwright.sync_api import Browser
from visits import Complaints


def test_request_to_another_host_is_noticed(browser: Browser) -> None:
    """A picture from elsewhere is a complaint, and so is a script that fails; nothing arrives from outside."""
    complaints = Complaints("http://127.0.0.1:1")
    context = browser.new_context()
    complaints.watch(context)
    page = context.new_page()
    page.set_content("<img src='http://elsewhere.example/a.png'>")
    with page.expect_event("pageerror"):
        page.evaluate("void setTimeout(() => { throw new Error('broken') })")
    context.close()
    assert any("left the host: http://elsewhere.example/a.png" in told for told in complaints.found)
    assert any("ERR_NAME_NOT_RESOLVED" in told for told in complaints.found)
    assert any("broken" in told for told in complaints.found)


def test_policy_of_our_pages_refuses_other_hosts(browser: Browser, site: str) -> None:
    """A script in one of our pages cannot ask another host, and inline scripts do not run."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/")
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate("fetch('http://elsewhere.example/').catch(() => 0)")
    page.evaluate(
        """() => { const script = document.createElement('script'); script.textContent = 'window.ran = 1';
        document.head.append(script); }"""
    )
    assert page.evaluate("window.ran === undefined")
    context.close()
