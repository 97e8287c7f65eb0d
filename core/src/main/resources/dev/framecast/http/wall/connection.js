// All that a page has with one server: one stream, one clock, one list of states, however many
// pictures are shown.

import { ServerClock } from './clock.js';
import { Demand } from './demand.js';
import { guarded } from './guarded.js';
import { missingPictures } from './missing.js';
import { Painter } from './painter.js';
import { Reduction } from './reduction.js';
import { States } from './states.js';
import { chooseTransport, startTransport } from './transport.js';
import { Watch } from './watch.js';

export class Connection {
  /** Whether pictures flow. */
  linked = false;
  /** What the server said instead of giving pictures; '' if it gives them, or says nothing. */
  problem = '';
  clock = new ServerClock();
  states;
  /** How pictures come: stream, images or snapshots. */
  transport;

  #base;
  #watches = new Set();
  #painter;
  #demand;
  #pump;
  #listeners = new Set();
  #missing = missingPictures();
  #reduction = new Reduction();

  /** base: the folder where the sink is mounted; transport: one to use in any case, or null. */
  constructor(base, transport = null) {
    this.#base = base;
    this.states = new States(base, this.clock, () => this.#statesChanged());
    this.transport = chooseTransport(transport);
    this.#pump = this.#start();
    this.#painter = new Painter((taken) => this.#pump.handle({ taken }));
    this.#demand = new Demand(
      this.#watches,
      () => this.states.cameras,
      this.#reduction,
      ({ wishes, all }) => this.#pump.handle({ want: { base, wishes, all } }),
    );
    document.addEventListener('visibilitychange', () => this.#run());
    // A page that was left may be kept for the way back, and its streams with it.
    addEventListener('pagehide', () => this.#leave());
    addEventListener('pageshow', ({ persisted }) => persisted && this.#comeBack());
  }

  #start() {
    return startTransport(this.transport, (message) => this.#hear(message), this);
  }

  #leave() {
    this.#pump.close();
    this.linked = false;
  }

  #comeBack() {
    this.#pump = this.#start();
    this.#demand.again();
  }

  /** Shows the camera in that element, until the watch is closed. */
  watch(id, box, onPaint) {
    const watch = new Watch(this, id, box, onPaint);
    this.#watches.add(watch);
    this.#demand.observe(watch);
    this.#run();
    return watch;
  }

  /** For Watch.close(). */
  forget(watch) {
    this.#painter.forget(watch);
    this.#watches.delete(watch);
    this.#demand.unobserve(watch);
    this.#run();
  }

  /** A watch wants something else from now on. */
  change() {
    this.#demand.changed();
  }

  /** Calls back whenever states may have changed; gives the function that ends it. */
  listen(callback) {
    this.#listeners.add(callback);
    this.#run();
    return () => {
      this.#listeners.delete(callback);
      this.#run();
    };
  }

  watchesOf(id) {
    return [...this.#watches].filter((watch) => watch.id === id);
  }

  get base() {
    return this.#base;
  }

  #run() {
    this.states.run(!document.hidden && this.#watches.size + this.#listeners.size > 0);
  }

  #statesChanged() {
    this.#pump.handle({ answers: this.states.answering });
    if (this.states.answering && this.transport === 'stream') {
      this.#reduction.look(this.#samples(), performance.now());
    }
    this.#demand.changed();
    if (this.states.answering && this.#missing(this.#watches, this.states, this.clock.now())) {
      this.#pump.handle({ renew: true });
    }
    this.#tell();
  }

  /** How pictures come of those cameras that should have come by now. */
  #samples() {
    return [...this.#watches]
      .map((watch) => watch.sample())
      .filter((sample) => sample !== null);
  }

  #hear(message) {
    if (message.frame) {
      this.clock.saw(message.frame.at);
      this.#frame(message.frame);
    } else if (message.slate) {
      const news = this.watchesOf(message.slate).filter((watch) => watch.slate());
      if (news.length > 0) {
        this.states.askSoon();
        this.#tell();
      }
    } else if (message.link !== undefined) {
      const again = !this.linked;
      this.linked = message.link;
      if (message.link) {
        this.#watches.forEach((watch) => watch.flows(again));
      } else {
        this.states.askSoon();
      }
    } else if (message.problem !== undefined && message.problem !== this.problem) {
      this.problem = message.problem;
      if (message.problem) {
        this.states.askSoon(); // such as of a camera that is not there any more
      }
      this.#tell();
    }
  }

  async #frame(frame) {
    const [first, ...others] = this.watchesOf(frame.id).filter((watch) => shows(watch, frame));
    // A bitmap belongs to one canvas; a camera that is shown twice needs copies.
    for (const view of others) {
      try {
        const bitmap = await createImageBitmap(frame.bitmap);
        this.#paint(view, { ...frame, bitmap });
      } catch {
        // Out of memory: this one does without, the others shall go on.
      }
    }
    this.#paint(first, frame);
  }

  /** Unless that watch was closed while another's copy was made. */
  #paint(watch, frame) {
    if (this.#watches.has(watch) && !document.hidden) {
      this.#painter.next(watch, frame);
    } else {
      frame.bitmap.close();
      this.#pump.handle({ taken: [frame.id] });
    }
  }

  #tell() {
    this.#listeners.forEach((listener) => guarded(listener));
  }
}

function shows(watch, frame) {
  return watch.wanted && !watch.paused && !isOlder(frame, watch);
}

/** While a stream changes over, the old one's pictures may come between those of the new one. */
function isOlder(frame, { last }) {
  return last !== null && frame.at < last.at && frame.at > last.at - 5000;
}
