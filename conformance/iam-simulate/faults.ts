import { isIPv4, isIPv6 } from 'node:net';
import { ACCOUNT } from './issuers';
import type { Context } from './oracle';
import { Condition, Pair, Statement } from './pairs';

/** A test, with what the request carries of its key. */
export interface Test extends Condition {
  readonly found?: string | readonly string[];
}

/** What surrounds a test. */
export interface Surroundings {
  readonly version?: string;
  readonly context: Context;
}

/**
 * Something that the other side decides otherwise than AWS writes, with the same question put in words that it reads rightly.
 * README.md has the text of AWS for each, by its name.
 */
export interface Fault {
  readonly name: string;
  /** Nothing where the fault does not show. */
  readonly condition?: (test: Test, around: Surroundings) => Test | undefined;
  readonly statement?: (statement: Statement) => Statement | undefined;
}

const VARIABLE = /\$\{([^}]*)\}/g;
const FIXED = ['*', '?', '$'];
const OWN_ACCOUNT = new RegExp(`"AWS":"(arn:aws:iam::)?${ACCOUNT}(:root)?"`);
const knows = ({ version }: Surroundings) => version === '2012-10-17';
const takesVariables = ({ base }: Test) => /^(String|Arn)/.test(base);
const isArn = ({ base }: Test) => base.startsWith('Arn');
const isPattern = ({ base }: Test) => /Like$|^Arn/.test(base);

