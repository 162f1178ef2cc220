import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { OptionsRow, ROWS } from './calls-with-options';
import { ROOT } from './source-files';
import { STRUCTS as AWS } from '../../src/aws/private/known-properties';
import { STRUCTS as AZURE } from '../../src/azure/private/known-properties';
import { STRUCTS as GOOGLE } from '../../src/google/private/known-properties';
import { STRUCTS as IDENTITY } from '../../src/identity/private/known-properties';
import type { Structs } from '../../src/private/properties';
import { STRUCTS as TERRAFORM } from '../../src/terraform/private/known-properties';
import { STRUCTS as VAULT } from '../../src/vault/private/known-properties';
import { STRUCTS as VERIFY } from '../../src/verify/private/known-properties';
import { caught, expectRefusal } from '../identity/expect-refusal';

const ROOMS: Record<string, Structs> = { aws: AWS, azure: AZURE, google: GOOGLE, identity: IDENTITY, terraform: TERRAFORM, vault: VAULT, verify: VERIFY };

interface PublicCall {
  readonly room: string;
  readonly call: string;
  readonly struct: string;
}

const CALLS: PublicCall[] = JSON.parse(readFileSync(join(ROOT, 'test', 'contract', 'calls-with-options.json'), 'utf8'));
const namesOf = (room: string, struct: string) => Object.keys(ROOMS[room][struct]).map(key => key.replace('?', ''));

/** Where a struct stands within the options of a call: nowhere for the options themselves. */
interface Place {
  readonly struct: string;
  readonly steps: readonly (string | number)[];
}

function placesWithin(room: string, { struct, steps }: Place): Place[] {
  const nested = Object.entries(ROOMS[room][struct]).flatMap(([key, kind]) => {
    const [, name, form] = /^(\w+)(.*)$/.exec(kind)!;
    if (!(name in ROOMS[room])) return [];
    expect(['', '[]']).toContain(form); // a table of structs, once there is one, needs a step of its own here
    return placesWithin(room, { struct: name, steps: [...steps, key.replace('?', ''), ...form === '[]' ? [0] : []] });
  });
  return [{ struct, steps }, ...nested];
}

