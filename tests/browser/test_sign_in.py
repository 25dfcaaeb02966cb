"""A real sign-in in a real browser: who enters, in which role, and for how long."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect

from tests.access import provider
from tests.browser import data
from tests.browser.test_browser import WCAG
from tests.running import Server, dashboard

MENU = {
    "boss": ("Visão geral", "Dados"),
    "ana": ("Minha fila", "Fila"),
    "olga": ("Ouvidoria", "Dados"),
    "dora": ("Ouvidoria", "Dados"),
    "root": ("Visão geral", "Auditoria"),
}
"""Who signs in → pages that the menu then offers."""
WITHOUT = {"boss": "Auditoria", "ana": "Dados", "olga": "Auditoria", "dora": "Auditoria"}
"""Who signs in → a page that it does not."""
ROLES = {
    "boss": "Gestão",
    "ana": "Atendimento",
    "olga": "Ouvidoria",
    "dora": "Substituto da Ouvidoria",
    "root": "Administração",
}


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider.provider() as address:
        yield address


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, issuer: str) -> Iterator[Server]:
    """A server over 40 tickets that lets in only who signs in."""
    data_dir = tmp_path_factory.mktemp("guarded")
    server = Server(data_dir)
    provider.configure(server, issuer)
    done = dashboard("import", "canonical", str(data.write(data_dir / "first", 40)), data_dir=data_dir)
    assert done.returncode == 0, done.stderr + done.stdout
    with server:
        yield server


@pytest.fixture
def fresh(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """A browser without cookies."""
    opened: list[BrowserContext] = []

    def make() -> BrowserContext:
        opened.append(browser.new_context(viewport={"width": 1280, "height": 800}, locale="pt-BR"))
        opened[-1].set_default_timeout(30_000)
        return opened[-1]

    yield make
    for context in opened:
        context.close()


def sign_in(page: Page, address: str, person: str) -> None:
    """From the gate through the provider's form and back."""
    page.goto(address)
    page.get_by_role("button", name="Entrar").click()
    page.locator("input[name=sub]").fill(person)
    page.get_by_role("button", name="Authorize").click()


def test_nothing_is_seen_before_signing_in(guarded: Server, fresh: Callable[[], BrowserContext]) -> None:
    """The gate shows a way to sign in, and neither a menu nor a number nor whether a page exists."""
    page = fresh().new_page()
    for path in ("/", "/ticket?id=1", "/audit", "/nothing"):
        page.goto(guarded.address + path)
        expect(page.get_by_role("button", name="Entrar")).to_be_visible()
        assert (
            page.locator("[data-testid=stMetric], [data-testid=stDataFrame], [data-testid=stSidebarNavLink]").count()
            == 0
        )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_gate_is_for_everybody(guarded: Server, browser: Browser, theme: str) -> None:
    """axe finds nothing against WCAG 2.2 AA, and nobody but our own server is asked, on a phone as well."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=theme)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(guarded.address)
    expect(page.get_by_role("button", name="Entrar")).to_be_visible()
    assert not Axe().run(page, options=WCAG).response["violations"]
    assert not [url for url in asked if not url.startswith((guarded.address, "data:", "blob:"))]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


@pytest.mark.parametrize("person", list(MENU))
def test_everybody_enters_in_their_role(guarded: Server, fresh: Callable[[], BrowserContext], person: str) -> None:
    """The token, or the table of addresses, decides what the menu offers; a direct link is refused alike."""
    page = fresh().new_page()
    sign_in(page, guarded.address, person)
    menu = page.get_by_test_id("stSidebarNav")
    for title in MENU[person]:
        expect(menu.get_by_role("link", name=title, exact=True)).to_be_visible()
    expect(page.get_by_test_id("stSidebarUserContent").get_by_text(ROLES[person], exact=True)).to_be_visible()
    if person in WITHOUT:
        assert menu.get_by_role("link", name=WITHOUT[person], exact=True).count() == 0
        page.goto(guarded.address + {"Auditoria": "/audit", "Dados": "/data"}[WITHOUT[person]])
        expect(page.get_by_text("Seu papel não permite isto.")).to_be_visible()


def test_who_has_no_role_stays_outside(guarded: Server, fresh: Callable[[], BrowserContext]) -> None:
    """A stranger with a valid account sees a sentence and nothing else."""
    page = fresh().new_page()
    sign_in(page, guarded.address, "eva")
    expect(page.get_by_text("não tem um papel aqui")).to_be_visible()
    assert page.get_by_test_id("stSidebarNavLink").count() == 0


def test_one_comes_back_to_the_page_one_wanted(guarded: Server, fresh: Callable[[], BrowserContext]) -> None:
    """A link to a page, opened without a session, ends on that page."""
    page = fresh().new_page()
    page.goto(f"{guarded.address}/queue")
    page.get_by_role("button", name="Entrar").click()
    page.locator("input[name=sub]").fill("boss")
    page.get_by_role("button", name="Authorize").click()
    expect(page.get_by_role("heading", name="Fila", exact=True)).to_be_visible()
    assert page.url.startswith(f"{guarded.address}/queue")


def test_signing_out_ends_it(guarded: Server, fresh: Callable[[], BrowserContext]) -> None:
    """After signing out the pages are closed again, in another tab of the same browser as well."""
    context = fresh()
    page = context.new_page()
    sign_in(page, guarded.address, "boss")
    expect(page.locator("[data-testid=stMetric]").first).to_be_visible()  # a page half drawn may miss the click
    page.get_by_role("button", name="Sair").click()
    # The gate shows at once; only when the browser comes to the provider's own page are its cookies gone.
    expect(page).to_have_url(re.compile("/end_session"))
    other = context.new_page()
    other.goto(guarded.address)
    expect(other.get_by_role("button", name="Entrar")).to_be_visible()


def test_a_way_out_that_was_lost_is_shown_again(guarded: Server, fresh: Callable[[], BrowserContext]) -> None:
    """A run that begins at the wrong moment drops what sends the browser away; the gate's next run says it again."""
    page, lost = fresh().new_page(), []

    def lose_the_first(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            if b"auth/logout" in bytes(message) and not lost:
                lost.append(message)
            else:
                socket.send(message)

        server.on_message(pass_on)

    page.route_web_socket(re.compile("/_stcore/stream"), lose_the_first)
    sign_in(page, guarded.address, "boss")
    expect(page.locator("[data-testid=stMetric]").first).to_be_visible()
    way_out = page.get_by_role("button", name="Sair")
    way_out.click()
    expect(page.get_by_test_id("stMain")).to_have_text("")
    assert lost
    way_out.click()
    expect(page).to_have_url(re.compile("/end_session"))


def test_a_session_ends_with_its_token(
    browser: Browser, fresh: Callable[[], BrowserContext], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A page that is left open goes when the token ends, without a click."""
    data_dir = tmp_path_factory.mktemp("short")
    server = Server(data_dir)
    with provider.provider(seconds=12) as issuer:
        provider.configure(server, issuer)
        done = dashboard("import", "canonical", str(data.write(data_dir / "first", 40)), data_dir=data_dir)
        assert done.returncode == 0, done.stderr
        with server:
            page = fresh().new_page()
            sign_in(page, server.address, "boss")
            expect(page.get_by_test_id("stSidebarNavLink").first).to_be_visible()
            expect(page.get_by_text("Sua sessão terminou")).to_be_visible()
            assert page.get_by_test_id("stSidebarNavLink").count() == 0
            assert page.locator("[data-testid=stMetric]").count() == 0
