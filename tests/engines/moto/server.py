"""moto's server, with a clock that suites can move: POST /clock {"advanceMs": n} on the second port."""

import json
import sys
import threading
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import time_machine
from moto.server import ThreadedMotoServer

offset = 0
journey = None
lock = threading.Lock()


def advance(milliseconds):
    global offset, journey
    with lock:
        offset += milliseconds
        if journey:
            journey.stop()
        journey = time_machine.travel(datetime.now(timezone.utc) + timedelta(milliseconds=offset), tick=True)
        journey.start()


class Clock(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        advance(body["advanceMs"])
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        now = datetime.now(timezone.utc).timestamp() * 1000
        body = json.dumps({"now": now, "offsetMs": offset}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


port, clock_port = map(int, sys.argv[1:3])
ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False).start()
ThreadingHTTPServer(("127.0.0.1", clock_port), Clock).serve_forever()
