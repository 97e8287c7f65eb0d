// Saves a camera's picture of this moment, in the camera's own size, as a file.

import * as address from './address.js';
import { ownWords, problemOf, SILENT } from './answers.js';
import { text } from './texts.js';
import { ended } from './words.js';

const TYPE = 'image/jpeg';

/**
 * Gives null, or a sentence about what went wrong.
 *
 * @param {string} base
 * @param {{ id: string, name: string }} camera
 */
export async function saveSnapshot(base, { id, name }) {
  try {
    const answer = await fetch(address.snapshot(base, { id, width: 0 }), { cache: 'no-store' });
    if (!answer.ok) {
      const words = await ownWords(answer.clone());
      return noSnapshot(name, words || (await problemOf(answer, TYPE, text('aPicture'))));
    }
    const problem = await problemOf(answer, TYPE, text('aPicture'));
    if (problem) {
      return noSnapshot(name, problem);
    }
    const captured = new Date(answer.headers.get('X-Framecast-Captured') ?? Date.now());
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `${id}-${captured.toISOString().slice(0, 19).replaceAll(':', '-')}Z.jpg`;
    link.click();
    // The browser has taken the file over by then, or never will.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    return null;
  } catch {
    return noSnapshot(name, SILENT);
  }
}

/**
 * @param {string} name
 * @param {string} why
 */
export function noSnapshot(name, why) {
  return ended(text('noSnapshot', { name, why }));
}
