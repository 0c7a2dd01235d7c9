"""The address bar: what is opened is taken, what a browser sends that is a little behind is not."""

from tests.pages.app import open_page, run

PAGE = "foundations/network"


def sent_with(app, data: str):
    """A run whose message says this of the address."""
    app.query_params["data"] = data
    return run(app).session_state["network.data"]


def test_a_browser_that_has_not_heard_of_the_newest_address_takes_no_setting_back() -> None:
    app = open_page(PAGE, data="xor", points="40")
    app.button_group(key="network.data").set_value("moons")
    run(app)
    assert sent_with(app, "xor") == "moons"
    assert app.query_params["data"] in ("moons", ["moons"])


def test_another_address_is_taken_and_so_is_an_old_one_once_the_browser_has_shown_a_newer() -> None:
    app = open_page(PAGE, data="xor", points="40")
    assert sent_with(app, "blobs") == "blobs"
    app.button_group(key="network.data").set_value("moons")
    run(app)
    assert sent_with(app, "moons") == "moons"
    assert sent_with(app, "blobs") == "blobs"
