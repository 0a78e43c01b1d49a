"""The recipes for nginx and Caddy (docs/serving.md) agree with the limits of the server."""

from pathlib import Path

from api.limits import Limits

RECIPES = Path(__file__).resolve().parents[3] / "docs/serving"
PORT, IDLE_SECONDS = 4000, 5


def directives(file: str) -> dict[str, str]:
    """Last value of each directive of a configuration file."""
    lines = (line.strip().rstrip(";{").strip() for line in (RECIPES / file).read_text(encoding="utf-8").splitlines())
    return {name: value for name, _, value in (line.partition(" ") for line in lines if not line.startswith("#"))}


def seconds(value: str) -> int:
    return int(value.removesuffix("s"))


def test_nginx_recipe__agrees_with_the_limits() -> None:
    limits, recipe = Limits(), directives("nginx.conf")
    text = (RECIPES / "nginx.conf").read_text(encoding="utf-8")
    assert f"server 127.0.0.1:{PORT};" in text
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text, "the client's own header must be replaced"
    assert "proxy_set_header Host $host;" in text
    for name in ("client_header_timeout", "client_body_timeout", "send_timeout"):
        assert seconds(recipe[name]) == limits.stalled_seconds
    assert recipe["client_max_body_size"] == f"{limits.body_bytes // 1024}k"
    assert seconds(recipe["proxy_read_timeout"]) > limits.query_seconds
    assert seconds(recipe["keepalive_timeout"]) < IDLE_SECONDS
    assert int(recipe["limit_conn"].split()[1]) < limits.connections


def test_caddy_recipe__agrees_with_the_limits() -> None:
    limits, recipe = Limits(), directives("Caddyfile")
    assert recipe["reverse_proxy"] == f"127.0.0.1:{PORT}"
    assert "trusted_proxies" not in recipe, "the client's own X-Forwarded-For would be extended instead of replaced"
    for name in ("read_header", "read_body"):
        assert seconds(recipe[name]) == limits.stalled_seconds
    assert seconds(recipe["response_header_timeout"]) > limits.query_seconds
    assert seconds(recipe["keepalive"]) < IDLE_SECONDS
    assert int(recipe["max_conns_per_host"]) < limits.connections
