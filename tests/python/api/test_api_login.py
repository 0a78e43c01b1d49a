"""People log in at an OpenID Connect provider on loopback and read what their claim gives access to."""

import json
import logging
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import oidc_provider_mock
import pytest
from joserfc.jwk import RSAKey
from oidc_provider_mock._app import OpenIDCode
from werkzeug.serving import make_server

from api.login import local_target
from tests.python.api.conftest import guarding, issue, write_access

# The provider is built on parts of Authlib that it announces the end of.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
ANOTHER_KEY = RSAKey.generate_key().as_dict(private=True)
GENUINE = OpenIDCode.get_jwt_config
PEOPLE = {
    "olga": {"email": "olga@enka.example", "email_verified": True, "groups": ["staff", "bess-owners"]},
    "tom": {"email": "tom@tmeic.example", "email_verified": True, "groups": ["bess-tmeic"]},
    "nora": {"email": "nora@else.example", "email_verified": True, "groups": ["staff"]},
    "fake": {"email": "olga@enka.example", "email_verified": False, "groups": []},
}


@dataclass
class Place:
    """A server and the provider of its login."""

    url: str
    provider: str
    access: Path


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    users = [oidc_provider_mock.User(sub=name, claims=claims) for name, claims in PEOPLE.items()]
    app = oidc_provider_mock.app(require_nonce=True, user_claims=users)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(10)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("login")
    for audience in ("enka", "tmeic"):
        (folder / f"data/demo/audiences/{audience}/site/faults").mkdir(parents=True)
        for page in ("", "faults/"):
            (folder / f"data/demo/audiences/{audience}/site/{page}index.html").write_text(f"{audience} /{page}")
    return folder


@pytest.fixture(scope="module")
def place(folder: Path, provider: str) -> Iterator[Place]:
    port = free_port()
    login = f"""
[login]
issuer = "{provider}"
client_id = "bess"
client_secret_file = "secret"
[login.audiences]
bess-owners = "enka"
bess-tmeic = "tmeic"
"""
    (folder / "secret").write_text("hush\n")
    path = write_access(folder, login, port)
    with guarding(path, port) as url:
        yield Place(url, provider, path)


@pytest.fixture
def browser(place: Place) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=place.url, headers=BROWSER) as browser:
        yield browser


def start_login(browser: httpx.Client, path: str) -> str:
    """Request a page without a session; returns the address of the provider's login page."""
    sent = browser.get(path)
    assert sent.status_code == 303
    assert sent.headers["location"].startswith("/login?next=")
    away = browser.get(sent.headers["location"])
    assert away.status_code == 302
    return away.headers["location"]


def finish_login(browser: httpx.Client, address: str, person: str) -> httpx.Response:
    """Log in at the provider and follow its redirect back."""
    agreed = httpx.post(address, data={"sub": person})
    assert agreed.status_code == 302
    return browser.get(agreed.headers["location"])


def log_in(browser: httpx.Client, person: str, path: str = "/") -> httpx.Response:
    return finish_login(browser, start_login(browser, path), person)


def test_person__is_named_in_the_audit_log(browser: httpx.Client, place: Place) -> None:
    log_in(browser, "tom")
    browser.get("/?seen=1")
    log, entries, patience = place.access.parent / "data/access/audit.jsonl", [], time.monotonic() + 20
    # A line is written after the last byte of the answer was sent.
    while not (seen := [entry for entry in entries if entry["query"] == "seen=1"]) and time.monotonic() < patience:
        entries = [json.loads(line) for line in log.read_text().splitlines()]
    assert [(entry["principal"], entry["audience"]) for entry in seen] == [("person:tom@tmeic.example", "tmeic")]
    assert not [entry for entry in entries if "code=" in entry["query"] or "state=" in entry["query"]]


def test_login__returns_to_the_requested_page(browser: httpx.Client) -> None:
    returned = log_in(browser, "tom", "/faults/?site=thames&from=2024-03-01")
    assert (returned.status_code, returned.headers["location"]) == (303, "/faults/?site=thames&from=2024-03-01")
    assert browser.get(returned.headers["location"]).text == "tmeic /faults/"


@pytest.mark.parametrize(("person", "audience"), [("olga", "enka"), ("tom", "tmeic")])
def test_claim__decides_the_audience(browser: httpx.Client, person: str, audience: str) -> None:
    log_in(browser, person)
    assert browser.get("/").text == f"{audience} /"


