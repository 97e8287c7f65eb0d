"""The JMH benchmarks: their tables, and plots of what matters in them."""
import json
import subprocess
import time

from . import machine, plot

# Class, what is fixed, what is shown: the mean over the iterations.
PLOTS = [
    ("Strategy1Cameras", {"cameras": "16"}, "fps a camera", "16 cameras: frames a second of each"),
    ("Strategy1Cameras", {"cameras": "16"}, "latency p99", "16 cameras: latency p99, ms"),
    ("Strategy2SlowEncoder", {"encodeMillis": "40"}, "latency p50", "an encoder of 40 ms: latency p50, ms"),
    ("Strategy3SlowViewer", {"viewerMillis": "1000"}, "latency p99",
     "a viewer who takes 1 s: latency p99 of the others, ms"),
    ("Strategy4SlowCamera", {"firstFps": "1"}, "latency p99", "one camera at 1 fps: latency p99 of the others, ms"),
    ("Codec1Video", {"height": "1080"}, "CPU a picture", "1080p H.264 to JPEG: CPU a picture, ms"),
    ("Ring1Alone.publish", {"bytes": "172000"}, None, "publishing 172 KB, ns"),
]


class Tables:
    """Each class's table, as the benchmarks' own main program prints it."""

    def __init__(self, tables, results, file):
        self.tables, self.results, self.file, self.failures = tables, results, file, {}

    def pages(self):
        return {name: f"{text}\n{machine.stamp()}\n" for name, text in self.tables.items()}

    def plots(self):
        plots = {}
        for where, fixed, figure, title in PLOTS:
            bars = []
            for run in self.results:
                params = run.get("params", {})
                if where in run["benchmark"] and fixed.items() <= params.items():
                    label = next(value for key, value in params.items() if key not in fixed)
                    metric = run["secondaryMetrics"][figure] if figure else run["primaryMetric"]
                    raw = [value for fork in metric["rawData"] for value in fork]
                    bars.append((label, metric["score"], raw))
            if bars:
                name = f"{where.split('.')[0].lower()}-{(figure or 'time').replace(' ', '-').lower()}.svg"
                plots[name] = plot.bars(title, bars, "RING" if "Ring" in where else "FRAMECAST")
        return plots


def run(options):
    file = machine.WORK / f"jmh-{time.strftime('%Y%m%d-%H%M%S')}.json"
    command = [*machine.java("None")[:-3], "-jar", str(machine.JAR), "-rf", "json", "-rff", str(file)]
    words = options.only.split(",") if options.only else []
    process = subprocess.Popen([*command, *words], stdout=subprocess.PIPE, text=True, preexec_fn=machine.end_with_us)
    tables, current = {}, None
    for line in process.stdout:
        if line.startswith("### "):
            current = tables.setdefault(line[4:].strip(), [])
        elif current is not None:
            current.append(line)
        elif line.startswith("# Run progress"):
            machine.say("jmh: " + line[2:].strip())
    if process.wait():
        raise SystemExit("JMH failed: see what it says above")
    texts = {name: "".join(lines).strip() + "\n" for name, lines in tables.items()}
    return Tables(texts, json.loads(file.read_text(encoding="utf-8")), file)
