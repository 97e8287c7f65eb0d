"""Viewers: the C client where it lies beside the project, else our own."""
import json
import subprocess

from . import machine

QUICK_WARM_UP = 5


def warm_up_of(server, options):
    """A JVM is slow to compile what runs thirty times a second: until then its compilers take a tenth of the whole."""
    return options.warm_up if server.is_ours else min(options.warm_up, QUICK_WARM_UP)


def start(server, options, viewers, *more, warm_up=None, seconds=None):
    """Begins to watch a server; returns what finish() wants."""
    client = None if options.java_client else machine.tool("mjpegload")
    program = [client] if client else machine.java("LoadClient")
    warm_up = warm_up_of(server, options) if warm_up is None else warm_up
    command = [*program, "-c", viewers, "-w", warm_up, "-d", seconds or options.seconds, "-p", server.pid,
               *more, "127.0.0.1", server.port, server.path]
    return subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True, preexec_fn=machine.end_with_us)


def finish(client):
    """What the client counted."""
    out = client.communicate()[0]
    if client.returncode or not out:
        raise RuntimeError(f"the load client failed: {' '.join(client.args)}")
    return json.loads(out)


def run(server, options, viewers, *more, **times):
    return finish(start(server, options, viewers, *more, **times))
