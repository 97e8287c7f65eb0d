// Copies what stands in a field, and says so beside it.

import { text } from './texts.js';

/**
 * @param {HTMLInputElement} field
 * @param {HTMLElement} said that is told what came of it
 * @param {import('./texts.js').TextName} [done] what it is told where that went well
 */
export async function copyField(field, said, done = 'addressCopied') {
  const copied = await copy(field);
  said.textContent = text(copied ? done : 'notCopied');
  if (!copied) {
    field.focus();
    field.select();
  }
}

/** @param {HTMLInputElement} field */
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value); // for https and this machine alone
    return true;
  } catch {
    field.select();
    return document.execCommand('copy'); // old, and works over http
  }
}
