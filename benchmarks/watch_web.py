"""A thousand sources on as many addresses of this machine: `python -m benchmarks.watch_web`.

Prints its port. Each feed answers 304 to who knows its version; `GET /turn/<n>` changes as many
feeds, others each time. Another process than those that are measured.
"""

import asyncio
import sys

from aiohttp import web

ARTICLES, TEXT = 20, 1_280
FEEDS = 1_000
DELAY = 0.02
"""Seconds until an answer leaves, as a near server takes."""


def feed(number: int, version: int) -> bytes:
    """30 kB: twenty articles, one more recent than the version before."""
    items = "".join(
        f"<item><title>Le {n}e article de la source {number}</title>"
        f"<link>https://source-{number}.example/articles/{n}</link>"
        f'<guid isPermaLink="false">{number}-{n}</guid>'
        f"<pubDate>Mon, 02 Nov 2026 {n // 60 % 24:02}:{n % 60:02}:00 +0100</pubDate>"
        f"<description>{f'Ce que dit le {n}e article de la source. ' * (TEXT // 40)}</description>"
        "</item>"
        for n in range(version + ARTICLES, version, -1)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>Source {number}</title><link>https://source-{number}.example/</link>{items}"
        "</channel></rss>"
    ).encode()


class Web:
    """``versions``: of each feed."""

    def __init__(self) -> None:
        self.versions = [0] * FEEDS
        self.bodies: dict[int, tuple[int, bytes]] = {}
        self._turn = 0

    def turn(self, many: int) -> None:
        for _ in range(many):
            self.versions[self._turn % FEEDS] += 1
            self._turn += 7  # no multiple of anything: each turn changes feeds of all parts
        self.bodies.clear()

    async def answer(self, request: web.Request) -> web.Response:
        await asyncio.sleep(DELAY)
        number = int(request.match_info["number"])
        tag = f'"{number}-{self.versions[number]}"'
        headers = {"ETag": tag, "Connection": "close"}
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers=headers)
        return web.Response(
            body=self._body(number), content_type="application/rss+xml", headers=headers
        )

    async def turned(self, request: web.Request) -> web.Response:
        self.turn(int(request.match_info["many"]))
        for number in range(FEEDS):  # made before anybody is timed
            self._body(number)
        return web.Response(status=204)

    def _body(self, number: int) -> bytes:
        version = self.versions[number]
        if self.bodies.get(number, (-1, b""))[0] != version:
            self.bodies[number] = (version, feed(number, version))
        return self.bodies[number][1]


async def main() -> None:
    served = Web()
    app = web.Application()
    app.add_routes(
        [web.get("/{number:[0-9]+}", served.answer), web.get("/turn/{many}", served.turned)]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "0.0.0.0", 0, backlog=FEEDS)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)  # until whoever started it closes its end
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
