"""A browser without a screen: keeps its connection and its cookies."""

from __future__ import annotations

import http.client
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode


class Session:
    """One person's HTTP connection to the server under test. Follows no redirection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.host = f"localhost:{port}"
        self.cookies: dict[str, str] = {}
        self.location = ""  # where the last answer led

    def request(
        self, method: str, path: str, form: dict[str, str | list[str]] | None = None
    ) -> tuple[int, bytes]:
        """Status and body. Raises OSError when the server is gone."""
        headers = {"Host": self.host}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if form is not None:
            body = urlencode(form, doseq=True)
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://{self.host}",
                "Referer": f"http://{self.host}{path}",
            }
        self.connection.request(method, path, body=body, headers=headers)
        response = self.connection.getresponse()
        content = response.read()
        self.location = response.headers.get("Location", "")
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return response.status, content

    def sign_in(self, email: str, password: str) -> None:
        """Raises RuntimeError when the server does not let this person in."""
        _status, page = self.request("GET", "/compte/connexion/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = {
            "login": email,
            "password": password,
            "csrfmiddlewaretoken": token[1].decode() if token else "",
        }
        status, _page = self.request("POST", "/compte/connexion/", form)
        if status != 302:
            raise RuntimeError(f"{email} could not sign in: the server answered {status}.")
