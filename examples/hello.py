# SPDX-License-Identifier: MIT OR Apache-2.0
"""A server in one screen: python examples/hello.py [port]"""

import sys

import oyez


def complain(error: oyez.ProtocolError) -> None:
    """The peer broke the protocol; the server answers by itself."""
    print(error, file=sys.stderr, flush=True)


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
    try:
        server = oyez.Server(("127.0.0.1", port), on_error=complain)
    except OSError as error:
        sys.exit(f"127.0.0.1:{port}: {error.strerror}")
    with server:
        for exchange in server:
            with exchange:
                print(exchange.request.method, exchange.request.target, flush=True)
                exchange.respond(200, "Oyez!\n", {"Content-Type": "text/plain"})


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
