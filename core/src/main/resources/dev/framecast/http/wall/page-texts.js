// Writes the texts of wall.html into it: data-text is the text of an element, data-label its name and
// its tip, data-tip its tip alone. The file itself has none, so that none is seen in a wrong language.

import { language, text } from './texts.js';

/** @typedef {import('./texts.js').TextName} TextName */

export function fillPage() {
  document.documentElement.lang = language;
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-text], [data-label], [data-tip]'))) {
    const { text: content, label, tip } = /** @type {Record<string, TextName | undefined>} */ (one.dataset);
    if (content) {
      one.textContent = text(content);
    }
    if (label) {
      one.setAttribute('aria-label', text(label));
    }
    if (tip) {
      one.title = text(tip);
    }
  }
}