const written = (steps: readonly (string | number)[]) => steps.map((step, i) => typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step}`).join('');

/** A copy in which the struct at a place is another. */
function changed(value: any, steps: readonly (string | number)[], change: (struct: any) => any): any {
  if (steps.length === 0) return change(value);
  const [step, ...rest] = steps;
  if (value?.[step] === undefined) throw new Error(`the row gives no ${written(steps)}`);
  return Array.isArray(value) ? value.map((one, i) => i === step ? changed(one, rest, change) : one) : { ...value, [step]: changed(value[step], rest, change) };
}

const nameOf = ({ room, call }: PublicCall) => `${room} ${call}`;
const PLACES = CALLS.flatMap(one => placesWithin(one.room, { struct: one.struct, steps: [] }).map(place => ({ ...one, ...place, row: ROWS[nameOf(one)] as OptionsRow | undefined })))
  .map(one => [`${nameOf(one)} ${written(one.steps)}`.trim(), one] as const);

test('every public call that takes options has a row, and each row is of such a call', () => {
  expect(Object.keys(ROWS).sort()).toEqual(CALLS.map(nameOf).sort());
  expect([...new Set(PLACES.map(([, { room, struct }]) => `${room} ${struct}`))].sort())
    .toEqual(Object.entries(ROOMS).flatMap(([room, structs]) => Object.keys(structs).map(struct => `${room} ${struct}`)).sort());
});

describe.each(PLACES)('%s', (_name, { room, struct, steps, row }) => {
  const { given, call } = row!;
  const known = namesOf(room, struct);
  const at = (key: string) => JSON.stringify([written(steps), key].filter(part => part !== '').join('.'));
  const calling = (change: (value: any) => any) => () => {
    const context = row!.context?.();
    return call(changed(given(context), steps, change), context);
  };

  test('takes what is known', () => {
    expect(caught(calling(value => value))).toBeUndefined();
  });

  test('refuses a property that is not known, with all that are', () => {
    expectRefusal(calling(value => ({ ...value, qqq: 'x' })), 'UNKNOWN_PROPERTY', `property ${at('qqq')} is not known`, `use one of ${known.map(name => JSON.stringify(name)).join(', ')} [UNKNOWN_PROPERTY]`);
  });

  test.each(known)('refuses a misspelt %s, with its name', name => {
    expectRefusal(calling(value => ({ ...value, [`${name}x`]: undefined, [`${name}y`]: 'x' })), 'UNKNOWN_PROPERTY', `property ${at(`${name}y`)} is not known`, `write ${JSON.stringify(name)} [`);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('refuses %s, which every object has, where it is given', key => {
    const own = JSON.parse(`{${JSON.stringify(key)}: "x"}`);
    expectRefusal(calling(value => Object.defineProperties({ ...value }, Object.getOwnPropertyDescriptors(own))), 'UNKNOWN_PROPERTY', JSON.stringify(written([...steps, key])));
  });

  test.each<[string, unknown]>([['null', null], ['false', false], ['nothing in quotes', ''], ['a function', () => 1]])('refuses one that is %s', (_what, odd) => {
    expectRefusal(calling(value => ({ ...value, qqq: odd })), 'UNKNOWN_PROPERTY', at('qqq'));
  });

  test('takes one that is undefined, one that cannot be listed, and a symbol', () => {
    expect(caught(calling(value => Object.defineProperty({ ...value, qqq: undefined, [Symbol('x')]: 1 }, 'rrr', { value: 1 })))).toBeUndefined();
  });

  test('refuses one of an object without a prototype, of a plain prototype, and of another realm', () => {
    const foreign = runInNewContext('({})');
    for (const base of [Object.create(null), Object.create({ qqq: 1 }), foreign]) {
      expectRefusal(calling(value => Object.assign(base, value, { qqq: 1 })), 'UNKNOWN_PROPERTY', at('qqq'));
    }
    expectRefusal(calling(value => Object.assign(Object.create({ qqq: 1 }), value)), 'UNKNOWN_PROPERTY', at('qqq'));
  });

  test('takes an instance of a class that has them as its members', () => {
    class Given {
      private readonly cache = new Map();
      public get size(): number {
        return this.cache.size;
      }
    }
    const instance = (value: object) => {
      class Props extends Given {}
      for (const [key, one] of Object.entries(value)) Object.defineProperty(Props.prototype, key, { get: () => one });
      return new Props();
    };
    expect(caught(calling(instance))).toBeUndefined();
  });

  test.each<[string, unknown]>([['a text', 'dev'], ['a number', 5], ['a list', ['dev']], ['true', true]])('refuses %s in its place', (_what, odd) => {
    expect(String((caught(calling(() => odd)) as Error | undefined)?.message)).toMatch(/\[(WRONG_KIND|REASON_MISSING)\]/); // a call that asks for a reason says so
  });
});

describe('on AWS, a property of another kind', () => {
  const ODD: Record<string, unknown> = { 'a text': 'x', 'a number': 5, 'null': null, 'true': true, 'an object': {}, 'a list': ['x'], 'a list of null': [null], 'a list of objects': [{}] };
  const RIGHT: Record<string, string[]> = { 'text': ['a text'], 'number': ['a number'], 'text[]': ['a list'], 'text{}': ['an object'], 'PolicyDocument{}': ['an object'] };
  /** What other checks look at, with messages of their own. */
  const ELSEWHERE = ['Workload[]', 'IOidcProvider[]'];

  const cases = PLACES.filter(([, { room }]) => room === 'aws').flatMap(([name, place]) => Object.entries(AWS[place.struct as keyof typeof AWS])
    .filter(([, kind]) => !ELSEWHERE.includes(kind))
    .flatMap(([key, kind]) => Object.keys(ODD).filter(what => !(RIGHT[kind] ?? []).includes(what)).map(what => [name, key.replace('?', ''), what, place] as const)));

  test('has many cases', () => {
    expect(cases.length).toBeGreaterThan(300);
  });

  test.each(cases)('is refused: %s %s, %s', (_name, key, what, { steps, row }) => {
    const context = row!.context?.();
    const odd = changed(row!.given(context), steps, value => ({ ...value, [key]: ODD[what] }));
    expectRefusal(() => row!.call(odd, context), 'WRONG_KIND', `'${written([...steps, key])}`);
  });
});

describe('what a role of the framework takes, and one of this library does not', () => {
  const { given, call, context } = ROWS['aws DeployRole.constructor'];
  const trying = (props: object) => () => {
    const stack = context!();
    return call({ ...given(stack), ...props }, stack);
  };

  test.each<[string, unknown, string]>([
    ['assumedBy', new iam.AnyPrincipal(), '"workloads"'],
    ['externalIds', ['x'], 'leave it out'],
    ['permissionBoundary', 'x', 'write "permissionsBoundary"'],
    ['maxSession', cdk.Duration.hours(1), 'write "maxSessionDuration"'],
    ['statements', [], 'use one of'],
  ])('is refused, with what to write: %s', (key, value, words) => {
    expectRefusal(trying({ [key]: value }), 'UNKNOWN_PROPERTY', `property "${key}" is not known`, words);
  });

  test('is reported for all at once', () => {
    expectRefusal(trying({ assumedBy: 1, branches: ['main'], path: 5 }), 'UNKNOWN_PROPERTY', /"assumedBy".*\n.*"branches".*\n'path' must be a text, got 5: write it in quotes \[WRONG_KIND\]/);
  });
});
