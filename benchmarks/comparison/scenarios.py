"""What is measured. Each scenario gives a report.Result."""
import shutil
import subprocess
import time

from . import load, machine, servers
from .report import Column, Result


class Progress:
    """A line for each run that has ended, with the time that is left."""

    def __init__(self, name, total):
        self.name, self.total, self.done, self.begun = name, total, 0, time.monotonic()

    def tell(self, what, figures):
        self.done += 1
        spent = time.monotonic() - self.begun
        left = spent / self.done * (self.total - self.done)
        machine.say(f"{self.name} {self.done}/{self.total}, {left / 60:.0f} min left: {what}: {figures}")


def turns(items, round_number):
    """The items, beginning with another one each round."""
    items = list(items)
    start = round_number % len(items) if items else 0
    return items[start:] + items[:start]


def brief(run):
    return (f"{run['fpsMin']:.1f} fps, {run['cpuSPerGB']:.2f} s/GB, "
            f"latency {run['latMsP50']:.1f}/{run['latMsP99']:.1f} ms")


NETTY = "framecast, Netty"
SERVING = [Column("fps", "fpsMin", "slowest viewer, fps"), Column("cpu", "cpuSPerGB", "CPU s/GB", floor=True),
           Column("p50", "latMsP50", "latency p50, ms", floor=True),
           Column("p99", "latMsP99", "latency p99, ms", floor=True), Column("peak", "peakMB", "peak memory, MB")]


def serve(options):
    """The same webcam for few and many viewers."""
    counts = [int(n) for n in (options.viewers or "1,50,300").split(",")]
    chosen = servers.chosen(options)
    result = Result("1080p30 MJPEG webcam, passed through", ["viewers", "server"], SERVING)
    progress = Progress("serve", options.rounds * sum(n <= most for _, most in chosen.values() for n in counts))
    for number in range(options.rounds):
        for viewers in counts:
            for name, (start, most) in turns(chosen.items(), number):
                if viewers <= most:
                    with_server(start, options, lambda server: measure(
                        result, progress, (viewers, name), load.run(server, options, viewers)))
    for viewers in (50, 300):
        for figure, limit in (("cpu", 1.4), ("p50", 1.6), ("p99", 1.6)):
            title = result.column(figure).title.split(",")[0]
            result.goal(f"{NETTY}, {viewers} viewers: {title} over the floor's", limit,
                        lambda r, n=viewers, f=figure: r.over((n, NETTY), f, (n, "floor")))
    result.goal(f"{NETTY}, 1 viewer: latency p50, ms", 1.8, lambda r: r.median((1, NETTY), r.column("p50")))
    result.goal(f"{NETTY}, 300 viewers: slowest, fps", 29.5, lambda r: r.median((300, NETTY), r.column("fps")), True)
    return result


def with_server(start, options, use):
    server = start(options)
    if server:
        with server:
            use(server)


def measure(result, progress, key, run):
    result.add(key, run)
    progress.tell(" ".join(map(str, key)), brief(run))


def slow(options):
    """What a hundred viewers who read 20 KB/s do to fifty who read all."""
    chosen = {name: value for name, value in servers.chosen(options).items() if "Django" not in name}
    result = Result("50 viewers, and 100 slow ones beside them", ["server", "slow viewers"], SERVING[:4])
    progress = Progress("slow", options.rounds * 2 * len(chosen))
    for number in range(options.rounds):
        for name, (start, _) in turns(chosen.items(), number):
            for count in (0, 100):
                with_server(start, options, lambda server: measure(
                    result, progress, (name, count), load.run(server, options, 50, "-z", count, "-r", 20_000)))
    result.ratio("p99 with slow viewers / without", "p99", lambda key: key[1] == 100, lambda key: (key[0], 0))
    result.goal(f"{NETTY}: p99 with slow viewers over p99 without", 1.3,
                lambda r: r.over((NETTY, 100), "p99", (NETTY, 0)))
    return result