def test_session_cookie__is_hidden_from_scripts_and_expires(browser: httpx.Client) -> None:
    cookie = log_in(browser, "tom").headers["set-cookie"].lower()
    for part in ("httponly", "samesite=lax", "max-age=28800", "path=/"):
        assert part in cookie
    # This server's address is http://; with https:// the cookie is Secure and named `__Host-…`.
    assert "secure" not in cookie


def test_person_without_audience__is_refused_in_a_sentence(browser: httpx.Client) -> None:
    refused = log_in(browser, "nora")
    assert refused.status_code == 403
    assert "You are logged in as nora@else.example, but nothing is shared with you." in refused.text
    assert "bess_session" not in browser.cookies
    assert browser.get("/").status_code == 303


def test_request_to_the_provider__has_pkce_state_and_nonce(browser: httpx.Client, place: Place) -> None:
    address = start_login(browser, "/")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(place.provider)
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 20
    assert len(asked["nonce"]) >= 20
    assert asked["redirect_uri"] == f"{place.url}/login/callback"


def test_login_started_in_another_browser__is_refused(browser: httpx.Client, place: Place) -> None:
    address = start_login(browser, "/")
    returned = httpx.post(address, data={"sub": "olga"}).headers["location"]
    with httpx.Client(base_url=place.url, headers=BROWSER) as victim:
        # An attacker makes another browser open the attacker's own callback.
        refused = victim.get(returned)
        assert refused.status_code == 400
        assert "bess_session" not in victim.cookies
    forged = re.sub(r"state=[^&]+", "state=forged", returned)
    assert browser.get(forged).status_code == 400
    assert browser.get("/login/callback?code=x").status_code == 400
    assert browser.get("/login/callback?error=access_denied&error_description=<script>").status_code == 400


@pytest.mark.parametrize(
    ("method", "replacement"),
    [
        ("get_jwt_config", lambda self, *_: GENUINE(self, None) | {"aud": ["another-client"]}),
        ("get_jwt_config", lambda self, *_: GENUINE(self, None) | {"iss": "http://127.0.0.1:1"}),
        ("get_jwt_config", lambda self, *_: GENUINE(self, None) | {"key": ANOTHER_KEY}),
        ("get_jwt_config", lambda self, *_: GENUINE(self, None) | {"exp": -3600}),
        ("generate_user_info", lambda *_: {"sub": "tom", "groups": ["bess-owners"], "nonce": "another"}),
    ],
    ids=["client", "issuer", "key", "age", "nonce"],
)
def test_identity_with_a_false_claim__is_refused(
    browser: httpx.Client, monkeypatch: pytest.MonkeyPatch, method: str, replacement: Callable[..., object]
) -> None:
    monkeypatch.setattr(OpenIDCode, method, replacement)
    refused = log_in(browser, "olga")
    assert refused.status_code == 400
    assert "bess_session" not in browser.cookies


def test_login_code__is_valid_once(browser: httpx.Client) -> None:
    address = start_login(browser, "/")
    returned = httpx.post(address, data={"sub": "tom"}).headers["location"]
    assert browser.get(returned).status_code == 303
    assert browser.get(returned).status_code == 400


def test_logout__ends_the_session_of_a_copied_cookie_too(browser: httpx.Client, place: Place) -> None:
    log_in(browser, "tom")
    copied = {"bess_session": browser.cookies["bess_session"]}
    asked = browser.get("/logout")
    assert '<form method="post" action="/logout">' in asked.text
    assert browser.get("/").status_code == 200, "asking is not logging out"
    done = browser.post("/logout")
    assert (done.status_code, done.headers["clear-site-data"]) == (200, '"cache", "storage"')
    assert browser.get("/").status_code == 303
    with httpx.Client(base_url=place.url, headers=BROWSER, cookies=copied) as thief:
        assert thief.get("/").status_code == 303


def test_forged_cookie__is_refused(browser: httpx.Client, place: Place) -> None:
    log_in(browser, "tom")
    good = browser.cookies["bess_session"]
    payload, _, signature = good.partition(".")
    for forged in (payload, f"{payload}.{signature[::-1]}", f"{payload[:-2]}xx.{signature}", "", "a.b.c", "%00"):
        with httpx.Client(base_url=place.url, headers=BROWSER, cookies={"bess_session": forged}) as thief:
            assert thief.get("/").status_code == 303


