/** Changes that no test can notice, or that are not worth one, by the reason. A change is found again by what stands there, wherever that moves. */
export interface Accepted {
  readonly why: string;
  /** File below src/, a part of the line, what stands there, and what it may be as well. */
  readonly changes: readonly (readonly [file: string, within: string, original: string, replacement: string])[];
}

const SOMETHING = '["Stryker was here"]';
const GITHUB = String.raw`/^repo:([^/@:]+)(?:@([^/:]*))?\/([^@:]+)(?:@([^:]*))?(?::([^]*))?$/`;
const GITLAB = String.raw`/^project_path:([^:]+)(?::(ref_type:([^:]*):ref:([^]*)|[^]*\*[^]*))?$/`;

export const ACCEPTED: readonly Accepted[] = [
  {
    why: 'Nobody reads it: what stands there only has to be there, or to differ from what else may stand there.',
    changes: [
      ['vault/evaluate.ts', 'malformed(claims)', '[]', SOMETHING], // a test of the token alone rests on no attribute
      ['azure/evaluate.ts', 'outcome: ok ?', "'accept'", '""'], // what is neither a rejection nor unknown
      ['google/evaluate.ts', '.exec(target)', '[]', SOMETHING],
      ['google/evaluate.ts', 'mapped.google.groups', '[]', SOMETHING], // a group that no member can name by accident
      ['private/hints.ts', "case 'event_name'", "''", '"Stryker was here!"'], // what a job is sent for a pull request has no name
    ],
  },
  {
    why: 'It comes to the same: both sides of a comparison change alike, or what follows answers the same.',
    changes: [
      ['vault/trust.ts', 'JSON.stringify', 'sub !== undefined', 'sub === undefined'],
      ['google/evaluate.ts', 'result.value === true', "result.kind === 'value'", 'true'],
      ['google/evaluate.ts', "claim: 'attribute condition'", "result.kind === 'value'", 'true'],
      ['private/hints.ts', 'asDefault', "typeof audience === 'string'", 'true'], // a regular expression reads a number as a text
      ['private/subject-hints.ts', "tail.startsWith('ref:')", "'default'", '""'],
      ['private/subject-hints.ts', 'default: return undefined', 'default: return undefined;', 'default:'],
      ['private/subjects.ts', 'GITHUB.exec', "'repo:'", '""'], // the expression asks for it as well
      ['private/subjects.ts', 'GITLAB.exec', "'project_path:'", '""'],
      ['private/subjects.ts', 'asked === given', '!/[*?]/.test(asked)', 'false'],
      ['private/subjects.ts', 'i < asked.length', 'i < asked.length', 'true'],
      ['private/subjects.ts', 'i < asked.length', 'i < asked.length', 'i <= asked.length'],
      ['private/subjects.ts', 'merge queue', '/\\/pr-[^]*$/', '/\\/pr-[^]*/'],
      ['google/trust.ts', 'sort', 'a < b', 'a <= b'], // no name stands twice in a mapping with two expressions
    ],
  },
  {
    why: 'What it would let in cannot be: the texts that it reads are never of that form.',
    changes: [
      ['google/evaluate.ts', 'exec(target)', '/^(google|attribute)\\.(.+)$/', '/^(google|attribute)\\.(.+)/'],
      ['private/subject-hints.ts', 'function formOf', "''", '"Stryker was here!"'], // a subject without a tail fits every other
      ['private/subjects.ts', 'const GITHUB', GITHUB, GITHUB.replace(/\$\/$/, '/')],
      ['private/subjects.ts', 'const GITLAB', GITLAB, GITLAB.replace(/\$\/$/, '/')],
      ['google/evaluate.ts', 'const pool', '/\\/providers\\/[^/]+$/', '/\\/providers\\/[^/]+/'],
    ],
  },
];

export function reasonFor(file: string, line: string, original: string, replacement: string): string | undefined {
  return ACCEPTED.find(({ changes }) => changes.some(([where, within, from, to]) => `src/${where}` === file && line.includes(within) && from === original && to === replacement))?.why;
}