def crowd(options):
    """Ten thousand viewers of a small picture, on the machine that is both ends."""
    count = max(int(n) for n in (options.viewers or "10000").split(","))
    picture = machine.jpeg("640x360")
    result = Result(f"{count} viewers of 640x360 at 5 fps ({picture.stat().st_size // 1000} KB)", ["server"], [
        Column("alive", "alive", "alive"), Column("fps", "fpsMin", "slowest viewer, fps"),
        Column("p99", "latMsP99", "latency p99, ms"), Column("cpu", "cpuCores", "CPU, cores"),
        Column("live", "liveBytes", "heap and direct memory a viewer, bytes"),
        Column("rss", "rssBytes", "resident memory a viewer, bytes")])
    starts = {"floor": lambda o: servers.floor(o, "640x360", 5),
              NETTY: lambda o: servers.ours("netty", f"jpeg:{picture}", o, "--fps", 5)}
    progress = Progress("crowd", options.rounds * len(starts))
    for number in range(options.rounds):
        for name, start in turns(starts.items(), number):
            with_server(start, options, lambda server: crowd_run(result, progress, name, server, options, count))
    result.goal("viewers alive", count, lambda r: r.median((NETTY,), r.column("alive")), True)
    result.goal("slowest viewer, fps", 4.5, lambda r: r.median((NETTY,), r.column("fps")), True)
    result.goal("memory a viewer, beside the kernel's, bytes", 4096, lambda r: r.median((NETTY,), r.column("live")))
    return result


def crowd_run(result, progress, name, server, options, count):
    is_ours = name.startswith("framecast")
    one = load.start(server, options, 1, warm_up=2, seconds=1)
    time.sleep(2)
    before = (live(server) if is_ours else 0, machine.resident(server.pid))
    load.finish(one)
    client = load.start(server, options, count)
    time.sleep(count / 2000 + load.warm_up_of(server, options) + options.seconds - 2)
    after = machine.resident(server.pid)  # before the collection, which takes memory of its own
    held = live(server) if is_ours else 0
    run = load.finish(client)
    run["cpuCores"] = run["serverCpuS"] / run["seconds"]
    run["rssBytes"] = (after - before[1]) / count
    if is_ours:
        run["liveBytes"] = (held - before[0]) / count
    measure(result, progress, (name,), run)


def live(server):
    figures = server.ask("collect")
    return figures["heap"] + figures["direct"]


COLOURS = ("colorspace=iall=bt709:irange=tv:space=smpte170m:trc=bt709:primaries=bt709:range=pc:fast=1"
           ":format=yuv420p")


def rtsp(options):
    """H.264 of 1080p25 to JPEG, for one viewer."""
    if not (machine.CAMERAS / "rtsp-camera").exists() or not shutil.which("ffmpeg"):
        machine.skip("rtsp", "no ../shared/cameras/rtsp-camera, or no ffmpeg")
        return None
    result = Result("H.264 1080p25 over RTSP to MJPEG, one viewer", ["way"], [
        Column("fps", "fpsMin", "fps"), Column("cpu", "cpuMsPerFrame", "CPU a frame, ms", plotted=True),
        Column("bytes", "kilobytes", "KB a frame"), Column("peak", "peakMB", "peak memory, MB")])
    ways = ["ffmpeg, correct colours", "framecast", f"FFmpegFrameGrabber, ImageIO ({machine.jpeg_library()})"]
    progress = Progress("rtsp", options.rounds * len(ways))
    with rtsp_camera() as camera:
        for number in range(options.rounds):
            for way in turns(ways, number):
                if way.startswith("ffmpeg"):
                    run = ffmpeg(camera.uri, options)
                else:
                    prefix = "" if way == "framecast" else "javacv:"
                    with servers.ours("netty", prefix + camera.uri, options) as server:
                        run = load.run(server, options, 1)
                        run["cpuMsPerFrame"] = run["cpuUsPerFrame"] / 1e3
                        run["kilobytes"] = run["MBps"] * 1e3 / run["fpsP50"]
                result.add((way,), run)
                progress.tell(way, f"{run['fpsMin']:.1f} fps, {run['cpuMsPerFrame']:.2f} ms of CPU a frame")
    result.ratio("CPU a frame / ffmpeg's", "cpu", lambda key: True, lambda key: (ways[0],))
    result.goal("CPU a frame over ffmpeg's", 1.1, lambda r: r.over((ways[1],), "cpu", (ways[0],)))
    result.goal("CPU a frame over FFmpegFrameGrabber's and ImageIO's (1/3.5)", round(1 / 3.5, 3),
                lambda r: r.over((ways[1],), "cpu", (ways[2],)))
    return result


def rtsp_camera():
    clip = machine.WORK / "h264.mp4"
    if not clip.exists():
        pictures = machine.jpeg("1920x1080").parent / "%04d.jpg"
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-framerate", "25", "-i", pictures, "-vf",
                        "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-colorspace", "bt709",
                        "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv", "-c:v", "libx264",
                        "-bf", "0", "-g", "50", "-b:v", "6M", clip], check=True)
    uris = []

    def ready(out):
        for line in out:
            if line.startswith("ready ") and line.rstrip().endswith("/file"):
                uris.append(line.split()[1])
                return int(line.split(":")[2].split("/")[0])
        raise RuntimeError(f"rtsp-camera did not start: see {machine.WORK}/server.log")

    camera = servers.Server([machine.CAMERAS / "rtsp-camera", "--port", 0, "--file", clip], ready=ready)
    camera.uri = uris[0]
    return camera


