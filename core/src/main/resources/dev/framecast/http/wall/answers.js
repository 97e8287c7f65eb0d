// What the server says where it does not give what was asked for, in words.

import { text } from './texts.js';

export const SILENT = text('silent');

const LONGEST = 200;

/** @type {Map<number, import('./texts.js').TextName>} */
const STATUS = new Map([
  [401, 'wantsLogin'],
  [403, 'refuses'],
  [404, 'noSuchAddress'],
  [407, 'proxyWantsLogin'],
  [414, 'addressTooLong'],
  [421, 'otherName'],
  [429, 'askedTooOften'],
  [431, 'requestTooLong'],
  [502, 'behindProxySilent'],
  [503, 'notReady'],
  [504, 'behindProxySilent'],
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
    return text('leadsElsewhere', { what });
  }
  if (!answer.ok) {
    // Such as that an address has expired.
    const { status } = answer;
    const name = STATUS.get(status);
    const words = (status === 403 && (await ownWords(answer))) || (name && text(name));
    return words ? `${words} (${status})` : text('answers', { status });
  }
  const is = (answer.headers.get('Content-Type') ?? '').split(';')[0].trim().toLowerCase();
  if (is === type) {
    return '';
  }
  return is === 'text/html'
    ? text('isPage', { what })
    : text('isOther', { type: is || text('noType'), what });
}
