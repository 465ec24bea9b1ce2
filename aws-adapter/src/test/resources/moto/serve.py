"""Runs moto as the AWS endpoint of the tests.

    python serve.py [--host 127.0.0.1] [--port 0] [--with-parent]

The first line on stdout is "listening on HOST:PORT". With --with-parent the process ends when its stdin closes, so that
it never outlives the JVM that started it. What differs from plain moto is in the modules installed below, one each.
"""

import argparse
import os
import sys
import threading

from werkzeug.serving import make_server

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app

import cloudwatch_cbor
import control
import first_calls
import metric_index
import steady_fleet


class QuietHandler(MotoRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept, as AWS keeps them
    disable_nagle_algorithm = True  # an answer leaves in several writes; the second must not wait for an ACK

    def log(self, type, message, *args):
        """Says nothing per call: a test that wants the calls puts a proxy in front."""


class OneAtATime:
    """moto's models are not made for threads: two launches at once fail with 500."""

    def __init__(self, app):
        self.app, self.lock = app, threading.Lock()

    def __call__(self, environ, start_response):
        with self.lock:
            answer = self.app(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                getattr(answer, "close", lambda: None)()


def end_with_stdin():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--with-parent", action="store_true")
    chosen = options.parse_args()
    if chosen.with_parent:
        threading.Thread(target=end_with_stdin, daemon=True).start()
    cloudwatch_cbor.install()
    metric_index.install()
    steady_fleet.install()
    app = DomainDispatcherApplication(create_backend_app)
    app.debug = True  # moto answers unknown paths only so
    first_calls.make(app)
    server = make_server(
        chosen.host, chosen.port, OneAtATime(control.Control(app)), threaded=True, request_handler=QuietHandler
    )
    os.environ["MOTO_PORT"] = str(server.port)
    print(f"listening on {chosen.host}:{server.port}", flush=True)
    sys.stdout = sys.stderr  # nobody reads stdout from here on, and a full pipe would stop moto
    server.serve_forever()


if __name__ == "__main__":
    main()
