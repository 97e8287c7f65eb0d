"""What is measured. Each scenario gives a report.Result."""
import time

from . import load, machine, servers
from .report import Column, Result
from .runs import Progress, attempt, turns, watch


NETTY = "framecast, Netty"


def serving(plotted):
    return [Column("fps", "fpsMin", "slowest viewer, fps"),
            Column("cpu", "cpuSPerGB", "CPU s/GB", floor=True, plotted="cpu" in plotted),
            Column("p50", "latMsP50", "latency p50, ms", floor=True, plotted="p50" in plotted),
            Column("p99", "latMsP99", "latency p99, ms", floor=True, plotted="p99" in plotted)]


def the_camera():
    return ("1080p30 MJPEG webcam, passed through" if machine.has_webcams() else
            f"1080p30 JPEGs from memory instead of a webcam ({machine.without_webcams()})")


def serve(options):
    """The same webcam for few and many viewers."""
    counts = options.viewers or [1, 50, 300]
    chosen = servers.chosen(options)
    result = Result("serve", the_camera(), ["viewers", "server"],
                    [*serving(["cpu", "p50", "p99"]), Column("peak", "peakMB", "peak memory, MB")],
                    ("uStreamer", "Django", "OpenCV"))
    runs = [(viewers, name, start) for viewers in counts for name, (start, most) in chosen.items() if viewers <= most]
    progress = Progress("serve", options.rounds * len(runs), options)
    for number in range(options.rounds):
        for viewers in counts:
            for _, name, start in turns((run for run in runs if run[0] == viewers), number):
                attempt(result, progress, (viewers, name), start, options,
                        lambda server, n=viewers: watch(server, options, n))
    if machine.has_webcams():
        serving_goals(result)
    return result


def serving_goals(result):
    for viewers in (50, 300):
        for figure, limit in (("cpu", 1.4), ("p50", 1.6), ("p99", 1.6)):
            title = result.column(figure).title.split(",")[0]
            result.goal(f"{NETTY}, {viewers} viewers: {title} over the floor's", limit,
                        lambda r, n=viewers, f=figure: r.over((n, NETTY), f, (n, "floor")))
    result.goal(f"{NETTY}, 1 viewer: latency p50, ms", 1.8, lambda r: r.median((1, NETTY), r.column("p50")))
    result.goal(f"{NETTY}, 300 viewers: slowest, fps", 29.5, lambda r: r.median((300, NETTY), r.column("fps")), True)


# Linux cuts a thread's name after fifteen letters.
DUTIES = {"mjpegfloor": "all of it", "framecast-http-": "event loop: sends", "framecast-cam": "capture thread",
          "webcam-": "webcam's reader", "framecast-watch": "watchdog", "C1 Comp": "JIT compilers",
          "C2 Comp": "JIT compilers", "av:": "decoder's threads"}


def threads(options):
    """Where the time of fifty viewers goes, or of as many as --viewers says."""
    viewers = (options.viewers or [50])[0]
    chosen = {name: start for name, (start, _) in servers.WEBCAM_SERVERS.items() if name in ("floor", NETTY)}
    result = Result("threads", f"{viewers} viewers, processor time of each thread: {the_camera()}", ["server", "thread"],
                    [Column("ms", "millis", "ms a second")])
    progress = Progress("threads", options.rounds * len(chosen), options)
    for number in range(options.rounds):
        for name, start in turns(chosen.items(), number):
            spent = {}
            attempt(result, progress, (name, "together"), start, options,
                    lambda server: threads_run(server, options, viewers, spent), lambda run: f"{run['millis']:.1f} ms a second")
            for duty, millis in sorted(spent.items(), key=lambda item: -item[1]):
                result.add((name, duty), {"millis": millis})
    return result


def threads_run(server, options, viewers, spent):
    client = load.start(server, options, viewers, seconds=options.seconds + 1)
    time.sleep(load.warm_up_of(server, options) + 0.5)
    before = machine.thread_nanos(server.pid)
    time.sleep(options.seconds)
    after = machine.thread_nanos(server.pid)
    load.finish(client)
    spent.update(by_duty(before, after, options.seconds))
    return {"millis": sum(spent.values())}


def by_duty(before, after, seconds):
    """Milliseconds a second of the threads of each duty."""
    spent = {}
    readers = 0
    for thread, (name, nanos) in sorted(after.items()):
        duty = next((duty for start, duty in DUTIES.items() if name.startswith(start)), "rest of the JVM")
        if duty == DUTIES["webcam-"]:
            readers += 1
            if readers > 1:  # with-webcams plays the camera in a thread of the process that opens it
                duty = "the tests' webcam"
        millis = (nanos - before.get(thread, (name, 0))[1]) / 1e6 / seconds
        spent[duty] = spent.get(duty, 0) + millis
    return spent


def slow(options):
    """What a hundred viewers who read 20 KB/s do to fifty who read all."""
    # Without the Django servers: fifty viewers alone are too much for them.
    chosen = {name: start for name, (start, most) in servers.chosen(options).items() if most > 150}
    result = Result("slow", "50 viewers, and 100 slow ones beside them", ["server", "slow viewers"], serving(["p99"]),
                    ("uStreamer",))
    progress = Progress("slow", options.rounds * 2 * len(chosen), options)
    for number in range(options.rounds):
        for name, start in turns(chosen.items(), number):
            for count in (0, 100):
                attempt(result, progress, (name, count), start, options,
                        lambda server, n=count: watch(server, options, 50, "-z", n, "-r", 20_000))
    result.ratio("p99 with slow viewers / without", "p99", lambda key: key[1] == 100, lambda key: (key[0], 0))
    result.goal(f"{NETTY}: p99 with slow viewers over p99 without", 1.3,
                lambda r: r.over((NETTY, 100), "p99", (NETTY, 0)))
    return result