def test_program_without_token__gets_401_and_no_redirect(place: Place) -> None:
    for headers in ({"Accept": "application/json"}, BROWSER | {"Sec-Fetch-Mode": "cors"}, {}):
        refused = httpx.get(f"{place.url}/sites", headers=headers)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Bearer")
    # A wrong token gets 401 even from a browser.
    assert httpx.get(f"{place.url}/", headers=BROWSER | {"Authorization": "Bearer bess_x"}).status_code == 401
    token = issue(place.access, "tmeic", "beside-people")
    assert httpx.get(f"{place.url}/", headers=BROWSER | token).text == "tmeic /"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\/evil.example", "javascript:alert(1)", "/a\nb",
     "/\t/evil.example", "https:evil.example", "/login?next=/", "/logout", "", "evil.example", "///evil.example"],
)  # fmt: skip
def test_redirect_after_login__stays_on_this_server(browser: httpx.Client, target: str) -> None:
    assert local_target(target) == "/"
    away = browser.get("/login", params={"next": target})
    assert finish_login(browser, away.headers["location"], "tom").headers["location"] == "/"


def test_unreachable_provider__is_a_sentence(tmp_path: Path) -> None:
    site = tmp_path / "data/demo/audiences/enka/site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("enka")
    login = f'[login]\nissuer = "http://127.0.0.1:{free_port()}"\nclient_id = "bess"\n[login.audiences]\na = "enka"\n'
    with guarding(write_access(tmp_path, login)) as url:
        answer = httpx.get(f"{url}/login", headers=BROWSER)
        assert answer.status_code == 503
        assert "does not answer" in answer.text


def cookie_header(response: httpx.Response) -> str:
    """Cookie header of a browser that got this response."""
    return "; ".join(cookie.partition(";")[0] for cookie in response.headers.get_list("set-cookie"))


def test_behind_a_tls_proxy__cookies_are_secure_and_the_callers_address_is_logged(
    provider: str, tmp_path: Path
) -> None:
    site = tmp_path / "data/demo/audiences/enka/site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("enka")
    (tmp_path / "secret").write_text("hush")
    (tmp_path / "access.toml").write_text(f"""
address = "https://bess.example.com"
proxy = ["127.0.0.1"]
[audiences.enka]
[login]
issuer = "{provider}"
client_id = "bess"
client_secret_file = "secret"
[login.audiences]
bess-owners = "enka"
""")
    forwarded = {"Host": "bess.example.com", "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    with guarding(tmp_path / "access.toml") as url, httpx.Client(base_url=url, headers=BROWSER | forwarded) as browser:
        start = browser.get("/login")
        callback = httpx.post(start.headers["location"], data={"sub": "olga"}).headers["location"]
        assert callback.startswith("https://bess.example.com/login/callback?")
        # The client speaks HTTP, as a proxy does to the server, and so does not return Secure cookies by itself.
        returned = browser.get(
            callback.removeprefix("https://bess.example.com"), headers={"Cookie": cookie_header(start)}
        )
        cookies = returned.headers.get_list("set-cookie")
        assert [cookie for cookie in cookies if cookie.startswith("__Host-bess_session=")]
        for cookie in (*start.headers.get_list("set-cookie"), *cookies):
            assert {"secure", "httponly", "samesite=lax"} <= {part.strip().lower() for part in cookie.split(";")}
        assert browser.get("/", headers={"Cookie": cookie_header(returned)}).text == "enka"
        assert browser.get("/health", headers={"Host": "evil.example"}).status_code == 400
    entries = [json.loads(line) for line in (tmp_path / "data/access/audit.jsonl").read_text().splitlines()]
    assert {entry["address"] for entry in entries} == {"203.0.113.9"}


def test_email_claim__counts_only_if_verified(provider: str, tmp_path: Path) -> None:
    site = tmp_path / "data/demo/audiences/enka/site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("enka")
    port = free_port()
    login = f"""
[login]
issuer = "{provider}"
client_id = "bess"
client_secret_file = "secret"
claim = "email"
[login.audiences]
"olga@enka.example" = "enka"
"""
    (tmp_path / "secret").write_text("hush\n")
    path = write_access(tmp_path, login, port)
    with guarding(path, port) as url:
        for person, status in (("olga", 303), ("fake", 403), ("nora", 403)):
            with httpx.Client(base_url=url, headers=BROWSER) as browser:
                assert log_in(browser, person).status_code == status
