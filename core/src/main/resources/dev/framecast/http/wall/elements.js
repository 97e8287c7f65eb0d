// Small makers of elements.

const SVG = 'http://www.w3.org/2000/svg';

export function element(name, className) {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

/** One of the drawings in wall.html. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

export function button(name, label, onClick) {
  const made = element('button', `tool ${name}`);
  made.type = 'button';
  made.title = label;
  made.setAttribute('aria-label', label);
  made.append(icon(name));
  made.addEventListener('click', onClick);
  return made;
}
