// The addresses of one camera, for other programs and pages: of its stream, its snapshot, its video.

import * as address from './address.js';
import { copyField } from './copy.js';
import { text } from './texts.js';

export class Addresses {
  #dialog;
  #base;

  /**
   * @param {HTMLDialogElement} dialog
   * @param {string} base the folder where the sink is mounted
   */
  constructor(dialog, base) {
    this.#dialog = dialog;
    this.#base = address.withoutSignature(base);
    const said = /** @type {HTMLElement} */ (dialog.querySelector('.said'));
    for (const row of dialog.querySelectorAll('.copied')) {
      const field = /** @type {HTMLInputElement} */ (row.querySelector('input'));
      row.querySelector('button')?.addEventListener('click', () => copyField(field, said));
      field.addEventListener('focus', () => field.select());
    }
  }

  /** @param {{ id: string, name: string }} camera */
  open({ id, name }) {
    const fields = this.#dialog.querySelectorAll('input');
    ['stream.mjpg', 'snapshot.jpg', 'video.mp4'].forEach((leaf, index) => {
      fields[index].value = address.ofCamera(this.#base, id, leaf);
    });
    const [title, said] = [...this.#dialog.querySelectorAll('h2, .said')];
    title.textContent = text('addressesOf', { name });
    said.textContent = '';
    this.#dialog.showModal();
  }
}
