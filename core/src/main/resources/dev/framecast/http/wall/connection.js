// All that a page has with one server: one stream, one clock, one list of states, however many
// pictures are shown.

import { ServerClock } from './clock.js';
import { Demand } from './demand.js';
import { guarded } from './guarded.js';
import { missingPictures } from './missing.js';
import { Painter } from './painter.js';
import { Reduction } from './reduction.js';
import { States } from './states.js';
import { canDecodeVideo, chooseTransport, startTransport } from './transport.js';
import { CameraView } from './camera-view.js';
import { guess, VideoChoice } from './video-choice.js';

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
  /** @type {Set<CameraView>} */
  #views = new Set();
  #painter;
  #demand;
  #receiver;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #missing = missingPictures();
  #reduction = new Reduction();
  #choice;

  /**
   * @param {string} base the folder where the sink is mounted
   * @param {Transport | null} transport one to use in any case, or null
   * @param {Form} form jpeg for no video in any case
   */
  constructor(base, transport = null, form = 'video') {
    this.#base = base;
    this.states = new States(base, this.clock, () => this.#statesChanged());
    this.transport = chooseTransport(transport);
    this.#receiver = this.#start();
    this.#painter = new Painter((taken) => this.#receiver.handle({ taken }));
    this.#choice = new VideoChoice(form === 'video' && canDecodeVideo(), guess());
    this.#demand = new Demand(
      this.#views,
      () => this.states.cameras,
      this.#reduction,
      this.#choice,
      ({ requests, all }) => this.#receiver.handle({ want: { base, requests, all } }),
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
    this.#receiver.close();
    this.linked = false;
  }

  #comeBack() {
    this.#receiver = this.#start();
    this.#demand.again();
  }

  /**
   * Shows the camera in that element, until the view is closed.
   *
   * @param {string} id
   * @param {HTMLElement} box
   * @param {import('./camera-view.js').OnPaint} onPaint
   */
  show(id, box, onPaint) {
    const view = new CameraView(this, id, box, onPaint);
    this.#views.add(view);
    this.#demand.observe(view);
    this.#run();
    return view;
  }

  /**
   * For CameraView.close().
   *
   * @param {CameraView} view
   */
  forget(view) {
    this.#painter.forget(view);
    this.#views.delete(view);
    this.#demand.unobserve(view);
    this.#run();
  }

  /** A view wants something else from now on. */
  change() {
    this.#demand.changed();
  }

  /**
   * Calls back whenever states may have changed; gives the function that ends it.
   *
   * @param {() => void} callback
   */
  listen(callback) {
    this.#listeners.add(callback);
    this.#run();
    return () => {
      this.#listeners.delete(callback);
      this.#run();
    };
  }

  /** @param {string} id */
  viewsOf(id) {
    return [...this.#views].filter((view) => view.id === id);
  }

  get base() {
    return this.#base;
  }

  #run() {
    this.states.run(!document.hidden && this.#views.size + this.#listeners.size > 0);
  }

  #statesChanged() {
    this.#receiver.handle({ answers: this.states.answering });
    if (this.states.answering && this.transport === 'stream') {
      this.#reduction.look(this.#samples(), performance.now());
    }
    this.#demand.changed();
    if (this.states.answering && this.#missing(this.#views, this.states, this.clock.now())) {
      this.#receiver.handle({ renew: true });
    }
    this.#tell();
  }

  /** How pictures come of those cameras that should have come by now. */
  #samples() {
    return [...this.#views].map((view) => view.sample()).filter((sample) => sample !== null);
  }

  /** @param {ReceiverNews} message */
  #hear(message) {
    if ('frame' in message) {
      this.clock.saw(message.frame.at);
      this.#frame(message.frame);
    } else if ('slate' in message) {
      const news = this.viewsOf(message.slate).filter((view) => view.slate());
      if (news.length > 0) {
        this.states.askSoon();
        this.#tell();
      }
    } else if ('link' in message) {
      const again = !this.linked;
      this.linked = message.link;
      if (message.link) {
        this.#views.forEach((view) => view.flows(again));
      } else {
        this.states.askSoon();
      }
    } else if ('problem' in message) {
      this.#hearProblem(message.problem);
    } else {
      this.#choice.hear(message, performance.now());
      this.#demand.changed(true);
    }
  }

  /** @param {string} problem */
  #hearProblem(problem) {
    if (problem !== this.problem) {
      this.problem = problem;
      if (problem) {
        this.states.askSoon(); // such as of a camera that is not there any more
      }
      this.#tell();
    }
  }

  /** @param {Frame} frame */
  async #frame(frame) {
    const [first, ...others] = this.viewsOf(frame.id).filter((view) => shows(view, frame));
    // An image is painted once; a camera that is shown twice needs copies.
    for (const view of others) {
      try {
        const copy = 'clone' in frame.image ? frame.image.clone() : await createImageBitmap(frame.image);
        this.#paint(view, { ...frame, image: copy });
      } catch {
        // Out of memory: this one does without, the others shall go on.
      }
    }
    this.#paint(first, frame);
  }

  /**
   * Unless that view was closed while another's copy was made.
   *
   * @param {CameraView | undefined} view
   * @param {Frame} frame
   */
  #paint(view, frame) {
    if (view && this.#views.has(view) && !document.hidden) {
      this.#painter.next(view, frame);
    } else {
      frame.image.close();
      this.#receiver.handle({ taken: [frame.id] });
    }
  }

  #tell() {
    this.#listeners.forEach((listener) => guarded(listener));
  }
}

/**
 * @param {CameraView} view
 * @param {Frame} frame
 */
function shows(view, frame) {
  return view.wanted && !view.paused && !isOlder(frame, view);
}

/**
 * While a stream changes over, the old one's pictures may come between those of the new one.
 *
 * @param {Frame} frame
 * @param {CameraView} view
 */
function isOlder(frame, { last }) {
  return last !== null && frame.at < last.at && frame.at > last.at - 5000;
}
