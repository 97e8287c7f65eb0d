// The wall: every camera that there is on one page. This file ties the parts together.

import { baseOf } from './address.js';
import { Announcer } from './announce.js';
import { Connection } from './connection.js';
import { dragTiles } from './drag.js';
import { Full } from './full.js';
import { Grid } from './grid.js';
import { guarded } from './guarded.js';
import { listenToKeys } from './keys.js';
import { Notice } from './notice.js';
import { Order } from './order.js';
import { saveSnapshot } from './snapshot.js';
import { Switch } from './switch.js';
import { Theme } from './theme.js';
import { Tiles } from './tiles.js';
import { canDecodeVideo } from './transport.js';
import { changeView, readView } from './view.js';
import { capital, count, ended } from './words.js';

/** @typedef {import('./tile.js').Tile} Tile */

const LOOK = 250;

/** Phones may have it for videos alone. */
const canFill =
  Boolean(document.fullscreenEnabled) && 'requestFullscreen' in document.documentElement;

/**
 * An element of wall.html.
 *
 * @param {string} id
 */
function byId(id) {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`wall.html has no element “${id}”`);
  }
  return found;
}

const help = /** @type {HTMLDialogElement} */ (byId('help'));
const list = byId('wall');
const view = readView(location.search);
const base = baseOf(location.href);
const connection = new Connection(base, view.transport, view.form);
const { states } = connection;
document.documentElement.dataset.transport = connection.transport;

const notice = new Notice(byId('notice'));
const announcer = new Announcer(byId('announcements'));
const quickKeys = new Switch(/** @type {HTMLInputElement} */ (byId('quick-keys')), 'quick-keys');
const theme = new Theme(/** @type {HTMLButtonElement} */ (byId('theme')));
const tiles = new Tiles(list, connection, new Order(base), view.cameras, {
  open: (tile) => (tile.id === full.id ? full.back() : full.show(tile.id)),
  back: () => full.back(),
  pause: (tile) => pause(tile),
  snapshot: (tile) => snapshot(tile),
});
const grid = new Grid(list, () => tiles.all());
grid.want(view.layout);
const full = new Full(view.full, (now, before) => {
  arrange();
  const tile = tiles.get(now ?? before ?? '');
  if (tile) {
    tiles.focus(tile);
  }
});

/** The tile in full. None where the address or the past names a camera that is not there. */
function shown() {
  return full.id === null ? undefined : tiles.get(full.id);
}

/** Which camera is in full, and so what each needs of the server. */
function arrange() {
  const large = shown();
  const inFull = large !== undefined;
  list.classList.toggle('in-full', inFull);
  list.classList.toggle('alone', inFull && tiles.ids.length === 1);
  const all = tiles.all();
  for (const tile of all) {
    const isFull = tile === large;
    tile.setFull(isFull);
    tile.view.width = isFull ? 0 : undefined;
    tile.view.fps = inFull ? (isFull ? 0 : 1) : fairRate(all.length);
    tile.view.video = !inFull || isFull;
  }
  document.title = inFull ? large.name : 'Cameras';
  if (inFull && !list.contains(document.activeElement)) {
    tiles.choose(large); // such as after a reload
  }
  grid.arrange();
  connection.change();
}

/**
 * What a browser can decode and paint of JPEGs in good time, shared out; 0 is all that the camera has.
 *
 * @param {number} number
 */
function fairRate(number) {
  return number <= 4 ? 0 : number <= 9 ? 25 : number <= 16 ? 15 : number <= 36 ? 10 : 5;
}

/** @param {Tile} tile */
function pause(tile) {
  tile.setPaused(!tile.view.paused);
  connection.change();
  tile.check();
}

/** @param {Tile} tile */
async function snapshot(tile) {
  const { state, why } = tile.check();
  const problem = ['offline', 'stalled', 'unreachable', 'refused'].includes(state)
    ? `No snapshot of ${tile.name}: ${why}.`
    : await saveSnapshot(base, tile);
  notice.brief(problem ?? `Snapshot of ${tile.name} saved.`);
}

function refresh() {
  if (states.known) {
    if (tiles.take(states.cameras)) {
      arrange();
    }
    const missing = [...(view.cameras ?? []), ...(full.id ? [full.id] : [])]
      .filter((id) => !states.cameras.has(id));
    const left = full.id && !shown() && states.cameras.has(full.id);
    notice.lasting([
      ...view.problems,
      ...[...new Set(missing)].map((id) => `This server has no camera “${id}”.`),
      ...(left ? [`Camera “${full.id}” is not among those of this address.`] : []),
    ]);
  }
  look();
  summarise();
}

