import { shortened } from '../../private/shortened';

/** How words are set off for a person at a terminal. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly blue: (text: string) => string;
}

const CODES: Readonly<Record<keyof Style, readonly [number, number]>> = { bold: [1, 22], faint: [2, 22], red: [31, 39], yellow: [33, 39], green: [32, 39], blue: [34, 39] };

const set = (make: (code: readonly [number, number]) => (text: string) => string): Style =>
  Object.fromEntries(Object.entries(CODES).map(([name, code]) => [name, make(code)])) as { [Name in keyof Style]: Style[Name] };

export const PLAIN: Style = set(() => text => text);

export const COLOURED: Style = set(([on, off]) => text => `\u001b[${on}m${text}\u001b[${off}m`);

/** More characters of a claim than this fit into no trust, so that nobody copies them. */
export const LONGEST_CLAIM = 2_048;
/** More than any cloud takes of a condition, and than a message has to say. */
export const LONGEST_VALUE = 5_000;

/** What an artefact or a token says, for a person: a part of what is very long, and that harmless. */
export function readable(text: string, most = LONGEST_VALUE): string {
  return visible(shortened(text, most));
}

/** What an artefact says, made harmless for a terminal: no control character and no character that turns the direction of writing. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
