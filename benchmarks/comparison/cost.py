"""What a camera costs that is shown small: of a stream for that, and of its key frames alone."""
import shutil
import subprocess
import threading
import time
import urllib.request

from . import load, machine, scenarios, servers, video
from .report import Column, Result
from .runs import Progress, attempt, turns

CAMERAS = 4
SMALL = "640 pixels, all 15 fps"
FEW = "320 pixels, 1 fps"
FFMPEG = "ffmpeg, to the end"
# Each is given what the one before it does, and one thing more.
STAGES = {"ffmpeg, received": ["-c", "copy", "-f", "null"],
          "ffmpeg, and decoded": ["-f", "null"],
          "ffmpeg, and its colours converted": ["-vf", video.COLOURS, "-f", "null"],
          FFMPEG: ["-vf", video.COLOURS, "-c:v", "mjpeg", "-threads", "1", "-q:v", "4", "-huffman", "default",
                   "-f", "mpjpeg"]}
OURS = {"framecast, sub-stream": (SMALL, "&width=640"),
        "framecast, both streams": (FEW, "&width=320&fps=1"),
        "framecast, main stream alone": (FEW, "&width=320&fps=1")}


def cost(options):
    """Processor time of a camera of 1080p25 with a sub-stream of 640x360 at 15 fps, both H.264."""
    why = video.without_camera()
    if why:
        machine.skip("cost", why)
        return None
    result = Result("cost", f"{CAMERAS} cameras of 1080p25, a key frame a second, with sub-streams of 640x360 at 15 fps",
                    ["wanted", "by", "thread"], [Column("ms", "millis", "ms a second for each camera")], ("ffmpeg",))
    clips = [video.clip("cost-main", 25, "scale=1920:1080", 25, "4M"), video.clip("cost-sub", 15, "scale=640:360", 15, "500k")]
    with video.rtsp_camera(clips) as camera:
        main, sub = camera.uris
        starts = {(SMALL, name): lambda o, s=stage: Stages(sub, s) for name, stage in STAGES.items()}
        for name, (wanted, query) in OURS.items():
            uri = main if "alone" in name else f"{main}#subStream={sub}"
            starts[wanted, name] = lambda o, u=uri, q=query: watched(o, u, q)
        progress = Progress("cost", options.rounds * len(starts), options)
        for number in range(options.rounds):
            for key, start in turns(starts.items(), number):
                spent = {}
                attempt(result, progress, (*key, "together"), start, options,
                        lambda server: cost_run(server, options, spent), lambda run: f"{run['millis']:.1f} ms a second")
                for duty, millis in sorted(spent.items(), key=lambda item: -item[1]):
                    result.add((*key, duty), {"millis": millis})
    small, both, alone = ((wanted, name, "together") for name, (wanted, _) in OURS.items())
    millis = result.columns[0]
    result.goal("main stream alone, 320 pixels, 1 fps: ms a second", 30, lambda r: r.median(alone, millis))
    result.goal("sub-stream, 640 pixels, 15 fps: ms a second", 25, lambda r: r.median(small, millis))
    result.goal("sub-stream, 640 pixels, 15 fps: over ffmpeg's", 1.1,
                lambda r: r.over(small, "ms", (SMALL, FFMPEG, "together")))
    return result


def cost_run(server, options, spent):
    time.sleep(load.warm_up_of(server, options))
    before = machine.thread_nanos(*server.pids)
    time.sleep(options.seconds)
    after = machine.thread_nanos(*server.pids)
    if server.process.poll() is not None:
        raise RuntimeError(f"{server.name} ended")
    millis = scenarios.by_duty(before, after, options.seconds * CAMERAS)
    if server.is_ours:
        spent.update(millis)
    return {"millis": sum(millis.values())}


def watched(options, uri, query):
    """Our server with its cameras, and a viewer of each over one connection."""
    server = servers.ours("netty", uri, options, "--cameras", CAMERAS)
    ids = ",".join(f"cam{i}" for i in range(CAMERAS))
    threading.Thread(target=watch, args=(f"http://127.0.0.1:{server.port}/streams.mjpg?ids={ids}{query}",),
                     daemon=True).start()
    return server


def watch(url):
    try:
        with urllib.request.urlopen(url) as stream:
            while stream.read1(1 << 16):
                pass
    except OSError:
        pass  # the server has ended


class Stages:
    """As many of FFmpeg's command lines as there are cameras; their threads are told as one process's."""

    is_ours, name = False, "ffmpeg"

    def __init__(self, uri, stage):
        command = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-threads", "1", "-rtsp_transport", "tcp", "-i", uri,
                   "-filter_threads", "1", *stage, "/dev/null"]
        self.processes = [subprocess.Popen(command, preexec_fn=machine.end_with_us) for _ in range(CAMERAS)]
        self.pids = [process.pid for process in self.processes]
        self.process = self

    def poll(self):
        return next((process.returncode for process in self.processes if process.poll() is not None), None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()
