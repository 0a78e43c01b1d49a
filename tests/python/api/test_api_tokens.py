"""Tokens of programs: shown once, stored as hashes, and expired or revoked without a restart."""

import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from api.tokens import TokenStore, main
from tests.python.api.conftest import guarding, issue, write_access


@pytest.fixture
def access(tmp_path: Path) -> Path:
    for audience in ("enka", "tmeic"):
        site = tmp_path / f"data/demo/audiences/{audience}/site"
        site.mkdir(parents=True)
        (site / "index.html").write_text(f"site of {audience}")
    return write_access(tmp_path)


@pytest.fixture
def client(access: Path) -> Iterator[httpx.Client]:
    with guarding(access) as url, httpx.Client(base_url=url) as client:
        yield client


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_token__gives_access_to_its_audience_until_revoked(
    access: Path, client: httpx.Client, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--access", str(access), "issue", "--name", "export", "--audience", "tmeic"]) == 0
    token = capsys.readouterr().out.strip()
    assert token.startswith("bess_")
    assert len(token) >= 48
    assert client.get("/", headers=bearer(token)).text == "site of tmeic"

    assert main(["--access", str(access), "revoke", "--name", "export"]) == 0
    refused = client.get("/", headers=bearer(token))
    assert (refused.status_code, refused.headers["www-authenticate"]) == (
        401, 'Bearer realm="bess", error="invalid_token"',
    )  # fmt: skip
    assert main(["--access", str(access), "revoke", "--name", "export"]) == 1


def test_token_file__holds_hashes_and_is_private(
    access: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--access", str(access), "issue", "--name", "export", "--audience", "enka", "--days", "2"])
    token = capsys.readouterr().out.strip()
    kept = tmp_path / "data/access/tokens.json"
    assert token.removeprefix("bess_") not in kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    (entry,) = json.loads(kept.read_text())
    lifetime = datetime.fromisoformat(entry["expires_at"]) - datetime.fromisoformat(entry["issued_at"])
    assert lifetime == timedelta(days=2)

    main(["--access", str(access), "list"])
    listed = capsys.readouterr().out
    assert "export\tenka\tvalid" in listed
    assert entry["sha256"] not in listed


def test_expired_token__is_refused(access: Path, client: httpx.Client) -> None:
    assert client.get("/", headers=issue(access, "enka", "old", days=-1)).status_code == 401
    assert client.get("/", headers=issue(access, "enka", "new")).status_code == 200


@pytest.mark.parametrize(
    "said", ["", "Bearer", "Bearer bess_", "Basic YTpi", "Bearer é", "Bearer a b", "bess_x", "Bearer " + "x" * 999]
)  # fmt: skip
def test_malformed_token__is_refused(access: Path, client: httpx.Client, said: str) -> None:
    issue(access, "enka", "somebody")
    refused = client.get("/", headers={"Authorization": said.encode()})
    assert refused.status_code == 401


def test_hash_or_name_of_a_token__is_refused_as_token(access: Path, client: httpx.Client, tmp_path: Path) -> None:
    issue(access, "enka", "somebody")
    (entry,) = json.loads((tmp_path / "data/access/tokens.json").read_text())
    for said in (entry["sha256"], f"bess_{entry['sha256']}", "somebody"):
        assert client.get("/", headers=bearer(said)).status_code == 401


def test_unreadable_token_file__refuses_every_token(access: Path, client: httpx.Client, tmp_path: Path) -> None:
    header = issue(access, "enka", "somebody")
    assert client.get("/", headers=header).status_code == 200
    for text in ("[{", '[{"name": 1}]', "7"):
        (tmp_path / "data/access/tokens.json").write_text(text)
        refused = client.get("/", headers=header)
        assert (refused.status_code, refused.json()["detail"]) == (503, "The list of tokens cannot be read.")
    (tmp_path / "data/access/tokens.json").unlink()
    assert client.get("/", headers=header).status_code == 401


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--audience", "moon"], "There is no audience 'moon'; there are enka, tmeic."),
        (["--audience", "enka", "--days", "1000"], "A token may be valid for 366 days at most."),
        (["--audience", "enka"], "There is a token named 'taken' already: revoke it first, or choose another name."),
    ],
)
def test_faulty_issue_command__is_refused_in_a_sentence(
    access: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    issue(access, "enka", "taken")
    assert main(["--access", str(access), "issue", "--name", "taken", *arguments]) == 1
    assert capsys.readouterr().err.strip() == sentence


def test_tokens__are_unique(tmp_path: Path) -> None:
    store = TokenStore(tmp_path / "many.json")
    made = {store.issue(f"program {number}", "enka", timedelta(days=1)) for number in range(20)}
    assert len(made) == 20
    assert store.find_valid(sorted(made)[0]) is not None
    assert store.tokens()[0].is_valid(datetime.now(UTC))
