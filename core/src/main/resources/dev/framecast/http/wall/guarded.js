// One of many things must not stop the others, nor its own next turn.

/**
 * Runs it. What goes wrong is told on the console, and ends there.
 *
 * @param {() => void} action
 */
export function guarded(action) {
  try {
    action();
  } catch (e) {
    console.error(e);
  }
}
