import { Admission, ClaimTest } from './admission';
import type { NativeCredential } from '../../azure/evaluate';
import { isPartlyKnown, Late, Text } from '../../private/late';
import { hasWildcard, LATE, literal, wildcards } from '../pattern';

const COMPARISON = /^\s*claims\[(['"])([^'"]+)\1\]\s+(eq|matches)\s+(['"])([^'"]*)\4\s*$/is;

export function admissionsOf({ issuer, audience, subject, expression, unresolved, late = {} }: NativeCredential): Admission[] {
  const equal = (claim: string, value: Text | undefined): ClaimTest[] =>
    value === undefined ? [] : [{ claim, written: claim === 'sub' ? 'subject' : 'audience', values: [literal(value)], exact: true }];
  const inPart = (name: 'subject' | 'expression') => late[name] !== undefined && isPartlyKnown(late[name]) ? late[name] : undefined;
  const known = { subject: inPart('subject'), expression: inPart('expression') };
  const open = unresolved.filter(name => name === 'subject' || name === 'expression' ? known[name] === undefined : true)
    .map((name): ClaimTest => ({ claim: CLAIMS[name] ?? 'sub', written: name, values: [], exact: true, opaque: true }));
  const matching = expression ?? known.expression;
  return [{
    issuer,
    tests: [...equal('aud', audience), ...equal('sub', subject ?? known.subject), ...open, ...matching === undefined ? [] : comparisonsOf(matching)],
    pointer: '',
    place: 'the credential',
  }];
}

const CLAIMS: Readonly<Record<string, string>> = { issuer: 'iss', audience: 'aud' };

function comparisonsOf(expression: Text): ClaimTest[] {
  return literal(expression).split(/ and (?=\s*claims\[)/i).map(text => {
    const [, , claim, operator, , comparand] = COMPARISON.exec(text) ?? [];
    if (claim === undefined || claim.includes(LATE)) return { claim: '', written: text, values: [], exact: true, opaque: true };
    const late = new Late(comparand.split(new RegExp(`(${LATE})`)).map(part => part === LATE ? { late: '' } : part));
    const value = operator.toLowerCase() === 'eq' ? literal(late) : wildcards(late, { questionMark: true });
    return { claim, written: `claims['${claim}']`, values: [value], exact: operator.toLowerCase() === 'eq' || !hasWildcard(value) };
  });
}
