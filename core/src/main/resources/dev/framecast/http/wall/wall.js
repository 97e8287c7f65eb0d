// A browser opens six HTTP/1.1 connections to a host and a stream holds one for good, so that with
// more cameras the rest would stay dark, and so would the states. Then snapshots take turns instead.
const MOST_STREAMS = 4;
const STATES_EVERY = 1000;

const wall = document.getElementById('wall');
const message = document.getElementById('message');
const tiles = new Map();

function makeTile(camera) {
  const figure = document.createElement('figure');
  const picture = document.createElement('img');
  picture.className = 'picture';
  picture.alt = `Live picture of ${camera.name}`;
  const caption = document.createElement('figcaption');
  const name = document.createElement('strong');
  name.textContent = camera.name;
  const state = document.createElement('span');
  state.className = 'state';
  caption.append(name, state);
  figure.append(picture, caption);
  wall.append(figure);
  return { id: camera.id, figure, picture, state, streaming: false };
}

function address(tile, leaf) {
  return `cameras/${encodeURIComponent(tile.id)}/${leaf}`;
}

function stream(tile) {
  tile.streaming = true;
  tile.picture.src = address(tile, 'stream.mjpg');
  // The stream ends when the server does; a new one is asked for until it answers again.
  tile.picture.onerror = () => {
    tile.streaming = false;
  };
}

function tell(camera) {
  if (camera.state === 'LIVE') {
    return `live, ${camera.width}×${camera.height}, ${camera.fps.toFixed(0)} fps`;
  }
  const why = camera.lastError ? `: ${camera.lastError}` : '';
  return camera.state.toLowerCase() + why;
}

function show(cameras) {
  const few = cameras.length <= MOST_STREAMS;
  const present = new Set(cameras.map((camera) => camera.id));
  for (const [id, tile] of tiles) {
    if (!present.has(id)) {
      tile.picture.removeAttribute('src'); // or the stream goes on without a picture to show it
      tile.figure.remove();
      tiles.delete(id);
    }
  }
  for (const camera of cameras) {
    if (!tiles.has(camera.id)) {
      tiles.set(camera.id, makeTile(camera));
    }
    const tile = tiles.get(camera.id);
    tile.state.textContent = tell(camera);
    tile.figure.classList.toggle('down', camera.state !== 'LIVE');
    if (few && !tile.streaming) {
      stream(tile);
    }
  }
  message.textContent = cameras.length === 0 ? 'No cameras have been added.' : '';
  return few;
}

function snapshot(tile) {
  return new Promise((done) => {
    tile.picture.onload = tile.picture.onerror = done;
    tile.picture.src = `${address(tile, 'snapshot.jpg')}?width=640&t=${Date.now()}`;
  });
}

async function takeTurns() {
  for (;;) {
    for (const tile of [...tiles.values()].filter((one) => !one.streaming)) {
      await snapshot(tile);
    }
    await pause(100);
  }
}

function pause(millis) {
  return new Promise((done) => setTimeout(done, millis));
}

let turns = false;
for (;;) {
  try {
    const answer = await fetch('cameras', { cache: 'no-store' });
    const { cameras } = await answer.json();
    if (!show(cameras) && !turns) {
      turns = true;
      takeTurns();
    }
  } catch {
    message.textContent = 'The server does not answer. Trying again.';
    for (const tile of tiles.values()) {
      tile.streaming = false;
      tile.figure.classList.add('down');
      tile.state.textContent = 'no connection to the server';
    }
  }
  await pause(STATES_EVERY);
}
