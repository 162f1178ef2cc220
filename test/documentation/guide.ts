import { App, TerraformStack, Testing } from 'cdktf';
import { blocksBelow, headings, runBlock } from './run-block';
import { Trust } from '../../src/verify';

/** Resources of a Terraform configuration, by type and name. */
export type Resources = Record<string, Record<string, any>>;

/** What a step of a guide defines, by its heading. */
export function defined(page: string, step: string, fill: (text: string) => string = text => text): { resource: Resources; imports: any[] } {
  const stack = new TerraformStack(new App(), 'stack');
  runBlock(blocksBelow(page, step)[0].text, { stack });
  const { resource, import: imports = [] } = JSON.parse(fill(Testing.synth(stack, false)));
  return { resource, imports };
}

export function together(...parts: Resources[]): Resources {
  const all: Resources = {};
  for (const part of parts) {
    for (const [type, named] of Object.entries(part)) all[type] = { ...all[type], ...named };
  }
  return all;
}

/** The headings of the steps of a guide, in their order. */
export const stepsOf = (page: string): string[] => headings(page, 'Step ');

export const trustOf = (resource: Resources): Trust => Trust.fromText(JSON.stringify({ resource }));

/** A job of the repository of the guides, by the prefix of its subject. */
export function job(prefix: string, audience: string, context = 'environment:production'): Record<string, unknown> {
  const [, owner, name] = /^repo:([^@/]+)(?:@\d+)?\/([^@]+)/.exec(prefix)!;
  const isOurs = owner === 'my-org';
  return {
    iss: 'https://token.actions.githubusercontent.com',
    aud: audience,
    sub: `${prefix}:${context}`,
    actor: 'somebody',
    repository: `${owner}/${name}`,
    repository_owner: owner,
    repository_owner_id: isOurs ? '123456' : '1',
    repository_id: isOurs ? '456789' : '2',
  };
}

export const NAMES = 'repo:my-org/my-app';
export const IDS = 'repo:my-org@123456/my-app@456789';
export const STRANGER = 'repo:stranger/my-app';

/** States of an account, in their order, and up to which one the repository may send names. */
export interface Guide {
  readonly audience: string;
  readonly states: readonly (readonly [name: string, resources: Resources])[];
  readonly namesUntil: number;
  /** The first that trusts the form with ids. */
  readonly idsFrom: number;
}

/** No step refuses a job that was let in before, in either form of its subject, and none lets a stranger in. */
export function asserted({ audience, states, namesUntil, idsFrom }: Guide): void {
  test.each(states.slice(0, namesUntil + 1))('%s: a job that sends names is let in as before', (_, account) => {
    expect(trustOf(account).describe(job(NAMES, audience))).toContain(': accept');
  });

  test.each(states.slice(idsFrom))('%s: a job that sends ids is let in', (_, account) => {
    expect(trustOf(account).describe(job(IDS, audience))).toContain(': accept');
  });

  test.each(states)('%s: a stranger is refused', (_, account) => {
    expect(trustOf(account).admits(job(STRANGER, audience))).toBe(false);
  });

  test('the repository can move while both forms are trusted, and the end has no finding', () => {
    expect(namesUntil).toBeGreaterThanOrEqual(idsFrom);
    expect(trustOf(states[states.length - 1][1]).findings()).toEqual([]);
  });
}