# Below that what a viewer needs is lost in what a JVM does anyway.
LEAST_CROWD = 1000


def crowd(options):
    """Ten thousand viewers of a small picture, on the machine that is both ends."""
    count = max(options.viewers or [10_000])
    picture = machine.jpeg("640x360")
    result = Result("crowd", f"{count} viewers of 640x360 at 5 fps ({picture.stat().st_size // 1000} KB)", ["server"], [
        Column("alive", "alive", "alive"), Column("fps", "fpsMin", "slowest viewer, fps"),
        Column("p99", "latMsP99", "latency p99, ms"), Column("cores", "cpuCores", "CPU, cores"),
        Column("live", "liveBytes", "heap and direct memory a viewer, bytes"),
        Column("rss", "rssBytes", "resident memory a viewer, bytes")])
    starts = {"floor": lambda o: servers.floor(o, "640x360", 5),
              NETTY: lambda o: servers.ours("netty", f"jpeg:{picture}", o, "--fps", 5)}
    progress = Progress("crowd", options.rounds * len(starts), options)
    for number in range(options.rounds):
        for name, start in turns(starts.items(), number):
            attempt(result, progress, (name,), start, options, lambda server: crowd_run(server, options, count))
    result.goal("viewers alive", count, lambda r: r.median((NETTY,), r.column("alive")), True)
    result.goal("slowest viewer, fps", 4.5, lambda r: r.median((NETTY,), r.column("fps")), True)
    result.goal("memory a viewer, beside the kernel's, bytes", 4096, lambda r: r.median((NETTY,), r.column("live")))
    return result


def crowd_run(server, options, count):
    one = load.start(server, options, 1, warm_up=2, seconds=1)
    time.sleep(2)
    before = (live(server), machine.resident(server.pid))
    load.finish(one)
    client = load.start(server, options, count)
    # All are there, and nothing is measured yet: a collection would be in the figures.
    time.sleep(count / 2000 + load.warm_up_of(server, options) * 0.6)
    after = machine.resident(server.pid)
    held = live(server)
    run = load.finish(client)
    run["cpuCores"] = run["serverCpuS"] / run["seconds"]
    if count >= LEAST_CROWD:
        run["rssBytes"] = (after - before[1]) / count
        if server.is_ours:
            run["liveBytes"] = (held - before[0]) / count
    return run


def live(server):
    """Bytes of heap and direct memory in use, of a server of ours."""
    if not server.is_ours:
        return 0
    figures = server.ask("collect")
    return figures["heap"] + figures["direct"]


def idle(options):
    """Sixteen cameras that nobody watches."""
    picture = machine.jpeg("1920x1080")
    result = Result("idle", "16 cameras, nobody watching", ["when"], [Column("cpu", "percent", "CPU, % of a core")])
    progress = Progress("idle", 2 * options.rounds, options)
    for _ in range(options.rounds):
        for when, wait in (("before the first viewer", 3), ("after one has left", 13)):
            attempt(result, progress, (when,), lambda o: servers.ours("netty", f"jpeg:{picture}", o, "--cameras", 16),
                    options, lambda server, w=wait: idle_run(server, options, w), lambda run: f"{run['percent']:.2f} %")
    for when in ("before the first viewer", "after one has left"):
        result.goal(f"{when}: % of a core", 1, lambda r, w=when: r.median((w,), r.columns[0]))
    return result


def idle_run(server, options, wait):
    if wait > 10:  # more than a camera lingers
        load.run(server, options, 1, warm_up=1, seconds=1)
    time.sleep(wait)
    before = machine.cpu_seconds(server.pid)
    time.sleep(options.seconds)
    return {"percent": (machine.cpu_seconds(server.pid) - before) / options.seconds * 100}


def alloc(options):
    """What the JVM allocates while frames go by."""
    counts = options.viewers or [1, 50, 300]
    sinks = {name: start for name, (start, _) in servers.chosen(options).items() if name.startswith("framecast")}
    result = Result("alloc", f"allocation in steady state, {the_camera()}", ["server", "viewers"], [
        Column("published", "perPublished", "bytes a published frame", plotted=True),
        Column("delivered", "perDelivered", "bytes a delivered frame")])
    progress = Progress("alloc", options.rounds * len(sinks) * len(counts), options)
    for _ in range(options.rounds):
        for name, start in sinks.items():
            for viewers in counts:
                attempt(result, progress, (name, viewers), start, options,
                        lambda server, n=viewers: alloc_run(server, options, n),
                        lambda run: f"{run['perPublished']:.0f} B a published frame")
    few, many = min(counts), max(counts)

    def each_delivered(of):
        less, more = (of.median((NETTY, n), of.column("published")) for n in (few, many))
        return None if less is None or more is None else (more - less) / (many - few)

    if many > few:
        result.goal("Netty: bytes for each delivered frame", 200, each_delivered)
    return result


def alloc_run(server, options, viewers):
    client = load.start(server, options, viewers, seconds=options.seconds + 2)
    time.sleep(options.warm_up + 1)
    before = server.ask("figures")
    time.sleep(options.seconds)
    after = server.ask("figures")
    load.finish(client)
    spent = after["allocated"] - before["allocated"]
    frames = after["published"] - before["published"]
    if not frames:
        raise RuntimeError("no frames")
    return {"perPublished": spent / frames, "perDelivered": spent / frames / viewers}
