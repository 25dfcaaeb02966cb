"""The head of a request, before any of our code sees it: neither endlessly slow nor endlessly long."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from dashboard.server.headers import headers

LONGEST_HEAD = 64 * 1024
SLOWEST_HEAD_SECONDS = 10


class BoundedHeads(HttpToolsProtocol):
    """uvicorn's own protocol, which waits for the end of a head without end and keeps all that comes."""

    _deadline: asyncio.TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        self._wait_for_head()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head_bytes = 0
        self._wait_for_head()

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._deadline is None:
            return
        self._head_bytes += len(data)
        if self._head_bytes > LONGEST_HEAD:
            self._stop_waiting()
            self.send_400_response("Bad Request")

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def send_400_response(self, _: str) -> None:
        """As uvicorn's, with the headers of every answer and without its own words."""
        lines = [f"{name}: {value}\r\n" for name, value in headers().items()]
        told = "Bad Request"
        lines += ["content-type: text/plain; charset=utf-8\r\n", f"content-length: {len(told)}\r\n"]
        self.transport.write(f"HTTP/1.1 400 {told}\r\n{''.join(lines)}connection: close\r\n\r\n{told}".encode())
        self.transport.close()

    def _wait_for_head(self) -> None:
        self._stop_waiting()
        self._deadline = self.loop.call_later(SLOWEST_HEAD_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
