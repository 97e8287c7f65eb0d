// The settings of the view, as a form: its fields have the names of the parts of an address, and what
// comes of it is an address.

import { CameraChoice } from './camera-choice.js';
import { copyField } from './copy.js';
import { element } from './elements.js';
import { readGroups } from './groups.js';
import { LANGUAGES } from './texts.js';
import { changeView } from './view.js';

/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

export class Settings {
  #dialog;
  #form;
  #address;
  #said;
  #choice;
  /** The cameras that the page shows without an address that names some. */
  #usual = '';

  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.#dialog = dialog;
    this.#form = /** @type {HTMLFormElement} */ (dialog.querySelector('form'));
    this.#address = /** @type {HTMLInputElement} */ (dialog.querySelector('.address'));
    this.#said = /** @type {HTMLElement} */ (dialog.querySelector('.said'));
    const list = /** @type {HTMLElement} */ (dialog.querySelector('.choice'));
    this.#choice = new CameraChoice(list, () => this.#tell());
    this.#offerLanguages();
    for (const type of ['input', 'change']) { // what fills forms in for people may send one alone
      this.#form.addEventListener(type, () => this.#tell());
    }
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#show();
    });
    dialog.querySelector('.copy')?.addEventListener('click', () => copyField(this.#address, this.#said));
    dialog.querySelector('.cancel')?.addEventListener('click', () => dialog.close());
  }

  #offerLanguages() {
    const field = this.#form.elements.namedItem('lang');
    for (const [tag, { language }] of Object.entries(LANGUAGES)) {
      const option = element('option', '');
      option.value = tag;
      option.lang = tag;
      option.textContent = language;
      /** @type {HTMLSelectElement} */ (field).append(option);
    }
  }

  /**
   * Opens the panel, with what the address has now.
   *
   * @param {{ id: string, name: string }[]} cameras all that the server has, in the page's order
   * @param {string[] | null} chosen the ids of those that the address names, in its order
   */
  open(cameras, chosen) {
    const query = new URLSearchParams(location.search);
    for (const field of this.#fields()) {
      fill(field, query.get(field.name) ?? '');
    }
    this.#usual = cameras.map(({ id }) => id).join();
    this.#choice.offer(cameras, chosen);
    this.#tell();
    this.#dialog.showModal();
  }

  /** @returns {Field[]} those that are about the address */
  #fields() {
    return [.../** @type {NodeListOf<Field>} */ (this.#form.querySelectorAll('[name]'))];
  }

  /** Writes the address that comes of the form as it is now. */
  #tell() {
    const cameras = this.#choice.ids().join();
    /** @type {Record<string, string | null>} */
    const changes = { cameras: cameras === this.#usual ? null : cameras };
    for (const field of this.#fields()) {
      changes[field.name] = valueOf(field);
    }
    const group = new URLSearchParams(location.search).get('group');
    if (!readGroups(changes.groups ?? '')?.some(({ name }) => name === group)) {
      changes.group = null; // there is none of that name
    }
    const address = new URL(location.href);
    address.username = '';
    address.password = '';
    address.search = changeView(location.search, changes);
    this.#address.value = address.href;
    this.#said.textContent = '';
  }

  #show() {
    this.#tell();
    const address = this.#address.value;
    this.#dialog.close();
    if (address !== location.href) {
      location.assign(address);
    }
  }
}

/**
 * @param {Field} field
 * @param {string} value of the address; one that cannot be chosen is none
 */
function fill(field, value) {
  if (isBox(field)) {
    field.checked = value === field.value;
    return;
  }
  field.value = value;
  if (field instanceof HTMLSelectElement && field.selectedIndex < 0) {
    field.value = '';
  }
}

/** @param {Field} field */
function valueOf(field) {
  const value = isBox(field) && !field.checked ? '' : field.value.trim();
  return value || null;
}

/**
 * @param {Field} field
 * @returns {field is HTMLInputElement}
 */
function isBox(field) {
  return field.type === 'checkbox';
}
