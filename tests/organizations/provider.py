"""A small provider of accounts (OpenID Connect) on this machine: discovery, token, person; real HTTP."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


@dataclass
class Provider:
    """What the provider says of the person, and what it was asked."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    challenges: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def authorize(self, query: dict[str, str]) -> str:
        """What its own page does after the password: a code for the request that came from the portal."""
        self.challenges["the code"] = query["code_challenge"]
        return "the code"


@contextmanager
def running_provider() -> Iterator[Provider]:
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(provider))
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler_of(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/.well-known/openid-configuration":
                self.answer(200, _discovery(provider.url))
            elif self.path == "/person" and self.headers["Authorization"] == "Bearer the token":
                self.answer(200, provider.person)
            else:
                self.answer(404, {})

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            asked = {name: values[0] for name, values in sent.items()}
            provider.asked.append(asked)
            right = _challenge(asked.get("code_verifier", "")) == provider.challenges.pop(asked.get("code", ""), None)
            self.answer(200 if right else 400, {"access_token": "the token", "token_type": "Bearer"} if right else {})

        def answer(self, status: int, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: Any) -> None:
            """The output belongs to the tests."""

    return Handler


def _discovery(url: str) -> dict[str, Any]:
    return {
        "issuer": url,
        "authorization_endpoint": f"{url}/authorize",
        "token_endpoint": f"{url}/token",
        "userinfo_endpoint": f"{url}/person",
        "jwks_uri": f"{url}/keys",
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    }


def _challenge(verifier: str) -> str:
    """The proof that the code is exchanged by whoever asked for it (PKCE, S256)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
