// The wall: every camera that there is on one page. This file ties the parts together.

import { baseOf } from './address.js';
import { Addresses } from './addresses.js';
import { Announcer } from './announce.js';
import { Connection } from './connection.js';
import { dragTiles } from './drag.js';
import { Found } from './found.js';
import { Full } from './full.js';
import { FullView } from './full-view.js';
import { Grid } from './grid.js';
import { guarded } from './guarded.js';
import { listenToKeys } from './keys.js';
import { Moves } from './moves.js';
import { Notice } from './notice.js';
import { merge, Order } from './order.js';
import { fillPage } from './page-texts.js';
import { Settings } from './settings.js';
import { noSnapshot, saveSnapshot } from './snapshot.js';
import { Summary } from './summary.js';
import { Switch } from './switch.js';
import { text } from './texts.js';
import { Theme } from './theme.js';
import { Tiles } from './tiles.js';
import { Turns } from './turns.js';
import { TurnsBar } from './turns-bar.js';
import { canDecodeVideo } from './transport.js';
import { changeView, readView } from './view.js';
import { WakeLock } from './wake-lock.js';

/** @typedef {import('./tile.js').Tile} Tile */

const LOOK = 250;
const USUAL_CYCLE = 10_000;

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

fillPage();
const help = /** @type {HTMLDialogElement} */ (byId('help'));
const list = byId('wall');
const view = readView(location.search);
const base = baseOf(location.href);
const connection = new Connection(base, view.transport, view.form);
const { states } = connection;
connection.listen(refresh); // so soon, as the answer is on its way while the rest is made
document.documentElement.dataset.transport = connection.transport;

const summary = new Summary(
  { summary: byId('summary'), empty: byId('empty'), login: byId('login') },
  states,
);
const notice = new Notice(byId('notice'));
const announcer = new Announcer(byId('announcements'));
const quickKeys = new Switch(
  ['quick-keys', 'quick-keys-choice'].map((id) => /** @type {HTMLInputElement} */ (byId(id))),
  'quick-keys',
);
const wakeLock = new WakeLock();
const theme = new Theme(
  /** @type {HTMLButtonElement} */ (byId('theme')),
  /** @type {HTMLSelectElement} */ (byId('theme-choice')),
);
const order = new Order(base);
const tiles = new Tiles(list, connection, order, view.cameras, {
  open: (tile) => (tile.id === full.id ? full.back() : full.show(tile.id)),
  back: () => full.back(),
  pause: (tile) => pause(tile),
  snapshot: (tile) => snapshot(tile),
  addresses: (tile) => addresses.open(tile),
}, view.clock);
const grid = new Grid(list, () => tiles.all());
grid.want(view.layout);
const fullView = new FullView(list, connection, { rearrange: () => arrange(), back: () => full.back() });
const full = new Full(view.full, (now, before) => {
  turns.arrange();
  arrange();
  const tile = tiles.all().find(({ id }) => id === (now ?? before));
  if (tile && turns.advancing && !list.contains(document.activeElement)) {
    tiles.choose(tile); // the focus stays where somebody left it
  } else if (tile) {
    tiles.focus(tile);
  }
  if (now === null) {
    turns.leftFull();
  }
});
const turns = new Turns(tiles, full, view, () => {
  arrange();
  turnsBar.tell();
});
const turnsBar = new TurnsBar(
  { menu: /** @type {HTMLSelectElement} */ (byId('group')), button: byId('cycle') },
  turns,
  { groups: view.groups, every: view.cycle || USUAL_CYCLE },
  remember,
);

/** The tile in full. None where the address or the past names a camera that is not there. */
function shown() {
  return full.id === null ? undefined : tiles.get(full.id);
}

/** Which camera is in full, and so what each needs of the server. */
function arrange() {
  const large = shown();
  const inFull = large !== undefined;
  const number = tiles.ids.length;
  list.classList.toggle('in-full', inFull);
  list.classList.toggle('alone', inFull && (number === 1 || fullView.othersHidden));
  fullView.show(large, number - 1);
  for (const tile of tiles.known()) {
    const asFull = tile === large || tile.id === turns.coming;
    tile.setFull(tile === large);
    tile.view.coming = tile.id === turns.coming;
    tile.item.classList.toggle('coming', tile.view.coming);
    tile.view.width = asFull ? 0 : undefined;
    tile.view.fps = asFull ? 0 : inFull ? 1 : fairRate(number);
    tile.view.video = !inFull || asFull;
  }
  summarise();
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
    ? noSnapshot(tile.name, why)
    : await saveSnapshot(base, tile);
  notice.brief(problem ?? text('snapshotSaved', { name: tile.name }));
}

