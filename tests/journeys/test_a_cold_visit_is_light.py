"""Somebody with a weak network opens a module for the first time: little to fetch, and nothing from anybody else."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.journey

MOST_BYTES = 100_000
MOST_REQUESTS = 8


def test_a_first_visit_to_a_module_fetches_little_and_from_one_host(
    browser, browser_context_args, production
):
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    network = context.new_cdp_session(page)
    asked, received, types = [], [], {}
    network.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    network.on(
        "Network.responseReceived",
        lambda event: types.update(
            {event["requestId"]: (event["response"]["status"], event["response"]["url"])}
        ),
    )
    network.on(
        "Network.loadingFinished",
        lambda event: received.append((int(event["encodedDataLength"]), *types[event["requestId"]])),
    )
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    reply = page.goto(f"{production.url}{production.urls['module']}", wait_until="networkidle")
    assert reply.status == 200
    page.mouse.wheel(0, 5000)
    page.wait_for_timeout(500)
    context.close()

    table = "\n".join(f"{size:>8} {status} {url}" for size, status, url in received)
    assert all(status == 200 for _size, status, _url in received), table
    assert all(url.startswith((production.url, "data:")) for url in asked), asked
    assert len([url for url in asked if not url.startswith("data:")]) <= MOST_REQUESTS, table
    assert 0 < sum(size for size, _status, _url in received) <= MOST_BYTES, table
    print(table)
