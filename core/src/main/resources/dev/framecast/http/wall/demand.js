// What this page needs of the server at this moment: the cameras that somebody can see, each as
// wide and as often as it is shown.

/** The steps of the server's ladder; one in between would be rounded up there. */
const WIDTHS = [160, 320, 480, 640, 960, 1280, 1920];
const SETTLE = 250;
const HURRY = 20;

export class Demand {
  #send;
  #watches;
  #cameras;
  #timer = 0;
  #sent = '';
  #seen;
  #sized;

  /** watches: a Set; cameras(): the Map of states; send(wishes): called when they differ. */
  constructor(watches, cameras, send) {
    this.#watches = watches;
    this.#cameras = cameras;
    this.#send = send;
    this.#seen = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          entry.target.framecastWatch.visible = entry.isIntersecting;
        }
        this.changed();
      },
      { rootMargin: '40px' },
    );
    this.#sized = new ResizeObserver(() => this.changed());
    document.addEventListener('visibilitychange', () => this.changed());
  }

  observe(watch) {
    watch.box.framecastWatch = watch;
    this.#seen.observe(watch.box);
    this.#sized.observe(watch.box);
  }

  unobserve(watch) {
    this.#seen.unobserve(watch.box);
    this.#sized.unobserve(watch.box);
    delete watch.box.framecastWatch;
    this.changed();
  }

  /** Sends the wishes soon; a resized window changes them many times a second. */
  changed() {
    clearTimeout(this.#timer);
    const hurry = document.hidden || this.#sent === '' || this.#sent === '[]';
    this.#timer = setTimeout(() => this.#settle(), hurry ? HURRY : SETTLE);
  }

  #settle() {
    const wishes = this.#wishes();
    const text = JSON.stringify(wishes);
    if (text !== this.#sent) {
      this.#sent = text;
      this.#send(wishes);
    }
  }

  #wishes() {
    const wishes = new Map();
    for (const watch of this.#watches) {
      const status = this.#cameras().get(watch.id);
      watch.want(Boolean(status) && watch.visible && !watch.paused && !document.hidden);
      if (!watch.wanted) {
        continue;
      }
      const wish = { id: watch.id, width: width(watch, status), fps: watch.fps };
      const other = wishes.get(watch.id);
      wishes.set(watch.id, other ? both(wish, other) : wish);
    }
    return [...wishes.values()];
  }
}

/** Zero means the camera's own, which is the most there is. */
function both(a, b) {
  const most = (x, y) => (x === 0 || y === 0 ? 0 : Math.max(x, y));
  return { id: a.id, width: most(a.width, b.width), fps: most(a.fps, b.fps) };
}

function width(watch, status) {
  if (watch.width !== undefined) {
    return watch.width;
  }
  const box = watch.box.getBoundingClientRect();
  const shape = status.width > 0 ? status.width / status.height : 16 / 9;
  const pixels = Math.min(box.width, box.height * shape || box.width) * window.devicePixelRatio;
  // A pixel or two too few are not worth four times the bytes.
  const step = WIDTHS.find((one) => one * 1.02 >= pixels) ?? 0;
  return status.width > 0 && step >= status.width ? 0 : step;
}
