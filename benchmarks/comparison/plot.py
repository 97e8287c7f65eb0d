"""Bar charts as SVG, by hand: what a page needs is not worth a dependency."""
import math
from html import escape

WIDTH, LEFT, RIGHT, BAR, GAP, TOP = 860, 270, 90, 18, 8, 46
FILL, HIGH, LINE, TEXT = "#7a93ac", "#c8553d", "#222", "#333"


def bars(title, values, ours="framecast"):
    """Horizontal bars: (label, median, all values) each; a thin line from the smallest to the largest value.

    The scale is logarithmic where the values differ by more than thirty times."""
    positive = [value for _, value, _ in values if value > 0]
    most = max((max(every) for _, _, every in values), default=1) or 1
    least = min(positive, default=1)
    logarithmic = most / least > 30
    room = WIDTH - LEFT - RIGHT

    def x(value):
        if not logarithmic:
            return LEFT + room * max(0, value) / most
        low = math.log10(least) - 0.3
        return LEFT + room * max(0.0, (math.log10(max(value, least / 2)) - low) / (math.log10(most) - low))

    height = TOP + len(values) * (BAR + GAP) + 10
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
           f'viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12" fill="{TEXT}">',
           f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
           f'<text x="10" y="20" font-size="14">{escape(title)}</text>']
    if logarithmic:
        out.append(f'<text x="10" y="36" font-size="11">logarithmic scale</text>')
    for i, (label, value, every) in enumerate(values):
        y = TOP + i * (BAR + GAP)
        color = HIGH if ours.lower() in label.lower() else FILL
        end = x(value)
        out.append(f'<text x="{LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(label)}</text>')
        out.append(f'<rect x="{LEFT}" y="{y}" width="{end - LEFT:.1f}" height="{BAR}" fill="{color}"/>')
        if min(every) < max(every):
            out.append(f'<path d="M{x(min(every)):.1f} {y + BAR / 2}H{x(max(every)):.1f}" stroke="{LINE}"/>')
        out.append(f'<text x="{max(end, x(max(every))) + 6:.1f}" y="{y + 13}">{value:.3g}</text>')
    return "\n".join(out) + "\n</svg>\n"
