# SPDX-License-Identifier: MIT OR Apache-2.0
"""A client over a socket of one's own: python examples/client.py [host [port [path]]]"""

import socket
import sys

import oyez


def fetch(host: str, port: int, path: str) -> tuple[oyez.Response, bytes]:
    """Asks for a path, and gives the final response and its content."""
    conn = oyez.Connection(oyez.Role.CLIENT)
    conn.make_last()
    content = bytearray()
    final: oyez.Response | None = None
    with socket.create_connection((host, port), timeout=10) as sock:
        sock.sendall(conn.send(oyez.Request("GET", path, {"Host": f"{host}:{port}"})))
        sock.sendall(conn.send(oyez.Complete()))
        while True:
            for event in conn:
                match event:
                    case oyez.Response():
                        final = event
                    case oyez.Content(octets):
                        content += octets
                    case oyez.Complete() if final:
                        return final, bytes(content)
                    case oyez.Closed():
                        raise ConnectionError("closed without an answer")
            if octets := sock.recv(65536):
                conn.receive(octets)
            else:
                conn.receive_end()


def main() -> None:
    host, port, path = (*sys.argv[1:], *("127.0.0.1", "8080", "/")[len(sys.argv) - 1 :])
    try:
        response, content = fetch(host, int(port), path)
    except (OSError, oyez.ProtocolError) as error:
        sys.exit(f"{host}:{port}: {error}")
    print(response.status, response.reason.decode("iso-8859-1"))
    for name, value in response.fields.lines():
        print(f"{name}: {value.decode('iso-8859-1')}")
    print()
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main()
