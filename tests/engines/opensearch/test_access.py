"""TLS, authentication and time-outs, against the real cluster behind a proxy of the test."""

from __future__ import annotations

import base64
import ssl
import subprocess
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from whoosh import query

from archsearch.engines import OpenSearchEngine
from archsearch.errors import IndexUnavailableError
from tests.engines.corpora import Source, built

USER, PASSWORD = "reader", "секрет и: more"
EXPECTED = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


@contextmanager
def proxy(target, certificate=None, *, delay=0.0, guarded=False):
    """Passes requests on to `target`; gives its own address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def passed_on(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if guarded and self.headers.get("Authorization") != EXPECTED:
                return 401, b"{}"
            time.sleep(delay)
            kind = {"Content-Type": self.headers.get("Content-Type", "application/json")}
            request = urllib.request.Request(
                target + self.path, data=body or None, headers=kind, method=self.command
            )
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return answer.status, answer.read()
            except urllib.error.HTTPError as error:
                return error.code, error.read()

        def answer(self):
            status, body = self.passed_on()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *args):
            pass

    for method in ("GET", "POST", "PUT", "DELETE", "HEAD"):
        setattr(Handler, f"do_{method}", Handler.answer)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
            "-keyout", folder / "key.pem", "-out", folder / "cert.pem",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def settings(cluster):
    return replace(cluster, prefix=f"{cluster.prefix}-access", replicas=0)


@pytest.fixture(scope="module")
def index(settings, tmp_path_factory):
    path = tmp_path_factory.mktemp("access") / "index"
    source = Source("d", {"text": [(0, ["караван"])]}, {}, {}, {})
    built(OpenSearchEngine(settings), path, [source]).close()
    return path


def test_a_guarded_cluster_is_read_and_written(settings, certificate, tmp_path):
    with proxy(settings.hosts[0], certificate, guarded=True) as host:
        own = replace(
            settings,
            hosts=(host,),
            user=USER,
            password=PASSWORD,
            ca_file=str(certificate / "cert.pem"),
        )
        source = Source("d", {"text": [(0, ["караван"])]}, {}, {}, {})
        reader = built(OpenSearchEngine(own), tmp_path / "index", [source])
        assert reader.search(query.Term("text", "караван")).total == 1


def test_a_wrong_password_is_told(settings, certificate, index):
    with proxy(settings.hosts[0], certificate, guarded=True) as host:
        own = replace(settings, hosts=(host,), ca_file=str(certificate / "cert.pem"))
        for user, password in (("", ""), (USER, "wrong")):
            engine = OpenSearchEngine(replace(own, user=user, password=password))
            with pytest.raises(IndexUnavailableError, match="refuses the user"):
                engine.reader(index)


def test_a_certificate_that_nobody_vouches_for_is_refused(settings, certificate, index):
    with proxy(settings.hosts[0], certificate) as host:
        engine = OpenSearchEngine(replace(settings, hosts=(host,)))
        with pytest.raises(IndexUnavailableError, match="certificate"):
            engine.reader(index)


def test_a_cluster_that_takes_too_long_is_told(settings, index):
    with proxy(settings.hosts[0], delay=3.0) as host:
        engine = OpenSearchEngine(replace(settings, hosts=(host,), timeout=0.5))
        with pytest.raises(IndexUnavailableError, match=r"within 0\.5 s"):
            engine.reader(index)