function refresh() {
  if (states.known) {
    byId('found-button').hidden = !states.search;
    if (tiles.take(states.cameras)) {
      turns.arrange();
      arrange();
    }
    const missing = [
      ...(view.cameras ?? []),
      ...view.groups.flatMap((group) => group.ids),
      ...(full.id ? [full.id] : []),
    ]
      .filter((id) => !states.cameras.has(id));
    const left = full.id && !shown() && states.cameras.has(full.id);
    notice.lasting([
      ...view.problems,
      ...[...new Set(missing)].map((id) => text('noSuchCamera', { id })),
      ...(left ? [text('leftOut', { id: full.id ?? '' })] : []),
    ]);
  }
  look();
  summarise();
}

function summarise() {
  summary.tell(tiles.known(), tiles.ids.length, shown()?.name ?? text('title'));
}

function look() {
  tiles.known().forEach((tile) => guarded(() => tile.check()));
  announcer.look(() => tiles.known());
  if (fullView.isZoomed) {
    turns.rest(); // somebody looks closely
  }
  guarded(() => turns.look());
  wakeLock.want(tiles.known().some((tile) => tile.state === 'live'));
}

let looks = 0;
setInterval(() => {
  look();
  if (looks++ % 2 === 0) {
    tiles.all().forEach((tile) => guarded(() => tile.tell()));
    summarise();
  }
}, LOOK);
document.addEventListener('visibilitychange', () => {
  turns.rest(); // a hidden page's timers come seldom
  look();
});

function toggleFullScreen() {
  if (document.fullscreenElement) {
    document.exitFullscreen();
  } else {
    const asked = canFill ? document.documentElement.requestFullscreen() : Promise.reject();
    asked.catch(() => notice.brief(text('noFullScreen')));
  }
}

const addresses = new Addresses(/** @type {HTMLDialogElement} */ (byId('addresses')), base);
const found = new Found(/** @type {HTMLDialogElement} */ (byId('found')), base);
const settings = new Settings(/** @type {HTMLDialogElement} */ (byId('settings')));

function openSettings() {
  const cameras = order.sort(states.cameras.keys()).flatMap((id) => states.cameras.get(id) ?? []);
  settings.open(cameras, view.cameras && merge(tiles.knownIds, view.cameras));
}

/** @param {Record<string, string | null>} changes of what the address has */
function remember(changes) {
  const query = new URLSearchParams(location.search);
  if (Object.entries(changes).some(([name, value]) => query.get(name) !== value)) {
    const search = changeView(location.search, changes);
    history.replaceState(history.state, '', location.pathname + search);
  }
}

async function share() {
  const ids = tiles.knownIds;
  const kept = view.cameras || JSON.stringify(ids) !== JSON.stringify([...states.cameras.keys()]);
  remember({ cameras: kept ? ids.join() : null });
  try {
    await navigator.clipboard.writeText(location.href);
    notice.brief(text('linkCopied'));
  } catch {
    notice.brief(text('linkInBar')); // the clipboard is for https alone
  }
}

/** @param {(tile: Tile) => void} action */
const current = (action) => () => tiles.current && action(tiles.current);
const moves = new Moves(list, tiles, full, grid);
listenToKeys({
  step: (columns, rows) => (fullView.isZoomed ? fullView : moves).step(columns, rows),
  shift: (columns, rows) => moves.shift(columns, rows),
  pick: (index) => moves.pick(index),
  enter: current((tile) => full.show(tile.id)),
  first: () => moves.first(),
  last: () => moves.last(),
  back: () => fullView.back(),
  zoom: (steps) => fullView.zoom(steps),
  whole: () => fullView.whole(),
  others: () => fullView.toggleOthers(),
  fullScreen: toggleFullScreen,
  snapshot: current(snapshot),
  addresses: current((tile) => addresses.open(tile)),
  pause: current(pause),
  theme: () => theme.next(),
  settings: openSettings,
  cycle: () => turnsBar.toggle(),
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
byId('settings-button').addEventListener('click', openSettings);
byId('found-button').addEventListener('click', () => found.open());
byId('help-button').addEventListener('click', () => help.showModal());
if (view.cycle > 0) {
  turns.start(view.cycle);
} else {
  turnsBar.tell();
}
refresh();
