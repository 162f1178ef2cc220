import { Admission, ClaimTest } from './admission';
import type { NativeCredential } from '../../azure/evaluate';
import type { Late, Text } from '../../private/late';
import { hasWildcard, literal, wildcards } from '../pattern';

const COMPARISON = /^\s*claims\[(['"])([^'"]+)\1\]\s+(eq|matches)\s+(['"])(.*?)\4\s*$/is;

export function admissionsOf({ issuer, audience, subject, expression, unresolved, late: parts = {} }: NativeCredential): Admission[] {
  const equal = (claim: string, value: Text | undefined): ClaimTest[] =>
    value === undefined ? [] : [{ claim, written: claim === 'sub' ? 'subject' : 'audience', values: [literal(value)], exact: true }];
  const open = unresolved.filter(name => !isPartlyKnown(name, parts[name]));
  const late = open.map((name): ClaimTest => ({ claim: CLAIMS[name] ?? 'sub', written: name, values: [], exact: true, opaque: true }));
  return [{
    issuer,
    tests: [...equal('aud', audience), ...equal('sub', subject ?? (open.includes('subject') ? undefined : parts.subject)), ...late, ...expression === undefined ? [] : comparisonsOf(expression)],
    pointer: '',
    place: 'the credential',
  }];
}

/** A subject that says something before it is known whole. */
function isPartlyKnown(field: string, late: Late | undefined): boolean {
  return field === 'subject' && late !== undefined && late.parts.some(part => typeof part === 'string');
}

const CLAIMS: Readonly<Record<string, string>> = { issuer: 'iss', audience: 'aud' };

function comparisonsOf(expression: string): ClaimTest[] {
  return expression.split(/ and (?=\s*claims\[)/i).map(text => {
    const [, , claim, operator, , comparand] = COMPARISON.exec(text) ?? [];
    if (claim === undefined) return { claim: '', written: text, values: [], exact: true, opaque: true };
    const value = operator.toLowerCase() === 'eq' ? literal(comparand) : wildcards(comparand, { questionMark: true });
    return { claim, written: `claims['${claim}']`, values: [value], exact: operator.toLowerCase() === 'eq' || !hasWildcard(value) };
  });
}