function summarise() {
  const all = tiles.all();
  /** @param {Reading['state']} state */
  const how = (state) => all.filter((tile) => tile.state === state).length;
  const unseen = how('idle') > 0 ? `, ${how('idle')} out of sight` : '';
  const numbers = `${count(all.length, 'camera')}, ${how('live')} live${unseen}`;
  // Pictures that come say more than one answer that does not.
  const silent = !states.answering && how('live') === 0;
  byId('summary').textContent = silent ? capital(states.problem) : states.known ? numbers : '';
  byId('login').hidden = !states.refused;
  byId('empty').hidden = all.length > 0;
  byId('empty').textContent = !states.answering
    ? capital(ended(states.problem)) + (states.refused ? '' : ' Trying again.')
    : !states.known
      ? 'Connecting'
      : states.cameras.size > 0
        ? 'This server has none of the cameras in the address.'
        : 'No cameras have been added.';
}

function look() {
  tiles.all().forEach((tile) => guarded(() => tile.check()));
  announcer.look(() => tiles.all());
}

let looks = 0;
setInterval(() => {
  look();
  if (looks++ % 2 === 0) {
    tiles.all().forEach((tile) => guarded(() => tile.tell()));
    summarise();
  }
}, LOOK);
document.addEventListener('visibilitychange', () => look());

/**
 * @param {number} columns
 * @param {number} rows
 */
function step(columns, rows) {
  const all = tiles.all();
  const large = shown();
  if (!large && tiles.current && !list.contains(document.activeElement)) {
    tiles.focus(tiles.current);
    return;
  }
  const from = large ?? tiles.current;
  const now = from ? all.indexOf(from) : -1;
  const by = large ? columns + rows : columns + rows * grid.columns;
  const next = all[now + by];
  if (next && large) {
    full.show(next.id);
  } else if (next) {
    tiles.focus(next);
  }
}

/**
 * @param {number} columns
 * @param {number} rows
 */
function shift(columns, rows) {
  const { current: tile, ids } = tiles;
  if (!tile) {
    return;
  }
  const to = ids[ids.indexOf(tile.id) + columns + rows * (shown() ? 1 : grid.columns)];
  if (to) {
    tiles.move(tile.id, to);
  }
}

/** @param {Tile | undefined} tile */
function focusOrShow(tile) {
  if (tile) {
    (shown() ? () => full.show(tile.id) : () => tiles.focus(tile))();
  }
}

function toggleFullScreen() {
  if (document.fullscreenElement) {
    document.exitFullscreen();
  } else {
    const asked = canFill ? document.documentElement.requestFullscreen() : Promise.reject();
    asked.catch(() => notice.brief('No full screen here.'));
  }
}

async function share() {
  const kept = view.cameras || JSON.stringify(tiles.ids) !== JSON.stringify([...states.cameras.keys()]);
  const search = changeView(location.search, { cameras: kept ? tiles.ids.join() : null });
  history.replaceState(history.state, '', location.pathname + search);
  try {
    await navigator.clipboard.writeText(location.href);
    notice.brief('Link copied.');
  } catch {
    notice.brief('The link is in the address bar.'); // the clipboard is for https alone
  }
}

/** @param {(tile: Tile) => void} action */
const current = (action) => () => tiles.current && action(tiles.current);
listenToKeys({
  step,
  shift,
  pick: (index) => tiles.all()[index] && full.show(tiles.ids[index]),
  enter: current((tile) => full.show(tile.id)),
  first: () => focusOrShow(tiles.all()[0]),
  last: () => focusOrShow(tiles.all().at(-1)),
  back: () => full.back(),
  fullScreen: toggleFullScreen,
  snapshot: current(snapshot),
  pause: current(pause),
  theme: () => theme.next(),
  help: () => help.showModal(),
}, () => quickKeys.on);
dragTiles(list, {
  allowed: () => !shown(),
  moved: (id, to) => tiles.move(id, to),
});
// The browser asks then, or the server has a form.
byId('login').addEventListener('click', () => location.reload());
byId('no-video').hidden = canDecodeVideo() || isSecureContext;
byId('share').addEventListener('click', share);
byId('full-screen').hidden = !canFill;
byId('full-screen-key').hidden = !canFill;
byId('full-screen').addEventListener('click', toggleFullScreen);
byId('help-button').addEventListener('click', () => help.showModal());
connection.listen(refresh);
refresh();
