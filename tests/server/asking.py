"""Raw requests, as an attacker would write them: nothing is put right on the way."""

import http.client
import socket
from collections.abc import Mapping
from dataclasses import dataclass

WEBSOCKET = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
STREAM = "/_stcore/stream"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(port: int, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Answer:
    """One request with exactly these headers, and ``Host`` where none is given."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        sent = {"Host": f"127.0.0.1:{port}", **(headers or {})}
        if body:
            sent["Content-Length"] = str(len(body))
        for name, value in sent.items():
            if value:
                connection.putheader(name, value)
        connection.endheaders(body or None)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, b"" if answer.status == http.client.SWITCHING_PROTOCOLS else answer.read())
    finally:
        connection.close()


def said(port: int, *parts: bytes, patience_seconds: float = 20) -> bytes:
    """What the server says to these bytes until it hangs up."""
    with socket.create_connection(("127.0.0.1", port), patience_seconds) as connection:
        try:
            for part in parts:
                connection.sendall(part)
            answer = b""
            while came := connection.recv(65536):
                answer += came
            return answer
        except ConnectionError:
            return answer if "answer" in locals() else b""