def ffmpeg(uri, options):
    """FFmpeg's command line doing the same, one thread for each stage."""
    command = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-threads", "1", "-rtsp_transport", "tcp", "-i", uri,
               "-filter_threads", "1", "-vf", COLOURS, "-c:v", "mjpeg", "-threads", "1", "-q:v", "4",
               "-huffman", "default", "-f", "mpjpeg", "-progress", "pipe:1", "-stats_period", "0.5",
               "/dev/null"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=machine.end_with_us)
    try:
        begun = first = before = None
        figures = {}
        for line in process.stdout:
            name, _, value = line.strip().partition("=")
            figures[name] = value
            if name != "progress":  # which ends each report
                continue
            now = time.monotonic()
            begun = begun or now
            state = int(figures["frame"]), machine.cpu_seconds(process.pid), int(figures["total_size"])
            if first is None and now - begun >= min(options.warm_up, load.QUICK_WARM_UP):
                first, before = now, state
            elif first is not None and now - first >= options.seconds:
                count, spent, size = (after - old for after, old in zip(state, before))
                return {"fpsMin": count / (now - first), "cpuMsPerFrame": spent / count * 1e3,
                        "kilobytes": size / count / 1e3, "peakMB": machine.resident(process.pid) / 1e6}
        raise RuntimeError("ffmpeg ended early")
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def idle(options):
    """Sixteen cameras that nobody watches."""
    picture = machine.jpeg("1920x1080")
    result = Result("16 cameras, nobody watching", ["when"], [Column("cpu", "percent", "CPU, % of a core")])
    progress = Progress("idle", 2 * options.rounds)
    for _ in range(options.rounds):
        with servers.ours("netty", f"jpeg:{picture}", options, "--cameras", 16) as server:
            for when, wait in (("before the first viewer", 3), ("after one has left", 13)):
                if wait > 10:  # more than a camera lingers
                    load.run(server, options, 1, warm_up=1, seconds=1)
                time.sleep(wait)
                before = machine.cpu_seconds(server.pid)
                time.sleep(options.seconds)
                run = {"percent": (machine.cpu_seconds(server.pid) - before) / options.seconds * 100}
                result.add((when,), run)
                progress.tell(when, f"{run['percent']:.2f} %")
    for when in ("before the first viewer", "after one has left"):
        result.goal(f"{when}: % of a core", 1, lambda r, w=when: r.median((w,), r.columns[0]))
    return result


def alloc(options):
    """What the JVM allocates while frames go by."""
    counts = [int(n) for n in (options.viewers or "1,50,300").split(",")]
    sinks = [sink for sink in ("netty", "jetty", "tomcat") if not options.only or sink in options.only]
    result = Result("allocation in steady state, 1080p30 webcam", ["sink", "viewers"], [
        Column("published", "perPublished", "bytes a published frame", plotted=True),
        Column("delivered", "perDelivered", "bytes a delivered frame")])
    progress = Progress("alloc", options.rounds * len(sinks) * len(counts))
    for _ in range(options.rounds):
        for sink in sinks:
            for viewers in counts:
                with servers.framecast(sink)(options) as server:
                    client = load.start(server, options, viewers, seconds=options.seconds + 2)
                    time.sleep(options.warm_up + 1)
                    # A reading allocates something itself, the first ones more than later ones.
                    first, second = [server.ask("figures") for _ in range(20)][-2:]
                    time.sleep(options.seconds)
                    third = server.ask("figures")
                    load.finish(client)
                own = second["allocated"] - first["allocated"]
                spent = third["allocated"] - second["allocated"] - own
                frames = third["published"] - second["published"]
                run = {"perPublished": spent / frames, "perDelivered": spent / frames / viewers}
                result.add((sink, viewers), run)
                progress.tell(f"{sink} {viewers}", f"{run['perPublished']:.0f} B a published frame")
    few, many = min(counts), max(counts)

    def each_delivered(of):
        less, more = (of.median(("netty", n), of.column("published")) for n in (few, many))
        return (more - less) / (many - few)

    if many > few:
        result.goal("Netty: bytes for each delivered frame", 200, each_delivered)
        result.goal("Netty: bytes for each published frame, besides", 0, lambda r: max(
            0, r.median(("netty", few), r.column("published")) - few * each_delivered(r)))
    return result
