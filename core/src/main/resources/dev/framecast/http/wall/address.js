// The addresses that the page asks for, below the folder where the sink is mounted. Whatever the
// numbers are, what stands in an address is what the server takes: it refuses a whole stream for
// one bad number in it.

const MOST_PIXELS = 65_535;
const MOST_FPS = 1000;
const DIGITS = 1000; // three behind the point

/** What is taken everywhere: a Netty pipeline takes 4,096 bytes unless it was told otherwise. */
const LONGEST = 4000;
/** What our own server takes, nearly. */
const LONGEST_AT_ALL = 8000;
/** Of the six connections that a browser opens to a host. */
const MOST_STREAMS = 3;

/** What a signed address has, and all that its page asks for needs. */
const SIGNATURE = ['only', 'exp', 'kid', 'end', 'sig'];

/**
 * The folder where the sink is mounted, and behind a question mark the signature of the page's
 * address, if that is signed: the base of all addresses.
 *
 * @param {string} page
 */
export function baseOf(page) {
  const address = new URL(page);
  const pairs = address.search.slice(1).split('&');
  address.username = ''; // fetch() takes no address that has a password
  address.password = '';
  const folder = new URL('.', address).href;
  const signature = pairs.filter((pair) => SIGNATURE.includes(pair.split('=')[0]));
  return signature.some((pair) => pair.startsWith('sig=')) ? `${folder}?${signature.join('&')}` : folder;
}

/**
 * @param {string} base
 * @param {string} path
 * @param {string} query
 */
function below(base, path, query) {
  const [folder, signature = ''] = base.split('?');
  const all = [query, signature].filter(Boolean).join('&');
  return `${folder}${path}${all && `?${all}`}`;
}

/**
 * The base without its signature, which is nobody else's matter: whoever is given the address needs
 * a login, or a signature of his own.
 *
 * @param {string} base
 */
export function withoutSignature(base) {
  return base.split('?')[0];
}

/**
 * What there is of one camera.
 *
 * @param {string} base
 * @param {string} id
 * @param {string} leaf
 * @param {string} [query]
 */
export function ofCamera(base, id, leaf, query = '') {
  return below(base, `cameras/${encodeURIComponent(id)}/${leaf}`, query);
}

/**
 * The list of cameras.
 *
 * @param {string} base
 */
export function states(base) {
  return below(base, 'cameras', '');
}

/**
 * The cameras of the network.
 *
 * @param {string} base
 */
export function found(base) {
  return below(base, 'found', '');
}

/**
 * A width as the server takes it, of a number or a text; 0, the camera's own, where it is neither.
 *
 * @param {unknown} value
 */
export function pixels(value) {
  const number = Number(value);
  return number > 0 ? Math.min(MOST_PIXELS, Math.max(1, Math.round(number))) : 0;
}

/**
 * A rate as the server takes it; 0, all that there is, where it is none.
 *
 * @param {unknown} value
 */
export function perSecond(value) {
  const number = Number(value);
  return number > 0 ? Math.min(MOST_FPS, Math.max(1, Math.round(number * DIGITS)) / DIGITS) : 0;
}

/**
 * Many cameras over one connection, or over a few where one address would be too long for them all.
 *
 * @param {string} base
 * @param {CameraRequest[]} requests
 * @param {boolean} all whether these are all that the server has, in its order
 */
export function streams(base, requests, all) {
  for (const longest of [LONGEST, LONGEST_AT_ALL]) {
    for (let number = 1; number <= MOST_STREAMS; number++) {
      const addresses = divided(base, requests, number);
      if (addresses.every((address) => address.length <= longest)) {
        return addresses;
      }
    }
  }
  // Too long all the same: the server may say so, unless the ids can be left out.
  return all
    ? [below(base, 'streams.mjpg', numbers(requests).slice(1))]
    : divided(base, requests, MOST_STREAMS);
}

/**
 * @param {string} base
 * @param {CameraRequest[]} requests
 * @param {number} number
 */
function divided(base, requests, number) {
  const size = Math.ceil(requests.length / number);
  const addresses = [];
  for (let from = 0; from < requests.length; from += size) {
    const some = requests.slice(from, from + size);
    const ids = some.map((request) => encodeURIComponent(request.id)).join();
    addresses.push(below(base, 'streams.mjpg', `ids=${ids}${numbers(some)}`));
  }
  return addresses;
}

/** @param {CameraRequest[]} requests */
function numbers(requests) {
  const width = values(requests.map((request) => pixels(request.width)));
  const fps = values(requests.map((request) => perSecond(request.fps)));
  const some = requests.some((request) => request.form === 'video');
  const form = some ? same(requests.map((request) => request.form)) : ''; // JPEG is what else comes
  const after = same(requests.map((request) => (request.form === 'video' && request.after) || ''));
  return [['width', width], ['fps', fps], ['form', form], ['after', after]]
    .map(([name, value]) => value && `&${name}=${value}`)
    .join('');
}

/** @param {number[]} list */
function values(list) {
  return same(list.map((value) => (value > 0 ? String(value) : '')));
}

/**
 * One value where all are the same, which keeps the address of 64 cameras short.
 *
 * @param {string[]} texts
 */
function same(texts) {
  return texts.every((text) => text === texts[0]) ? texts[0] : texts.join();
}

/**
 * One camera's stream, for an <img>.
 *
 * @param {string} base
 * @param {PictureSize & { id: string }} request
 */
export function stream(base, { id, width, fps }) {
  const query = `width=${pixels(width) || ''}&fps=${perSecond(fps) || ''}`;
  return ofCamera(base, id, 'stream.mjpg', query);
}

/**
 * One JPEG of a camera, of its own size where width is 0.
 *
 * @param {string} base
 * @param {{ id: string, width: number }} request
 */
export function snapshot(base, { id, width }) {
  return ofCamera(base, id, 'snapshot.jpg', `width=${pixels(width) || ''}`);
}
