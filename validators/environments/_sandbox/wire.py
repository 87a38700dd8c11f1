"""Messages over a stream socket: four bytes of length, then that many bytes. No meaning here."""

import socket
import struct

LENGTH = struct.Struct("!I")


class Closed(Exception):
    """The other side is gone."""


def framed(payload: bytes) -> bytes:
    """A message as it travels."""
    return LENGTH.pack(len(payload)) + payload


def exactly(sock: socket.socket, count: int) -> bytes:
    """That many bytes. Raises Closed at the end of the stream."""
    chunk = sock.recv(count)
    if len(chunk) == count:
        return chunk
    parts = bytearray(chunk)
    while len(parts) < count:
        if not chunk:
            raise Closed
        chunk = sock.recv(min(count - len(parts), 1 << 20))
        parts += chunk
    return bytes(parts)


def received(sock: socket.socket) -> bytes:
    """The next message. Raises Closed at the end of the stream."""
    return exactly(sock, LENGTH.unpack(exactly(sock, LENGTH.size))[0])


def received_with(sock: socket.socket) -> tuple[bytes, int | None]:
    """The next message and the file descriptor that came with it. Raises Closed at the end."""
    head, descriptors, _, _ = socket.recv_fds(sock, LENGTH.size, 1)
    if not head:
        raise Closed
    head += exactly(sock, LENGTH.size - len(head)) if len(head) < LENGTH.size else b""
    return exactly(sock, LENGTH.unpack(head)[0]), descriptors[0] if descriptors else None
