# SPDX-License-Identifier: MIT OR Apache-2.0
"""A server under Python's asyncio: python examples/asyncio_server.py [port]

Two things tell when the server is to be looked at: one descriptor, and one time. "/later" is answered by a task that
sleeps meanwhile, while others are served. Content is read by a call that waits, so it is for small uploads only.
"""

import asyncio
import signal
import sys
from collections.abc import Callable

import oyez


class Looked:
    """A server that is looked at when there is something to do."""

    def __init__(self, server: oyez.Server, handle: Callable[[oyez.Exchange], None]) -> None:
        self.server = server
        self.handle = handle
        self.loop = asyncio.get_running_loop()
        self.due: asyncio.TimerHandle | None = None
        self.loop.add_reader(server.fileno(), self.look)
        self.wait_again()

    def look(self) -> None:
        """Takes what has come. Not more than this at once: the loop has others to serve."""
        try:
            for _ in range(64):
                exchange = self.server.poll(0)
                if exchange is None:
                    break
                self.handle(exchange)
        finally:
            self.wait_again()

    def wait_again(self) -> None:
        """After whatever was done with the server or an exchange: when is it to be looked at again?"""
        if self.due:
            self.due.cancel()
        wait = self.server.interest().wait
        self.due = None if wait is None else self.loop.call_later(wait, self.look)

    def close(self) -> None:
        self.loop.remove_reader(self.server.fileno())
        if self.due:
            self.due.cancel()


def hello(exchange: oyez.Exchange) -> None:
    with exchange:
        exchange.respond(200, "Oyez!\n")


async def serve(server: oyez.Server) -> None:
    tasks: set[asyncio.Task[None]] = set()

    async def later(exchange: oyez.Exchange) -> None:
        with exchange:
            await asyncio.sleep(0.5)
            exchange.respond(200, "later\n")
        looked.wait_again()

    def handle(exchange: oyez.Exchange) -> None:
        if exchange.request.path == "/later":
            task = asyncio.create_task(later(exchange))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        else:
            hello(exchange)

    looked = Looked(server, handle)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()
    if tasks:
        await asyncio.wait(tasks)
    looked.close()


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
    with oyez.Server(("127.0.0.1", port)) as server:
        print("serving on http://%s:%s/" % (*server.address,), flush=True)
        asyncio.run(serve(server))
        # Outside of the loop, it may wait: what was begun is finished.
        server.drain(5)
        for exchange in server:
            hello(exchange)


if __name__ == "__main__":
    main()