export const FAULTS: readonly Fault[] = [
  {
    name: 'empty-values',
    condition: test => (test.base === 'Null' && test.found?.length === 0) || (test.set !== undefined && test.found === '') ? { ...test, ifExists: false, found: undefined } : undefined,
  },
  {
    name: 'variables-in-old-version',
    condition: (test, around) => knows(around) || !test.values.some(value => value.includes('${')) || !takesVariables(test) ? undefined
      : asPattern(test, value => value.replace(/\$\{/g, '${$}{')),
  },
  {
    name: 'variables-without-value',
    condition: (test, around) => {
      if (!knows(around) || !takesVariables(test) || !test.values.some(value => variablesOf(value).some(inside => isArn(test) || !standsFor(inside, around)))) return undefined;
      return { ...test, alone: false, values: test.values.flatMap(value => resolved(value, test, around)) };
    },
  },
  {
    name: 'fixed-variables-in-equality',
    condition: (test, around) => !knows(around) || isPattern(test) || !takesVariables(test) || !test.values.some(value => /\$\{[*?$]\}/.test(value)) ? undefined : asPattern(test, value => value),
  },
  {
    name: 'variables-in-boolean',
    condition: test => test.base === 'Bool' && test.values.some(value => value.includes('${')) ? changed(test, value => value.includes('${') ? 'neither' : value) : undefined,
  },
  {
    name: 'wildcards-at-line-breaks',
    condition: (test, around) => {
      if (!isPattern(test)) return undefined;
      const values = knows(around) ? test.values.flatMap(value => resolved(value, test, around)) : test.values;
      return changed({ ...test, alone: false, values }, withoutBreaks, withoutBreaks);
    },
  },
  {
    name: 'numbers-with-a-tail',
    condition: test => test.base.startsWith('Numeric') ? changed(test, numeric, numeric) : undefined,
  },
  {
    name: 'dates',
    condition: test => test.base.startsWith('Date') ? changed(test, dated, dated) : undefined,
  },
  {
    name: 'binary-as-text',
    condition: test => test.base === 'BinaryEquals' ? changed(test, value => isBase64(value) ? value : '-', found => Buffer.from(found).toString('base64')) : undefined,
  },
  {
    name: 'addresses',
    condition: test => /IpAddress$/.test(test.base) ? { ...changed(test, value => value, canonical), alone: false, values: test.values.flatMap(ranges) } : undefined,
  },
  {
    name: 'any-value-if-exists',
    condition: test => test.set === 'ForAnyValue' && test.ifExists && test.found === undefined ? { ...test, set: undefined } : undefined,
  },
  {
    name: 'account-as-principal-of-a-token',
    statement: statement => {
      const principal = JSON.stringify(statement.principal);
      return OWN_ACCOUNT.test(principal) ? { ...statement, principal: JSON.parse(principal.replace(OWN_ACCOUNT, '"AWS":"210987654321"')) } : undefined;
    },
  },
];

/** The pair in other words, for some of the faults. */
export function reworded(pair: Pair, context: Context, faults: readonly Fault[]): { pair: Pair; context: Context } {
  const added: Record<string, string | readonly string[]> = {};
  let keys = 0;
  const statements = pair.statements.map(statement => {
    const said = faults.reduce((one, fault) => fault.statement?.(one) ?? one, statement);
    return {
      ...said,
      conditions: said.conditions.map(condition => {
        const { found, ...test } = faults.reduce<Test>((one, fault) => fault.condition?.(one, { version: pair.version, context }) ?? one, { ...condition, found: lookup(context, condition.key) });
        const key = `conformance:key${keys++}`;
        if (found !== undefined) added[key] = found;
        return { ...test, key };
      }),
    };
  });
  return { pair: { ...pair, version: '2012-10-17', statements }, context: { ...context, ...added } };
}

function lookup(context: Context, key: string): string | readonly string[] | undefined {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

function changed(test: Test, value: (text: string) => string, found: (text: string) => string = text => text): Test {
  return { ...test, values: test.values.map(value), found: typeof test.found === 'string' ? found(test.found) : test.found?.map(found) };
}

/** Equality as a pattern without wildcards; where letter case does not count, there is none. */
function asPattern(test: Test, written: (value: string) => string): Test {
  if (isPattern(test)) return changed(test, written);
  const plain = (value: string) => written(value).replace(/\$\{[^}]*\}|[*?]/g, sign => sign.length > 1 ? sign : `\${${sign}}`);
  const fold = test.base.endsWith('IgnoreCase') ? (text: string) => text.toLowerCase() : (text: string) => text;
  return { ...changed(test, value => fold(plain(value)), fold), base: test.base.includes('Not') ? 'StringNotLike' : 'StringLike' };
}

function variablesOf(value: string): string[] {
  return [...value.matchAll(VARIABLE)].map(([, inside]) => inside).filter(inside => !FIXED.includes(inside));
}

/** What a variable stands for, which may be its default. */
function standsFor(inside: string, { context }: Surroundings): string | undefined {
  const [, name, fallback] = /^(.*?)(?:, '(.*)')?$/s.exec(inside)!;
  const found = lookup(context, name);
  return typeof found === 'string' && found !== '' ? found : fallback;
}

/** With its variables replaced by what they stand for; none where one stands for nothing. */
function resolved(value: string, test: Test, around: Surroundings): string[] {
  let complete = true;
  const text = value.replace(VARIABLE, (written, inside: string) => {
    if (FIXED.includes(inside)) return written;
    const stands = standsFor(inside, around);
    if (stands === undefined) complete = false;
    return (stands ?? '').replace(/[*?]|\$(?=\{)/g, sign => isPattern(test) || sign === '$' ? `\${${sign}}` : sign);
  });
  return complete ? [text] : [];
}

function withoutBreaks(text: string): string {
  return text.replaceAll('\n', '\u240a');
}

function numeric(text: string): string {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? text : 'none';
}

const W3C = /^\d{4}-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?$/;

/** In milliseconds since 1970, which the other side compares as numbers. */
function dated(text: string): string {
  if (/^-?\d+$/.test(text)) return String(Number(text) * 1000);
  return W3C.test(text) ? String(Date.parse(text)) : 'none';
}

function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}

/** All eight groups of an address of version 6. */
function canonical(address: string): string {
  if (!isIPv6(address)) return address;
  const [before, after] = address.split('::');
  const [head, tail] = [before, after].map(part => part === undefined || part === '' ? [] : part.split(':'));
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail].map(group => group.padStart(4, '0')).join(':');
}

/** A range with a length that the other side reads; all addresses as two halves. */
function ranges(text: string): string[] {
  const [, address, length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [text, '-'];
  if (isIPv4(address)) return length === '0' ? ['0.0.0.0/1', '128.0.0.0/1'] : [`${address}/${length ?? 32}`];
  return [isIPv6(address) ? `${canonical(address)}/${length ?? 128}` : '-'];
}
