"""An access file that is not understood, or would expose the server unprotected, is refused in a sentence."""

import tomllib
from pathlib import Path

import pytest

from api.access import AccessError, read_access
from api.limits import Limits

EXAMPLE = Path(__file__).resolve().parents[3] / "api/access.example.toml"
PLAIN = 'address = "http://127.0.0.1:4000"\n[audiences.enka]\n'


def read(folder: Path, text: str) -> object:
    path = folder / "access.toml"
    path.write_text(text)
    return read_access(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "address"),
        (PLAIN + '[tls]\ncertificate = "a"\nkey = "b"\n', "tls"),
        ("nonsense", "cannot be read"),
        ('address = "http://127.0.0.1:4000"\n', "audiences"),
        (PLAIN + "surprise = 1\n", "surprise"),
        ('tokenz = "x"\n' + PLAIN, "tokenz"),
        ('host = "0.0.0.0"\n' + PLAIN, "name the `proxy` that ends TLS"),
        ('host = "0.0.0.0"\nproxy = ["*"]\n' + PLAIN, "does not appear to be an IPv4 or IPv6"),
        (PLAIN.replace("127.0.0.1", "bess.example.com"), "must begin with https://"),
        (PLAIN.replace("http://", ""), "must be an address"),
        (PLAIN + '[login]\nissuer = "https://a"\nclient_id = "b"\n[login.audiences]\nx = "moon"\n', "names 'moon'"),
        (PLAIN + "[limits]\nrequests_per_minute = 0\n", "requests_per_minute"),
        (PLAIN + "[limits]\nrows = 5\n", "rows"),
    ],
)
def test_faulty_file__is_refused_in_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(AccessError, match=words.replace("*", r"\*")):
        read(tmp_path, text)


def test_missing_file__is_refused(tmp_path: Path) -> None:
    with pytest.raises(AccessError, match="cannot be read"):
        read_access(tmp_path / "none.toml")


def test_example_file__can_be_used_and_shows_the_default_limits(tmp_path: Path) -> None:
    text = EXAMPLE.read_text()
    path = tmp_path / "access.toml"
    path.write_text(text)
    access = read_access(path)
    assert access.hosts == ("127.0.0.1", "localhost", "bess.example.com")
    assert access.audiences["tmeic"].warehouse == tmp_path / "data/demo/audiences/tmeic/bess.duckdb"
    assert access.audiences["enka"].warehouse == tmp_path / "data/demo/bess.duckdb"
    assert tomllib.loads(text)["limits"] == Limits().model_dump()
