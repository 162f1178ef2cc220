import { claimKeysOf } from '../../src/aws/claim-keys';
import type { TrustStatement } from '../../src/aws/trust';
import type { Workload } from '../../src/identity';

type Conditions = TrustStatement['conditions'];

/** A statement of a trust policy, as these tests look at it. */
export interface Statement {
  readonly host: string;
  readonly conditions: Conditions;
}

export function statementsOf(compiled: readonly TrustStatement[]): Statement[] {
  return compiled.map(({ issuer, conditions }) => ({ host: issuer.hostAndPath, conditions }));
}

/** Tells whether a token of some claims passes, by a reading of IAM that shares nothing with the library. */
export function acceptor(statements: readonly Statement[]): (claims: Record<string, unknown>) => boolean {
  const read = statements.map(({ host, conditions }) => ({
    issuer: `https://${host}`,
    tests: Object.entries(conditions).flatMap(([operator, tests]) => Object.entries(tests).map(([key, values]) => {
      if (!key.startsWith(`${host}:`)) throw new Error(`key ${key} is not of issuer ${host}`);
      return { claim: key.slice(host.length + 1), holds: [values].flat().map(pattern => matcher(operator, pattern)) };
    })),
  }));
  return claims => read.some(({ issuer, tests }) => claims.iss === issuer && tests.every(({ claim, holds }) => {
    const value = claims[claim];
    return typeof value === 'string' && holds.some(matches => matches(value));
  }));
}

function matcher(operator: string, pattern: string): (value: string) => boolean {
  const parts = parsed(pattern);
  if (operator === 'StringEquals') {
    const text = parts.map(part => part.text).join('');
    return value => value === text;
  }
  if (operator !== 'StringLike') throw new Error(`operator ${operator} is not expected`);
  const source = parts.map(({ text, wild }) => wild ? (text === '*' ? '[^]*' : '[^]') : `\\u{${text.codePointAt(0)!.toString(16)}}`).join('');
  const like = new RegExp(`^${source}$`, 'u');
  return value => like.test(value);
}

interface Part {
  readonly text: string;
  readonly wild: boolean;
}

/** A value as IAM reads it: `${$}`, `${*}` and `${?}` are those characters, and any other `${…}` a variable, which has no place here. */
function parsed(pattern: string): Part[] {
  const parts: Part[] = [];
  for (let i = 0; i < pattern.length;) {
    const escape = /^\$\{([$*?])\}/.exec(pattern.slice(i));
    if (escape) {
      parts.push({ text: escape[1], wild: false });
      i += escape[0].length;
    } else if (pattern.startsWith('${', i)) {
      throw new Error(`policy variable in ${JSON.stringify(pattern)}`);
    } else {
      const text = String.fromCodePoint(pattern.codePointAt(i)!);
      parts.push({ text, wild: text === '*' || text === '?' });
      i += text.length;
    }
  }
  return parts;
}

/** The value that a literal stands for; fails for a variable. */
function unescaped(value: string): string {
  return parsed(value).map(({ text }) => text).join('');
}

const PLAIN_HOST = /^[a-z0-9][a-z0-9.:-]*(\/[A-Za-z0-9._~%!,;=+&()-]+)*\/?$/;

/** Fails for everything that a trust may never hold, whatever its workloads were made of. */
export function expectSound(statements: readonly Statement[], workloads: readonly Workload[], audience: string): void {
  const found = { exact: [] as string[], wide: [] as string[] };
  const ensure = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`${what}: ${JSON.stringify(statements, undefined, 1)}`);
  };

  ensure(statements.length > 0, 'no statement');
  for (const { host, conditions } of statements) {
    ensure(workloads.some(workload => workload.issuer.hostAndPath === host), `issuer ${host} is of no workload`);
    ensure(PLAIN_HOST.test(host), `issuer ${host} is not plain`);

    const { StringEquals: equals, StringLike: like, ...operators } = conditions;
    ensure(Object.keys(operators).length === 0, 'an operator that is not expected');
    const claims = Object.keys(equals).map(key => key.slice(host.length + 1));
    const known = ['aud', 'sub', ...claimKeysOf(host)];
    ensure(Object.keys(equals).every((key, i) => key === `${host}:${claims[i]}` && known.includes(claims[i])), 'a key that is not known');
    ensure(equals[`${host}:aud`] === audience, 'another audience');
    ensure(claims.includes('sub') === (like === undefined), 'not one test of the subject');

    for (const value of Object.values(equals).flat()) ensure(!/[*?]/.test(value) && isPlain(value), `value ${JSON.stringify(value)}`);
    found.exact.push(...[equals[`${host}:sub`] ?? []].flat().map(value => `${host} ${unescaped(value)}`));

    if (like !== undefined) {
      ensure(Object.keys(like).join() === `${host}:sub`, 'a pattern of something else than the subject');
      for (const value of [like[`${host}:sub`]].flat()) {
        ensure(/^[^*?]*\*$/.test(value) && isPlain(value), `pattern ${JSON.stringify(value)}`);
        found.wide.push(`${host} ${unescaped(value.slice(0, -1))}`);
      }
    }
  }
  ensure(same(found.exact, workloads.flatMap(({ issuer, subjects }) => subjects.map(subject => `${issuer.hostAndPath} ${subject}`))), 'other subjects than declared');
  ensure(same(found.wide, workloads.flatMap(({ issuer, subjectPrefixes }) => subjectPrefixes.map(prefix => `${issuer.hostAndPath} ${prefix}`))), 'other patterns than declared');
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify([...new Set(some)].sort()) === JSON.stringify([...new Set(others)].sort());
}

/** No policy variable, no character that IAM refuses, none that a reader cannot see for what it is. */
function isPlain(value: unknown): boolean {
  // eslint-disable-next-line no-control-regex -- these are what must not be there
  return typeof value === 'string' && !/\$\{(?!\$\})|[\u0000-\u001f\u007f-\u009f]|[^\u0020-\u00ff]/.test(value);
}
