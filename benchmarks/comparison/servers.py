"""The servers that are compared: how each is started, and what it cannot do."""
import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from . import machine

HERE = Path(__file__).resolve().parent
WEBCAM = {"size": "1920x1080", "fps": 30}


class Server:
    """A process of ours that serves a stream; ended when the block is left."""

    def __init__(self, command, port=None, path="/", environment=None, ready=None):
        self.path, self.port, self.is_ours = path, port, ready is port_of_ours
        self.log = open(machine.LOG, "ab")
        self.name = Path(str(command[0])).name
        self.process = subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.log, text=True, preexec_fn=machine.end_with_us,
                                        env={**os.environ, **(environment or {})})
        self.pid = self.process.pid
        self.pids = [self.pid]
        try:
            if ready:
                self.port = ready(self.process.stdout)
                if not self.port:
                    raise RuntimeError(self.silence())
            else:
                self.await_port()
        except Exception:
            self.close()
            raise

    def await_port(self):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(self.silence())

    def silence(self):
        """Why there is no server."""
        return f"{self.name} does not listen: {machine.last_words(machine.LOG.read_text(errors='replace'))}"

    def ask(self, line):
        """For our own servers: figures, as BenchServer has them."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()  # ours end with their input, and clear up behind them
        try:
            self.process.wait(3 if self.is_ours else 0)
        except subprocess.TimeoutExpired:
            self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdout, self.log):
            stream.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def port_of_ours(out):
    line = out.readline()
    return int(line.split()[1]) if line.startswith("ready ") else 0


def ours(sink, camera, options, *more, webcam=None):
    """framecast, with that sink."""
    command = machine.java("BenchServer", "--sink", sink, "--camera", camera, *more, jvm=options.jvm)
    if webcam:
        command, environment = with_webcam(command, webcam)
        return Server(command, path="/cameras/cam0/stream.mjpg", environment=environment, ready=port_of_ours)
    return Server(command, path="/cameras/cam0/stream.mjpg", ready=port_of_ours)


def with_webcam(command, webcam):
    environment = {"FAKECAM_STAMP": "1", "FAKECAM_SIZES": webcam["size"], "FAKECAM_FPS": str(webcam["fps"]),
                   "FAKECAM_RUN": str(machine.WORK / "webcams")}
    return [machine.CAMERAS / "with-webcams", *command], environment


def framecast(sink):
    def start(options):
        size = ("--size", WEBCAM["size"], "--fps", WEBCAM["fps"])
        if machine.has_webcams():
            return ours(sink, "webcam:0", options, *size, webcam=WEBCAM)
        return ours(sink, f"jpeg:{machine.jpeg(WEBCAM['size'])}", options, "--fps", WEBCAM["fps"])
    return start


def floor(_options, size=WEBCAM["size"], fps=WEBCAM["fps"]):
    program = machine.tool("mjpegfloor")
    if not program:
        machine.skip("floor", machine.without_tool("mjpegfloor"))
        return None
    port = machine.free_port()
    return Server([program, port, fps, machine.jpeg(size)], port)


def ustreamer(_options):
    if not shutil.which("ustreamer") or not machine.has_webcams():
        machine.skip("uStreamer", machine.without_webcams() or "no ustreamer in PATH")
        return None
    port = machine.free_port()
    command, environment = with_webcam(
        ["ustreamer", "--device", "/dev/video0", "--format", "MJPEG", "--resolution", WEBCAM["size"],
         "--desired-fps", str(WEBCAM["fps"]), "--encoder", "HW", "--host", "127.0.0.1", "--port", str(port),
         "--log-level", "0"], WEBCAM)
    return Server(command, port, "/stream", environment)


def django(name):
    def start(_options):
        if not machine.has_django() or not machine.has_webcams():
            machine.skip("Django", machine.without_webcams() or f"without {machine.DJANGO_PACKAGES}")
            return None
        port = machine.free_port()
        command, environment = with_webcam(
            [machine.DJANGO, HERE / "django" / f"{name}.py", "runserver", "--noreload", f"127.0.0.1:{port}"], WEBCAM)
        return Server(command, port, "/stream", environment)
    return start


# Name: how it is started, and how many viewers at most make sense.
WEBCAM_SERVERS = {
    "floor": (floor, 100_000),
    "framecast, Netty": (framecast("netty"), 100_000),
    "framecast, Jetty": (framecast("jetty"), 100_000),
    "framecast, Tomcat": (framecast("tomcat"), 100_000),
    "uStreamer": (ustreamer, 100_000),
    "Django, capture per request": (django("capture_per_request"), 1),
    "Django, capture thread": (django("capture_thread"), 50),
}


def is_meant(word, name):
    return word.strip().lower() in name.lower()


def chosen(options):
    """Those of the servers that the command line asks for."""
    words = options.only.split(",") if options.only else [""]
    return {name: value for name, value in WEBCAM_SERVERS.items() if any(is_meant(word, name) for word in words)}
