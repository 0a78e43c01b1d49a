"""People log in over a real provider of OpenID Connect on loopback, and read what their claim opens."""

import json
import logging
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import oidc_provider_mock
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from joserfc.jwk import RSAKey
from oidc_provider_mock._app import OpenIDCode
from werkzeug.serving import make_server

from api.login import own_target
from tests.python.api.conftest import guarding, issue, write_access

# The provider is built on parts of Authlib that it announces the end of.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
ANOTHER_KEY = RSAKey.generate_key().as_dict(private=True)
TRUTHFUL = OpenIDCode.get_jwt_config
PEOPLE = {
    "olga": {"email": "olga@enka.example", "email_verified": True, "groups": ["staff", "bess-owners"]},
    "tom": {"email": "tom@tmeic.example", "email_verified": True, "groups": ["bess-tmeic"]},
    "nora": {"email": "nora@else.example", "email_verified": True, "groups": ["staff"]},
    "fake": {"email": "olga@enka.example", "email_verified": False, "groups": []},
}


@dataclass
class Place:
    """A server and the provider that its people log in at."""

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


def leave_for_provider(browser: httpx.Client, path: str) -> str:
    """Open a page without a session; returns the address at the provider."""
    sent = browser.get(path)
    assert sent.status_code == 303
    assert sent.headers["location"].startswith("/login?next=")
    away = browser.get(sent.headers["location"])
    assert away.status_code == 302
    return away.headers["location"]


def come_back(browser: httpx.Client, address: str, person: str) -> httpx.Response:
    """Say at the provider who one is, and follow it back."""
    agreed = httpx.post(address, data={"sub": person})
    assert agreed.status_code == 302
    return browser.get(agreed.headers["location"])


def log_in(browser: httpx.Client, person: str, path: str = "/") -> httpx.Response:
    return come_back(browser, leave_for_provider(browser, path), person)


def test_person__is_named_in_the_log(browser: httpx.Client, place: Place) -> None:
    log_in(browser, "tom")
    browser.get("/?seen=1")
    log, entries, patience = place.access.parent / "data/access/audit.jsonl", [], time.monotonic() + 20
    # A line is written after the last byte of the answer was sent.
    while not (seen := [entry for entry in entries if entry["query"] == "seen=1"]) and time.monotonic() < patience:
        entries = [json.loads(line) for line in log.read_text().splitlines()]
    assert [(entry["principal"], entry["audience"]) for entry in seen] == [("person:tom@tmeic.example", "tmeic")]
    assert not [entry for entry in entries if "code=" in entry["query"] or "state=" in entry["query"]]


def test_person__comes_back_to_the_page_they_wanted(browser: httpx.Client) -> None:
    returned = log_in(browser, "tom", "/faults/?site=thames&from=2024-03-01")
    assert (returned.status_code, returned.headers["location"]) == (303, "/faults/?site=thames&from=2024-03-01")
    assert browser.get(returned.headers["location"]).text == "tmeic /faults/"


@pytest.mark.parametrize(("person", "audience"), [("olga", "enka"), ("tom", "tmeic")])
def test_claim__decides_the_site(browser: httpx.Client, person: str, audience: str) -> None:
    log_in(browser, person)
    assert browser.get("/").text == f"{audience} /"


def test_session_cookie__is_out_of_reach_and_ends(browser: httpx.Client) -> None:
    cookie = log_in(browser, "tom").headers["set-cookie"].lower()
    for part in ("httponly", "samesite=lax", "max-age=28800", "path=/"):
        assert part in cookie
    # Loopback is not encrypted; where the address is https:// the cookie is `__Host-` and Secure.
    assert "secure" not in cookie


def test_who_has_no_audience__is_told_so(browser: httpx.Client) -> None:
    refused = log_in(browser, "nora")
    assert refused.status_code == 403
    assert "You are logged in as nora@else.example, but nothing is shared with you." in refused.text
    assert "bess_session" not in browser.cookies
    assert browser.get("/").status_code == 303


def test_request_to_the_provider__carries_pkce_state_and_nonce(browser: httpx.Client, place: Place) -> None:
    address = leave_for_provider(browser, "/")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(place.provider)
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 20
    assert len(asked["nonce"]) >= 20
    assert asked["redirect_uri"] == f"{place.url}/login/callback"


def test_login_begun_elsewhere__is_refused(browser: httpx.Client, place: Place) -> None:
    address = leave_for_provider(browser, "/")
    returned = httpx.post(address, data={"sub": "olga"}).headers["location"]
    with httpx.Client(base_url=place.url, headers=BROWSER) as victim:
        # Somebody else's answer of the provider, slipped to another browser.
        refused = victim.get(returned)
        assert refused.status_code == 400
        assert "bess_session" not in victim.cookies
    forged = re.sub(r"state=[^&]+", "state=forged", returned)
    assert browser.get(forged).status_code == 400
    assert browser.get("/login/callback?code=x").status_code == 400
    assert browser.get("/login/callback?error=access_denied&error_description=<script>").status_code == 400


