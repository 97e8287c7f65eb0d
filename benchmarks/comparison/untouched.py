"""Video as the camera sends it: many cameras to one viewer, and one camera to many."""
import argparse
import socket
import threading
import time

from . import load, machine, scenarios, servers, video
from .cost import Stages
from .report import FLOOR, Column, Result
from .runs import Progress, attempt, turns

CAMERAS = 64
VIEWERS = 50
SMALL = "640x360 at 15 fps, 0.5 Mbit/s"
LARGE = "1080p25, 4 Mbit/s"
# At 25 units a second a JVM interprets and compiles for a minute; after that the figures stay.
LONG_WARM_UP = 90
COPY = {"ffmpeg, copied": ["-c", "copy", "-f", "null"]}
OURS = "framecast"


def handed_on(options):
    """Processor time of each of 64 H.264 cameras whose video is handed on, in one response."""
    why = video.without_camera()
    if why:
        machine.skip("video", why)
        return None
    result = Result("video", f"{CAMERAS} H.264 cameras, handed on as they come, in one response", ["each", "by"], [
        Column("ms", "millis", "ms a second for each camera"), Column("bytes", "MBps", "MB/s in all")], ("ffmpeg",))
    clips = clips_of()
    with video.rtsp_camera(list(clips.values())) as camera:
        starts = {}
        for name, uri in zip(clips, camera.uris):
            starts[name, "ffmpeg, copied"] = lambda o, u=uri: Stages(u, COPY["ffmpeg, copied"])
            starts[name, OURS] = lambda o, u=uri: servers.ours("netty", u, o, "--cameras", CAMERAS)
        progress = Progress("video", options.rounds * len(starts), options)
        for number in range(options.rounds):
            for key, start in turns(starts.items(), number):
                attempt(result, progress, key, start, options, lambda server: camera_run(server, options),
                        lambda run: f"{run['millis']:.2f} ms a second")
    millis = result.columns[0]
    result.goal(f"{SMALL}: ms a second", 8, lambda r: r.median((SMALL, OURS), millis))
    result.goal(f"{SMALL}: over ffmpeg's", 1, lambda r: r.over((SMALL, OURS), "ms", (SMALL, "ffmpeg, copied")))
    result.goal(f"{LARGE}: ms a second", 15, lambda r: r.median((LARGE, OURS), millis))
    return result


def shared(options):
    """Processor time for a GB of one camera's video that 50 viewers are sent, beside the floor's."""
    why = video.without_camera() or ("" if machine.tool("mjpegfloor") else machine.without_tool("mjpegfloor"))
    if why:
        machine.skip("video-viewers", why)
        return None
    result = Result("video-viewers", f"{VIEWERS} viewers of one camera of {LARGE}, and of pictures as large from the floor",
                    ["server"], [Column("cpu", "cpuSPerGB", "CPU s/GB"), Column("loop", "loopSPerGB", "event loop alone"),
                                 Column("bytes", "MBps", "MB/s")])
    options = argparse.Namespace(**{**vars(options), "warm_up": max(options.warm_up, LONG_WARM_UP)})
    with video.rtsp_camera([clips_of()[LARGE]]) as camera:
        # A JPEG of nearly as many bytes as a unit has on average.
        starts = {FLOOR: lambda o: servers.floor(o, "480x360", 25),
                  OURS: lambda o: servers.ours("netty", camera.uris[0], o)}
        progress = Progress("video-viewers", options.rounds * len(starts), options)
        for number in range(options.rounds):
            for key, start in turns(starts.items(), number):
                attempt(result, progress, (key,), start, options, lambda server: viewers_run(server, options),
                        lambda run: f"{run['cpuSPerGB']:.2f} s/GB")
    result.goal("CPU a GB over the floor's", 1.5, lambda r: r.over((OURS,), "cpu", (FLOOR,)))
    return result


def clips_of():
    return {SMALL: video.clip("untouched-small", 15, "scale=640:360", 30, "500k"),
            LARGE: video.clip("untouched-large", 25, "scale=1920:1080", 50, "4M")}


def camera_run(server, options):
    reader = None if isinstance(server, Stages) else Reader(server.port, "/streams.mjpg?form=video")
    millis, read, _ = measured(server, options, [reader] if reader else [])
    count = CAMERAS if reader else len(server.pids)
    return {"millis": sum(millis.values()) / count, "MBps": read / options.seconds / 1e6 if reader else -1}


def viewers_run(server, options):
    ours = server.is_ours
    path = "/streams.mjpg?form=video" if ours else "/"
    readers = [Reader(server.port, path) for _ in range(VIEWERS)]
    millis, read, threads = measured(server, options, readers)
    spent = sum(millis.values()) * options.seconds / 1e3
    loop = sum(nanos for name, nanos in threads if "http" in name) / 1e9
    return {"cpuSPerGB": spent / (read / 1e9), "loopSPerGB": loop / (read / 1e9) if ours else -1,
            "MBps": read / options.seconds / 1e6, "serverCpuS": spent}


def measured(server, options, readers):
    """Milliseconds a second by duty, bytes that were read, and nanoseconds of each thread."""
    time.sleep(load.warm_up_of(server, options))
    before, read = machine.thread_nanos(*server.pids), sum(reader.count for reader in readers)
    time.sleep(options.seconds)
    after, read = machine.thread_nanos(*server.pids), sum(reader.count for reader in readers) - read
    if server.process.poll() is not None:
        raise RuntimeError(f"{server.name} ended")
    if readers and any(reader.over for reader in readers):
        raise RuntimeError("a response ended")
    threads = [(name, nanos - before.get(task, (name, 0))[1]) for task, (name, nanos) in after.items()]
    return scenarios.by_duty(before, after, options.seconds), read, threads


class Reader:
    """Reads a response and counts its bytes."""

    def __init__(self, port, path):
        self.count, self.over = 0, False
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        room = bytearray(1 << 18)
        try:
            while length := self.socket.recv_into(room):
                self.count += length
        except OSError:
            pass
        self.over = True
