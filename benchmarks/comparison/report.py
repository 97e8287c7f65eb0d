"""Tables of medians, CSV of everything, and the pages in docs/ between their markers."""
import csv
import re
import statistics
from dataclasses import dataclass, field

from . import machine, plot

DOCS = machine.TOP / "docs"
FLOOR = "floor"


@dataclass
class Column:
    """One figure: the name it has here and in a run, its title, and whether it is told in floors too."""
    name: str
    key: str
    title: str
    floor: bool = False


@dataclass
class Result:
    title: str
    keys: list
    columns: list
    runs: dict = field(default_factory=dict)
    ratios: list = field(default_factory=list)

    def add(self, key, run):
        self.runs.setdefault(key, []).append(run)

    def ratio(self, title, column, of, over):
        """A further column: this figure over that of another row."""
        self.ratios.append((title, column, of, over))

    def values(self, key, column):
        known = (run.get(column.key, -1) for run in self.runs.get(key, []))
        return [value for value in known if value >= 0 or column.name in ("published", "delivered", "live", "rss")
                and value != -1]

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
        floor = self.median(tuple(FLOOR if part in servers_of(self) else part for part in key), column)
        value = self.median(key, column)
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
        return f"{self.title}. Medians of {rounds} rounds (smallest-largest).\n\n{table(lines)}"


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


def show(name, result, update):
    """Prints the table; keeps everything under target/compare; and in docs/ where that is asked for."""
    text = result.markdown()
    print("\n" + text)
    if hasattr(result, "runs"):
        write_csv(machine.WORK / f"{name}.csv", result)
    plots = result.plots(name) if hasattr(result, "plots") else plots_of(name, result)
    folder = DOCS / "plots" if update else machine.WORK
    folder.mkdir(parents=True, exist_ok=True)
    for file, svg in plots.items():
        (folder / file).write_text(svg)
    if update:
        into_page(name, text)
        into_page("machine", machine.describe() + "\n")


def write_csv(path, result):
    fields = sorted({name for runs in result.runs.values() for run in runs for name in run})
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow([*result.keys, "round", *fields])
        for key, runs in result.runs.items():
            for i, run in enumerate(runs, 1):
                out.writerow([*key, i, *(run.get(name, "") for name in fields)])


def plots_of(name, result):
    """A plot of each figure that is compared with the floor or has a ratio, else of the first."""
    wanted = [c for c in result.columns if c.floor] or result.columns[-1:]
    plots = {}
    for column in wanted:
        bars = [(", ".join(map(str, key)), result.median(key, column), result.values(key, column))
                for key in ordered(result.runs)]
        bars = [bar for bar in bars if bar[1] is not None]
        if bars:
            plots[f"{name}-{column.name}.svg"] = plot.bars(f"{result.title}: {column.title}", bars)
    return plots


def into_page(name, text):
    """Puts generated text between its markers in docs/benchmarks.md."""
    page = DOCS / "benchmarks.md"
    old = page.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- generated: {name} -->\n).*?(<!-- end -->)", re.S)
    if not pattern.search(old):
        raise SystemExit(f"{page} has no place for \"{name}\"")
    page.write_text(pattern.sub(lambda match: f"{match[1]}\n{text}\n{match[2]}", old), encoding="utf-8")