@pytest.mark.parametrize(
    ("method", "lie"),
    [
        ("get_jwt_config", lambda self, *_: TRUTHFUL(self, None) | {"aud": ["another-client"]}),
        ("get_jwt_config", lambda self, *_: TRUTHFUL(self, None) | {"iss": "http://127.0.0.1:1"}),
        ("get_jwt_config", lambda self, *_: TRUTHFUL(self, None) | {"key": ANOTHER_KEY}),
        ("get_jwt_config", lambda self, *_: TRUTHFUL(self, None) | {"exp": -3600}),
        ("generate_user_info", lambda *_: {"sub": "tom", "groups": ["bess-owners"], "nonce": "another"}),
    ],
    ids=["client", "issuer", "key", "age", "nonce"],
)
def test_identity__that_is_not_ours_is_refused(
    browser: httpx.Client, monkeypatch: pytest.MonkeyPatch, method: str, lie: Callable[..., object]
) -> None:
    monkeypatch.setattr(OpenIDCode, method, lie)
    refused = log_in(browser, "olga")
    assert refused.status_code == 400
    assert "bess_session" not in browser.cookies


def test_code__works_once(browser: httpx.Client) -> None:
    address = leave_for_provider(browser, "/")
    returned = httpx.post(address, data={"sub": "tom"}).headers["location"]
    assert browser.get(returned).status_code == 303
    assert browser.get(returned).status_code == 400


def test_logout__ends_the_session_even_for_a_copy_of_its_cookie(browser: httpx.Client, place: Place) -> None:
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


def test_forged_cookie__opens_nothing(browser: httpx.Client, place: Place) -> None:
    log_in(browser, "tom")
    good = browser.cookies["bess_session"]
    payload, _, signature = good.partition(".")
    for forged in (payload, f"{payload}.{signature[::-1]}", f"{payload[:-2]}xx.{signature}", "", "a.b.c", "%00"):
        with httpx.Client(base_url=place.url, headers=BROWSER, cookies={"bess_session": forged}) as thief:
            assert thief.get("/").status_code == 303


def test_program__is_told_to_bring_a_token_and_is_not_sent_to_a_page(place: Place) -> None:
    for headers in ({"Accept": "application/json"}, BROWSER | {"Sec-Fetch-Mode": "cors"}, {}):
        refused = httpx.get(f"{place.url}/sites", headers=headers)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Bearer")
    # A bad token is an answer too, whatever is accepted.
    assert httpx.get(f"{place.url}/", headers=BROWSER | {"Authorization": "Bearer bess_x"}).status_code == 401
    token = issue(place.access, "tmeic", "beside-people")
    assert httpx.get(f"{place.url}/", headers=BROWSER | token).text == "tmeic /"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\/evil.example", "javascript:alert(1)", "/a\nb",
     "/\t/evil.example", "https:evil.example", "/login?next=/", "/logout", "", "evil.example", "///evil.example"],
)  # fmt: skip
def test_redirect__never_leaves_the_server(browser: httpx.Client, target: str) -> None:
    assert own_target(target) == "/"
    away = browser.get("/login", params={"next": target})
    assert come_back(browser, away.headers["location"], "tom").headers["location"] == "/"


def test_provider_that_is_away__is_told_in_a_sentence(tmp_path: Path) -> None:
    site = tmp_path / "data/demo/audiences/enka/site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("enka")
    login = f'[login]\nissuer = "http://127.0.0.1:{free_port()}"\nclient_id = "bess"\n[login.audiences]\na = "enka"\n'
    with guarding(write_access(tmp_path, login)) as url:
        answer = httpx.get(f"{url}/login", headers=BROWSER)
        assert answer.status_code == 503
        assert "does not answer" in answer.text


def certified(folder: Path) -> ssl.SSLContext:
    """Write a certificate of this machine; returns what trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    begin = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(begin).not_valid_after(begin + timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "certificate.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return ssl.create_default_context(cafile=str(folder / "certificate.pem"))


def test_encrypted_server__listens_to_others_and_its_cookie_never_leaves_in_the_clear(
    provider: str, tmp_path: Path
) -> None:
    site = tmp_path / "data/demo/audiences/enka/site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("enka")
    (tmp_path / "secret").write_text("hush")
    trusted, port = certified(tmp_path), free_port()
    (tmp_path / "access.toml").write_text(f"""
address = "https://localhost:{port}"
host = "0.0.0.0"
[tls]
certificate = "certificate.pem"
key = "key.pem"
[audiences.enka]
[login]
issuer = "{provider}"
client_id = "bess"
client_secret_file = "secret"
[login.audiences]
bess-owners = "enka"
""")
    with (
        guarding(tmp_path / "access.toml", port),
        httpx.Client(base_url=f"https://localhost:{port}", headers=BROWSER, verify=trusted) as browser,
    ):
        cookies = log_in(browser, "olga").headers.get_list("set-cookie")
        assert [cookie for cookie in cookies if cookie.startswith("__Host-bess_session=")]
        for cookie in cookies:
            assert {"secure", "httponly", "samesite=lax"} <= {part.strip().lower() for part in cookie.split(";")}
        assert browser.get("/").text == "enka"
        assert browser.get("/health", headers={"Host": "127.0.0.1"}).status_code == 400


def test_email__decides_only_where_it_is_verified(provider: str, tmp_path: Path) -> None:
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
