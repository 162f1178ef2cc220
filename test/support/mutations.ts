import { testedClaims } from './claim-sets';
import { inOtherCase, oneCharacterOff } from './texts';
import type { Workload } from '../../src';

export interface Mutation {
  readonly what: string;
  readonly claims: Record<string, unknown>;
}

/** Claims of a matching job with one of the tested ones changed: by a character, in its type, to nothing … */
export function mutations(workload: Workload, sample: Readonly<Record<string, string>>, audience: string): Mutation[] {
  return testedClaims(workload).flatMap(claim => Object.entries(changesOf(sample[claim], audience)).map(([how, value]): Mutation => {
    const { [claim]: _left, ...rest } = sample;
    return { what: `${claim} ${how}`, claims: value === undefined ? rest : { ...rest, [claim]: value } };
  }));
}

function changesOf(value: string, audience: string): Record<string, unknown> {
  return {
    'absent': undefined,
    'empty': '',
    'null': null,
    'a number': 1,
    'true': true,
    'an object': { value },
    'in upper case': inOtherCase(value),
    'longer': `${value}x`,
    'with a space': `${value} `,
    'shorter': value.slice(0, -1),
    'one character off': oneCharacterOff(value, Math.floor(value.length / 2)),
    'another at its beginning': `evil-${value}`,
    'of another organisation': value.replace(/my-org|vault|token|gitlab|^(?=[^m])/, 'evil'),
    'all of it an asterisk': '*',
    'the audience': value === audience ? 'sts.amazonaws.com' : audience,
  };
}
