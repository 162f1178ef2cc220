/** Changes that no test can notice, or that are not worth one, by the reason. A change is found again by what stands there, wherever that moves. */
export interface Accepted {
  readonly why: string;
  /** File below src/, a part of the line, what stands there, and what it may be as well. */
  readonly changes: readonly (readonly [file: string, within: string, original: string, replacement: string])[];
}

const SOMETHING = '["Stryker was here"]';

export const ACCEPTED: readonly Accepted[] = [
  {
    why: 'Nobody reads it: what stands there only has to be there, or to differ from what else may stand there.',
    changes: [
      ['vault/evaluate.ts', 'malformed(claims)', '[]', SOMETHING], // a test of the token alone rests on no attribute
      ['azure/evaluate.ts', 'outcome: ok ?', "'accept'", '""'], // what is neither a rejection nor unknown
      ['azure/evaluate.ts', '.exec(subject)', '[]', SOMETHING], // only the second element and the third are read
      ['google/evaluate.ts', '.exec(target)', '[]', SOMETHING],
      ['google/evaluate.ts', 'let open', 'false', 'true'], // set before it is read
    ],
  },
  {
    why: 'It comes to the same: both sides of a comparison change alike, or what follows answers the same.',
    changes: [
      ['vault/trust.ts', 'JSON.stringify', 'sub !== undefined', 'sub === undefined'],
      ['azure/evaluate.ts', 'ids: false', 'repository === undefined', 'false'],
      ['azure/evaluate.ts', 'ids: false', '{ ids: false }', '{}'],
      ['azure/evaluate.ts', 'ids: false', 'false', 'true'],
      ['google/evaluate.ts', 'const text = result', "result.kind === 'value'", 'true'],
      ['google/evaluate.ts', 'result.value === true', "result.kind === 'value'", 'true'],
      ['google/evaluate.ts', "claim: 'attribute condition'", "result.kind === 'value'", 'true'],
      ['google/evaluate.ts', "claim: 'attribute condition'", "result.kind === 'value'", 'false'],
      ['google/evaluate.ts', "claim: 'attribute condition'", "'value'", '""'],
      ['google/trust.ts', 'sort', 'a < b', 'a <= b'], // no name stands twice in a mapping with two expressions
    ],
  },
  {
    why: 'What it would let in cannot be: the texts that it reads are never of that form.',
    changes: [
      ['google/evaluate.ts', 'exec(target)', '/^(google|attribute)\\.(.+)$/', '/^(google|attribute)\\.(.+)/'],
      ['google/evaluate.ts', 'const pool', '/\\/providers\\/[^/]+$/', '/\\/providers\\/[^/]+/'],
    ],
  },
];

export function reasonFor(file: string, line: string, original: string, replacement: string): string | undefined {
  return ACCEPTED.find(({ changes }) => changes.some(([where, within, from, to]) => `src/${where}` === file && line.includes(within) && from === original && to === replacement))?.why;
}
