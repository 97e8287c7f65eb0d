// What the server says where it does not give what was asked for, in words.

export const SILENT = 'the server does not answer';

const LONGEST = 200;

const STATUS = new Map([
  [401, 'the server wants a login'],
  [403, 'the server refuses this'],
  [404, 'there is no such address'],
  [407, 'a proxy wants a login'],
  [414, 'the address is too long for the server'],
  [421, 'the server does not go by this name'],
  [429, 'the server was asked too often'],
  [431, 'the request is too long for the server'],
  [502, 'the server behind the proxy does not answer'],
  [503, 'the server is not ready'],
  [504, 'the server behind the proxy does not answer'],
]);

/**
 * Whether the server would answer somebody else, or another address.
 *
 * @param {Response} answer
 */
export function isRefused({ status }) {
  return status === 401 || status === 403;
}

/**
 * A line of the server's own, which says more than a status; not somebody else's page.
 *
 * @param {Response} answer
 */
export async function ownWords(answer) {
  const isText = answer.headers.get('Content-Type')?.startsWith('text/plain');
  return isText ? (await answer.text()).trim().slice(0, LONGEST) : '';
}

/**
 * What is wrong with an answer that should be of that type; '' if nothing is.
 *
 * @param {Response} answer
 * @param {string} type
 * @param {string} what its name
 */
export async function problemOf(answer, type, what) {
  if (answer.type === 'opaqueredirect') {
    return `the server leads to another page, not to ${what}: a login?`;
  }
  if (!answer.ok) {
    // Such as that an address has expired.
    const words = (answer.status === 403 && (await ownWords(answer))) || STATUS.get(answer.status);
    return words ? `${words} (${answer.status})` : `the server answers ${answer.status}`;
  }
  const is = (answer.headers.get('Content-Type') ?? '').split(';')[0].trim().toLowerCase();
  if (is === type) {
    return '';
  }
  return is === 'text/html'
    ? `the answer is a page, not ${what}: a login?`
    : `the answer is ${is || 'of no type'}, not ${what}`;
}
