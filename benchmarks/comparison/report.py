"""Tables of medians, CSV of everything, and the pages in docs/ between their markers."""
import csv
import re
import statistics
import time
from dataclasses import dataclass, field

from . import machine, plot

DOCS = machine.TOP / "docs"
FLOOR = "floor"


@dataclass
class Column:
    """One figure: the name it has here and in a run, its title, whether it is told in floors too, and has a plot."""
    name: str
    key: str
    title: str
    floor: bool = False
    plotted: bool = False


# The system counts processor time in hundredths: of less than that a ratio says nothing.
LEAST_CPU_SECONDS = 0.2


@dataclass
class Result:
    name: str
    title: str
    keys: list
    columns: list
    tools: tuple = ()
    runs: dict = field(default_factory=dict)
    failures: dict = field(default_factory=dict)
    ratios: list = field(default_factory=list)
    goals: list = field(default_factory=list)
    file: object = None

    def __post_init__(self):
        self.file = machine.WORK / f"{self.name}-{time.strftime('%Y%m%d-%H%M%S')}.csv"

    def add(self, key, run):
        self.runs.setdefault(key, []).append(run)
        self.keep()

    def fail(self, key, why):
        """A run that says nothing of the server, or a server that did not run."""
        self.failures.setdefault(key, []).append(why)

    def ratio(self, title, column, of, over):
        """A further column: this figure over that of another row."""
        self.ratios.append((title, column, of, over))

    def goal(self, title, most, value, least=False):
        """What was aimed at: at most that (or at least), by a function of this result."""
        self.goals.append((title, most, value, least))

    def over(self, key, name, base):
        """A median over that of another row; None where one is missing."""
        column = self.column(name)
        value, other = self.median(key, column), self.median(base, column)
        return value / other if other and value is not None else None

    def goal_lines(self):
        for title, limit, value, least in self.goals:
            reached = value(self)
            if reached is None:
                verdict = "not measured"
            else:
                verdict = "yes" if (reached >= limit if least else reached <= limit) else "**no**"
            sign = "at least" if least else "at most"
            yield [title, f"{sign} {limit:g}", "-" if reached is None else number(reached), verdict]

    def values(self, key, column):
        known = (run.get(column.key, -1) for run in self.runs.get(key, []))
        return [value for value in known if value != -1]  # which stands for "not known"

    def median(self, key, column):
        values = self.values(key, column)
        return statistics.median(values) if values else None

    def column(self, name):
        return next(column for column in self.columns if column.name == name)

    def cell(self, key, column):
        values = self.values(key, column)
        if not values:
            return "-"
        text = number(statistics.median(values))
        low, high = number(min(values)), number(max(values))
        return text if low == high else f"{text} ({low}-{high})"

    def over_floor(self, key, column):
        base = tuple(FLOOR if part in servers_of(self) else part for part in key)
        floor, value = self.median(base, column), self.median(key, column)
        spent = statistics.median(run["serverCpuS"] for run in self.runs[base]) if floor else 0
        if column.name == "cpu" and spent < LEAST_CPU_SECONDS:
            return "-"
        return f"{value / floor:.2f}" if floor and value is not None else "-"

    def rows(self):
        for key in ordered(self.runs):
            row = list(map(str, key))
            for column in self.columns:
                row.append(self.cell(key, column))
                if column.floor:
                    row.append(self.over_floor(key, column))
            for _, name, of, over in self.ratios:
                column = self.column(name)
                base, value = self.median(over(key), column), self.median(key, column)
                row.append(f"{value / base:.2f}" if of(key) and base and value is not None else "")
            yield row

    def heads(self):
        for key in self.keys:
            yield key
        for column in self.columns:
            yield column.title
            if column.floor:
                yield "/ floor"
        for title, *_ in self.ratios:
            yield title

    def markdown(self):
        rounds = max((len(runs) for runs in self.runs.values()), default=0)
        lines = [list(self.heads()), None, *self.rows()]
        text = f"{self.title}. Medians of {rounds} rounds (smallest-largest).\n\n{table(lines)}"
        for key, reasons in self.failures.items():
            text += f"\nLeft out of {', '.join(map(str, key))}: {len(reasons)} runs ({reasons[-1]}).\n"
        if self.goals:
            text += "\n" + table([["goal", "bar", "here", "reached"], None, *self.goal_lines()])
        return f"{text}\n{machine.stamp(self.tools)}\n"

    def pages(self):
        return {self.name: self.markdown()}

    def keep(self):
        """Every run, as CSV, as soon as there is one: a comparison may be interrupted."""
        fields = sorted({name for runs in self.runs.values() for run in runs for name in run} - {*self.keys})
        with open(self.file, "w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow([*self.keys, "round", *fields])
            for key, runs in self.runs.items():
                for i, run in enumerate(runs, 1):
                    out.writerow([*key, i, *(run.get(name, "") for name in fields)])

    def plots(self):
        plots = {}
        for column in (c for c in self.columns if c.plotted):
            bars = [(", ".join(map(str, key)), self.median(key, column), self.values(key, column))
                    for key in ordered(self.runs)]
            bars = [bar for bar in bars if bar[1] is not None]
            if bars:
                plots[f"{self.name}-{column.name}.svg"] = plot.bars(f"{self.title}: {column.title}", bars)
        return plots


def servers_of(result):
    at = result.keys.index("server") if "server" in result.keys else 0
    return {key[at] for key in result.runs}


def ordered(runs):
    """By number where keys have one in front, else in the order of measuring."""
    first = {}
    for key in runs:
        first.setdefault(key[0], len(first))
    return sorted(runs, key=lambda key: (key[0] if isinstance(key[0], int) else first[key[0]]))


def number(value):
    size = abs(value)
    return f"{value:.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def table(lines):
    """Markdown, with columns that line up for those who read it as text."""
    widths = [max(len(line[i]) for line in lines if line) for i in range(len(lines[0]))]
    return "\n".join(
        "| " + " | ".join((cell if line else "-" * width).ljust(width)
                          for cell, width in zip(line or widths, widths)) + " |"
        for line in lines) + "\n"


def show(result, update):
    """Prints the tables; keeps everything under target/compare; and in docs/ where that is asked for."""
    pages = result.pages()
    for text in pages.values():
        print("\n" + text)
    machine.say(f"kept: {result.file}")
    folder = DOCS / "plots" if update else machine.WORK
    folder.mkdir(parents=True, exist_ok=True)
    for file, svg in result.plots().items():
        (folder / file).write_text(svg, encoding="utf-8")
    if update:
        for marker, text in pages.items():
            into_page(marker, text)
        into_page("machine", machine.describe() + "\n")


def into_page(name, text):
    """Puts generated text between its markers in docs/benchmarks.md."""
    page = DOCS / "benchmarks.md"
    old = page.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- generated: {name} -->\n).*?(<!-- end -->)", re.S)
    if not pattern.search(old):
        raise SystemExit(f"{page} has no place for \"{name}\"")
    page.write_text(pattern.sub(lambda match: f"{match[1]}\n{text}\n{match[2]}", old), encoding="utf-8")
