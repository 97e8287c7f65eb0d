// Numbers as people read them.

/** A span of milliseconds: 84 ms, 1.2 s, 12 s, 3 min, 5 h, 2 days. */
export function span(millis) {
  if (!(millis >= 0)) {
    return '–';
  }
  const seconds = millis / 1000;
  if (millis < 999.5) {
    return `${Math.round(millis)} ms`;
  }
  if (seconds < 9.95) {
    return `${Number.isInteger(seconds) ? seconds : seconds.toFixed(1)} s`;
  }
  if (seconds < 60) {
    return `${Math.floor(seconds)} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min`;
  }
  if (seconds < 48 * 3600) {
    return `${Math.floor(seconds / 3600)} h`;
  }
  return `${Math.floor(seconds / 86_400)} days`;
}

/** A rate: 9.8 fps, 30 fps. */
export function rate(fps) {
  return `${fps < 9.95 ? fps.toFixed(1) : fps.toFixed(0)} fps`;
}

/** A number of things: 1 camera, 4 cameras. */
export function count(number, one) {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}
