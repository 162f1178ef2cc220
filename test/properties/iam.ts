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

/** Whether a token of these claims passes, by a reading of IAM that shares nothing with the library. */
export function accepts(statements: readonly Statement[], claims: Record<string, unknown>): boolean {
  return statements.some(({ host, conditions }) => claims.iss === `https://${host}`
    && Object.entries(conditions).every(([operator, tests]) => Object.entries(tests).every(([key, values]) => {
      const value = key.startsWith(`${host}:`) ? claims[key.slice(host.length + 1)] : undefined;
      return typeof value === 'string' && [values].flat().some(pattern => matches(operator, pattern, value));
    })));
}

function matches(operator: string, pattern: string, value: string): boolean {
  const parts = parsed(pattern);
  if (operator === 'StringEquals') return parts.map(part => part.text).join('') === value;
  if (operator !== 'StringLike') throw new Error(`operator ${operator} is not expected`);
  const source = parts.map(({ text, wild }) => wild ? (text === '*' ? '[^]*' : '[^]') : text.replace(/[^]/g, c => `\\u{${c.codePointAt(0)!.toString(16)}}`)).join('');
  return new RegExp(`^${source}$`, 'u').test(value);
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

/** Everything that a trust may never hold, whatever its workloads were made of. */
export function expectSound(statements: readonly Statement[], workloads: readonly Workload[], audience: string): void {
  const exact = workloads.flatMap(({ issuer, subjects }) => subjects.map(subject => `${issuer.hostAndPath} ${subject}`));
  const wide = workloads.flatMap(({ issuer, subjectPrefixes }) => subjectPrefixes.map(prefix => `${issuer.hostAndPath} ${prefix}`));
  const found = { exact: [] as string[], wide: [] as string[] };

  expect(statements.length).toBeGreaterThan(0);
  for (const { host, conditions } of statements) {
    const issuer = workloads.find(workload => workload.issuer.hostAndPath === host)?.issuer;
    expect(issuer).toBeDefined();
    expect(host).toMatch(/^[a-z0-9][a-z0-9.:-]*(\/[A-Za-z0-9._~%!,;=+&()-]+)*\/?$/);

    const { StringEquals: equals, StringLike: like, ...operators } = conditions;
    expect(operators).toEqual({});
    const claims = Object.keys(equals).map(key => key.slice(host.length + 1));
    expect(Object.keys(equals)).toEqual(claims.map(claim => `${host}:${claim}`));
    expect(claims.filter(claim => !['aud', 'sub', ...claimKeysOf(host)].includes(claim))).toEqual([]);
    expect(equals[`${host}:aud`]).toBe(audience);
    expect(claims.includes('sub')).toBe(like === undefined);

    for (const value of Object.values(equals).flat()) {
      expect(value).not.toMatch(/[*?]/);
      expectPlain(value);
    }
    found.exact.push(...[equals[`${host}:sub`] ?? []].flat().map(value => `${host} ${unescaped(value)}`));

    if (like !== undefined) {
      expect(Object.keys(like)).toEqual([`${host}:sub`]);
      for (const value of [like[`${host}:sub`]].flat()) {
        expect(value).toMatch(/^[^*?]*\*$/);
        expectPlain(value);
        found.wide.push(`${host} ${unescaped(value.slice(0, -1))}`);
      }
    }
  }
  expect([...new Set(found.exact)].sort()).toEqual([...new Set(exact)].sort());
  expect([...new Set(found.wide)].sort()).toEqual([...new Set(wide)].sort());
}

/** No value has a policy variable, a character that IAM refuses, or one that a reader cannot see for what it is. */
function expectPlain(value: string): void {
  expect(typeof value).toBe('string');
  expect(value).not.toMatch(/\$\{(?!\$\})/);
  // eslint-disable-next-line no-control-regex -- these are what must not be there
  expect(value).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|[^\u0020-\u00ff]/);
}
