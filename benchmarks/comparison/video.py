"""From an H.264 camera to JPEGs, beside other ways."""
import shutil
import subprocess
import time

from . import load, machine, servers
from .report import Column, Result
from .runs import Progress, attempt, turns, watch

COLOURS = ("colorspace=iall=bt709:irange=tv:space=smpte170m:trc=bt709:primaries=bt709:range=pc:fast=1"
           ":format=yuv420p")


def rtsp(options):
    """H.264 of 1080p25 to JPEG, for one viewer."""
    why = without_camera()
    if why:
        machine.skip("rtsp", why)
        return None
    result = Result("rtsp", "H.264 1080p25 over RTSP to MJPEG, one viewer", ["way"], [
        Column("fps", "fpsMin", "fps"), Column("cpu", "cpuMsPerFrame", "CPU a frame, ms", plotted=True),
        Column("bytes", "kilobytes", "KB a frame"), Column("peak", "peakMB", "peak memory, MB")], ("ffmpeg",))
    ways = ["ffmpeg, correct colours", "framecast", f"FFmpegFrameGrabber, ImageIO ({machine.jpeg_library()})"]
    progress = Progress("rtsp", options.rounds * len(ways), options)
    with rtsp_camera([clip("h264", 25, "scale=1920:1080", 50, "6M")]) as camera:
        uri = camera.uris[0]
        starts = dict(zip(ways, (lambda o: Ffmpeg(uri, o), lambda o: servers.ours("netty", uri, o),
                                 lambda o: servers.ours("netty", "javacv:" + uri, o))))
        for number in range(options.rounds):
            for way, start in turns(starts.items(), number):
                attempt(result, progress, (way,), start, options, lambda server: video_run(server, options),
                        lambda run: f"{run['fpsMin']:.1f} fps, {run['cpuMsPerFrame']:.2f} ms of CPU a frame")
    result.ratio("CPU a frame / ffmpeg's", "cpu", lambda key: True, lambda key: (ways[0],))
    result.goal("CPU a frame over ffmpeg's", 1.1, lambda r: r.over((ways[1],), "cpu", (ways[0],)))
    result.goal("CPU a frame over FFmpegFrameGrabber's and ImageIO's (1/3.5)", round(1 / 3.5, 3),
                lambda r: r.over((ways[1],), "cpu", (ways[2],)))
    return result


def video_run(server, options):
    if isinstance(server, Ffmpeg):
        return server.run()
    run = watch(server, options, 1)
    run["cpuMsPerFrame"] = run["cpuUsPerFrame"] / 1e3
    run["kilobytes"] = run["MBps"] * 1e3 / run["fpsP50"]
    return run


def without_camera():
    """Why there is no RTSP camera; empty if there is one."""
    camera = machine.CAMERAS / "rtsp-camera"
    return f"no {camera}" if not camera.exists() else "" if shutil.which("ffmpeg") else "no ffmpeg in PATH"


def clip(name, fps, size, key_interval, bit_rate):
    """A recording that a camera plays over and over, made once."""
    made = machine.WORK / f"{name}.mp4"
    if not made.exists():
        pictures = machine.jpeg("1920x1080").parent / "%04d.jpg"
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-framerate", str(fps), "-i", pictures, "-vf",
                        f"{size}:out_color_matrix=bt709:out_range=tv,format=yuv420p", "-colorspace", "bt709",
                        "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv", "-c:v", "libx264",
                        "-bf", "0", "-g", str(key_interval), "-b:v", bit_rate, made], check=True)
    return made


def rtsp_camera(clips):
    """A camera with a stream of each recording, in that order."""
    uris = []

    def ready(out):
        for line in out:
            if line.startswith("ready ") and "/file" in line:
                uris.append(line.split()[1])
                if len(uris) == len(clips):
                    return int(line.split(":")[2].split("/")[0])
        return 0

    command = [machine.CAMERAS / "rtsp-camera", "--port", 0]
    camera = servers.Server([*command, *(word for one in clips for word in ("--file", one))], ready=ready)
    camera.uris = uris
    return camera


class Ffmpeg:
    """FFmpeg's command line doing the same, one thread for each stage."""

    def __init__(self, uri, options):
        self.options = options
        command = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-threads", "1", "-rtsp_transport", "tcp", "-i", uri,
                   "-filter_threads", "1", "-vf", COLOURS, "-c:v", "mjpeg", "-threads", "1", "-q:v", "4",
                   "-huffman", "default", "-f", "mpjpeg", "-progress", "pipe:1", "-stats_period", "0.5",
                   "/dev/null"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=machine.end_with_us)

    def __enter__(self):
        return self

    def run(self):
        begun = first = before = None
        figures = {}
        pid = self.process.pid
        for line in self.process.stdout:
            name, _, value = line.strip().partition("=")
            figures[name] = value
            if name != "progress":  # which ends each report
                continue
            now = time.monotonic()
            begun = begun or now
            state = int(figures["frame"]), machine.cpu_seconds(pid), int(figures["total_size"])
            if first is None and now - begun >= min(self.options.warm_up, load.QUICK_WARM_UP):
                first, before = now, state
            elif first is not None and now - first >= self.options.seconds:
                count, spent, size = (after - old for after, old in zip(state, before))
                return {"fpsMin": count / (now - first), "cpuMsPerFrame": spent / count * 1e3,
                        "kilobytes": size / count / 1e3, "peakMB": machine.resident(pid, "VmHWM") / 1e6}
        raise RuntimeError("ffmpeg ended early")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
