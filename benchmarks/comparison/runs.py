"""How a server is run and watched, and what is told meanwhile."""
import subprocess
import time

from . import load, machine


class Progress:
    """A line for each run that has ended, with the time that is left."""

    def __init__(self, name, total, options):
        self.name, self.total, self.done, self.begun = name, total, 0, time.monotonic()
        most = total * (options.warm_up + options.seconds + 3) / 60
        machine.say(f"{name}: {total} runs, {most:.0f} minutes at most")

    def tell(self, key, words):
        self.done += 1
        spent = time.monotonic() - self.begun
        left = spent / self.done * (self.total - self.done)
        what = " ".join(map(str, key))
        machine.say(f"{self.name} {self.done}/{self.total}, {left / 60:.0f} min left: {what}: {words}")


def turns(items, round_number):
    """The items, beginning with another one each round."""
    items = list(items)
    start = round_number % len(items) if items else 0
    return items[start:] + items[:start]


def brief(run):
    return (f"{run['fpsMin']:.1f} fps, {run['cpuSPerGB']:.2f} s/GB, "
            f"latency {run['latMsP50']:.1f}/{run['latMsP99']:.1f} ms")


def attempt(result, progress, key, start, options, use, words=brief):
    """One run. What goes wrong with a server costs its figure, not the others'."""
    try:
        server = start(options)
        if not server:
            progress.tell(key, "left out")
            return
        with server:
            run = use(server)
            if server.process.poll() is not None:
                raise RuntimeError("the server ended")
    except (RuntimeError, OSError, subprocess.SubprocessError) as e:
        result.fail(key, str(e))
        progress.tell(key, f"failed: {e}")
        return
    result.add(key, run)
    progress.tell(key, words(run))


def watch(server, options, viewers, *more):
    """A run of the load client in which everybody saw whole pictures."""
    run = load.run(server, options, viewers, *more)
    if run["alive"] < viewers:
        raise RuntimeError(f"only {run['alive']} of {viewers} viewers had a connection at the end")
    if run["frames"] == 0 or run["bad"]:
        raise RuntimeError(f"{run['frames']} frames, {run['bad']} of them broken")
    return run
