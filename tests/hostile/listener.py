"""Somebody who listens for what must never come."""

import socket


class Listener:
    """A socket that listens on loopback and that nobody may call.

    Attributes:
        url: its address.
    """

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self._listening.settimeout(0)
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}/"

    def calls(self) -> int:
        """How many have called since it was asked last."""
        found = 0
        while True:
            try:
                self._listening.accept()[0].close()
            except BlockingIOError:
                return found
            found += 1
