// Making elements, and finding them.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} className
 */
export function element(name, className) {
  const created = document.createElement(name);
  created.className = className;
  return created;
}

/**
 * One of the drawings in wall.html.
 *
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/**
 * @param {string} name
 * @param {string} label
 * @param {() => void} onClick
 */
export function button(name, label, onClick) {
  const created = element('button', `tool ${name}`);
  created.type = 'button';
  created.title = label;
  created.setAttribute('aria-label', label);
  created.append(icon(name));
  created.addEventListener('click', onClick);
  return created;
}

/**
 * The element that an event comes from, or the nearest around it, which the selector is about.
 *
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function closest({ target }, selector) {
  return target instanceof Element ? target.closest(selector) : null;
}
