import { testedClaims } from './claim-sets';
import type { Random } from './random';
import type { Workload } from '../../src';

export const MUTATIONS = ['replaced', 'inserted', 'left out', 'in the other case', 'a look-alike'] as const;
export type MutationKind = typeof MUTATIONS[number];

/** Claims of a matching job, as they are or with one character of one claim changed. */
export interface Drawn {
  readonly mutation?: MutationKind;
  readonly claim?: string;
  readonly claims: Record<string, unknown>;
}

/** Characters that mean something to a target, and some that mean nothing. */
const CHARACTERS = [...'*?${}[]()\\/:@#%,.;=&|"\'` \n\t\0aZ09_-+~^é日\u200b\u202e'];

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  'a': 'а',
  'c': 'с',
  'd': 'ԁ',
  'e': 'е',
  'g': 'ɡ',
  'h': 'һ',
  'i': 'і',
  'j': 'ј',
  'l': 'ӏ',
  'm': 'ⅿ',
  'n': 'ո',
  'o': 'о',
  'p': 'р',
  's': 'ѕ',
  'u': 'ս',
  'v': 'ѵ',
  'w': 'ԝ',
  'x': 'х',
  'y': 'у',
  '/': '∕',
  ':': '：',
  '.': '․',
  '-': '‐',
  '_': '＿',
  '@': '＠',
  '0': 'O',
  '1': 'l',
  '2': '２',
  '3': '３',
  '4': '４',
  '5': '５',
  '6': '６',
  '7': '７',
};

/** About two in five are left as they are; of the others most differ in a claim that the workload tests. */
export function drawnFor(workload: Workload, sample: Readonly<Record<string, string>>, random: Random): Drawn {
  if (random.chance(0.4)) return { claims: { ...sample } };
  const claim = random.pick(random.chance(0.85) ? testedClaims(workload) : Object.keys(sample));
  const mutation = random.pick(MUTATIONS);
  return { mutation, claim, claims: { ...sample, [claim]: mutated(sample[claim], mutation, random) } };
}

function mutated(value: string, mutation: MutationKind, random: Random): string {
  const characters = [...value];
  const at = random.below(Math.max(1, characters.length));
  switch (mutation) {
    case 'replaced': characters[at] = random.pick(CHARACTERS.filter(character => character !== characters[at])); break;
    case 'inserted': characters.splice(random.below(characters.length + 1), 0, random.pick(CHARACTERS)); break;
    case 'left out': if (characters.length > 1) characters.splice(at, 1); break; // no issuer sends a claim that is empty
    case 'in the other case': return flipped(value, at);
    case 'a look-alike': characters[at] = LOOK_ALIKES[characters[at].toLowerCase()] ?? `${characters[at]}\u0301`; break;
  }
  return characters.join('');
}

/** The next letter from here on; a text without letters gets one. */
function flipped(value: string, from: number): string {
  const other = (letter: string) => letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  for (let i = 0; i < value.length; i++) {
    const at = (from + i) % value.length;
    if (/[a-z]/i.test(value[at])) return `${value.slice(0, at)}${other(value[at])}${value.slice(at + 1)}`;
  }
  return `${value}A`;
}
