"""A small web process for the tests of the pass-through: says what it was asked, in the manner asked for."""

import hashlib
import json
import sys
import time
from socketserver import ThreadingMixIn, UnixStreamServer


class Handler:
    """Speaks just enough HTTP: one request a connection."""

    def __init__(self, request, address, server):
        self.stream = request.makefile("rb")
        self.out = request
        self.handle()

    def handle(self):
        line = self.stream.readline().decode().split()
        if len(line) < 3:
            return
        self.method, self.target, self.version = line
        self.headers = {}
        while (header := self.stream.readline()) not in (b"\r\n", b""):
            name, _, value = header.decode().partition(":")
            self.headers[name.strip().lower()] = value.strip()
        getattr(
            self,
            "path_" + self.target.split("?")[0].strip("/").split("/")[0].replace("-", "_"),
            self.path_echo,
        )()

    def body(self) -> bytes:
        if self.headers.get("transfer-encoding") == "chunked":
            data = b""
            while size := int(self.stream.readline(), 16):
                data += self.stream.read(size)
                self.stream.readline()
            return data
        return self.stream.read(int(self.headers.get("content-length", 0)))

    def say(self, status: str, body: bytes, *headers: str, length: bool = True):
        lines = [f"HTTP/1.1 {status}", *headers, "Connection: close"]
        if length:
            lines.append(f"Content-Length: {len(body)}")
        self.out.sendall("\r\n".join([*lines, "", ""]).encode() + (b"" if self.method == "HEAD" else body))

    def path_echo(self):
        data = self.body()
        told = {
            "method": self.method, "target": self.target, "version": self.version, "headers": self.headers,
            "length": len(data), "sha256": hashlib.sha256(data).hexdigest(),
        }  # fmt: skip
        self.say(
            "200 OK",
            json.dumps(told).encode(),
            "Content-Type: application/json",
            "Set-Cookie: a=1",
            "Set-Cookie: b=2",
        )

    def path_chunked(self):
        self.out.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
        for number in range(50):
            piece = b"%d\n" % number * 100
            self.out.sendall(b"%x\r\n%b\r\n" % (len(piece), piece))
        self.out.sendall(b"0\r\n\r\n")

    def path_until_end(self):
        self.say("200 OK", b"x" * 100_000, length=False)

    def path_cut_off(self):
        self.out.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")

    def path_empty(self):
        self.say("204 No Content", b"", length=False)

    def path_not_modified(self):
        self.out.sendall(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n")

    def path_large(self):
        self.say("200 OK", b"0123456789" * 2_000_000)

    def path_silent(self):
        self.out.close()

    def path_early(self):
        self.say("403 Forbidden", b"no")

    def path_slow(self):
        time.sleep(0.5)
        self.path_echo()


class Server(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True
    request_queue_size = 128


if __name__ == "__main__":
    Server(sys.argv[1], Handler).serve_forever()
