// Which language people read, and its texts. A new one needs its file, and its line here.

import { texts as english } from './texts-en.js';
import { texts as korean } from './texts-ko.js';

/** @typedef {keyof typeof english} TextName */
/** @typedef {{ other: string } & { [category in Intl.LDMLPluralRule]?: string }} Plural by number */
/** @typedef {{ [Name in TextName]: (typeof english)[Name] extends string ? string : Plural }} Texts */
/** @typedef {Record<string, string | number>} Values */

/** @type {Record<string, Texts>} */
export const LANGUAGES = { en: english, ko: korean };

/**
 * The first of these languages, as RFC 5646 tags them, that there are texts of.
 *
 * @param {readonly (string | null)[]} wanted
 */
export function choose(wanted) {
  return wanted.map(baseOf).find((tag) => Object.hasOwn(LANGUAGES, tag)) ?? 'en';
}

/**
 * Whether there are texts of that language.
 *
 * @param {string | null} tag
 */
export function isKnown(tag) {
  return Object.hasOwn(LANGUAGES, baseOf(tag));
}

/** @param {string | null} tag */
function baseOf(tag) {
  return (tag ?? '').split('-')[0].toLowerCase();
}

/**
 * Some systems have names that are none, such as en-US@posix.
 *
 * @param {string} tag
 */
function isLocale(tag) {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

// What a page of somebody's own is in, or an address asks for, or the browser's owner prefers. A
// worker is told in its address.
const asked = new URLSearchParams(location.search).get('lang');
const { document: page } = /** @type {{ document?: { documentElement: { lang: string } } }} */ (globalThis);
const ofPage = page?.documentElement.lang ?? null;
const preferred = navigator.languages ?? [navigator.language];

export const language = choose([ofPage, asked, ...preferred]);

/** What a worker, which knows of no page, has to be told, or '' where it would choose the same. */
export const forWorker = language === choose(preferred) ? '' : `?lang=${language}`;

/** With the country, for times and numbers. */
export const locale =
  preferred.find((tag) => baseOf(tag) === language && isLocale(tag)) ?? language;

const texts = LANGUAGES[language];
const plurals = new Intl.PluralRules(language);
const whole = new Intl.NumberFormat(locale);

/**
 * The text of that name, filled in.
 *
 * @param {TextName} name
 * @param {Values} [values]
 */
export function text(name, values = {}) {
  const found = texts[name];
  const form =
    typeof found === 'string' ? found : (found[plurals.select(Number(values.count))] ?? found.other);
  return form.replace(/\{\w+\}/g, (braced) => {
    const value = values[braced.slice(1, -1)] ?? '';
    return typeof value === 'number' ? whole.format(value) : value;
  });
}
