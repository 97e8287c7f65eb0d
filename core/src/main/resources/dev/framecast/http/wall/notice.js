// One line for what people should know: what is wrong with the address for as long as it is, and
// what came of a key for a moment.

const BRIEFLY = 5000;

export class Notice {
  #where;
  #lasting = '';
  #brief = '';
  #timer = 0;

  /** @param {HTMLElement} where */
  constructor(where) {
    this.#where = where;
  }

  /** @param {string[]} sentences */
  lasting(sentences) {
    this.#lasting = sentences.join(' ');
    this.#show();
  }

  /** @param {string} sentence */
  brief(sentence) {
    this.#brief = sentence;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#brief = '';
      this.#show();
    }, BRIEFLY);
    this.#show();
  }

  #show() {
    const text = this.#brief || this.#lasting;
    if (this.#where.textContent !== text) {
      this.#where.textContent = text;
      this.#where.title = text;
    }
  }
}
