import { ArtefactRule, of, PlacedFlaw } from './rule';
import type { Case, Judged } from '../judged';
import type { Target } from '../model';
import { isLate } from '../pattern';

export const sameIdentity: ArtefactRule = {
  id: 'same-identity',
  severity: 'warning',
  scope: 'artefacts',
  title: 'two roles of different power trust the same jobs',
  why: 'A job chooses the role that it asks for. Two roles with the same issuer, audience and subject are one identity with the permissions of both, and the smaller one protects nothing.',
  remedy: 'tell them apart by the environment or branch, or make them one role',
  check: (_artefacts, cases) => {
    const byKey = new Map<string, Target[]>();
    for (const one of cases) {
      const key = keyOf(one);
      const same = key === undefined ? undefined : byKey.get(key);
      if (same !== undefined) same.push(one.target);
      else if (key !== undefined) byKey.set(key, [one.target]);
    }
    return [...byKey.values()].filter(targets => targets.length > 1).flatMap((targets): PlacedFlaw[] => {
      const [first, ...others] = targets;
      const power = powerOf(first);
      return others.filter(other => powerOf(other) !== power)
        .map(other => of(other, { message: `${JSON.stringify(other.id)} trusts the same jobs as ${JSON.stringify(first.id)} and may do other things` }));
    });
  },
};

/** The same key is the same set of jobs; nothing where it is late or cannot be compared. */
function keyOf({ target, admissions }: Case): string | undefined {
  if (target.cloud === 'aws' ? target.role === undefined || !target.role.complete : target.cloud !== 'vault') return undefined;
  if (admissions.length === 0 || admissions.some(({ tests, issuer, grammar }) => issuer === undefined || grammar === undefined
    || tests.length === 0 || tests.some(test => test.opaque || test.values.some(isLate)))) return undefined;
  return `${target.cloud} ${admissions.map(testsKey).sort().join('|')}`;
}

function testsKey({ issuer, tests }: Judged): string {
  const texts = tests.map(({ claim, values, negative, vacuous, ignoreCase }) => JSON.stringify([claim, negative, vacuous, ignoreCase, ...values.length > 1 ? [...values].sort() : values]));
  return [issuer, ...texts.sort()].join();
}

function powerOf(target: Target): string {
  if (target.cloud === 'vault') return JSON.stringify([...target.policies].map(String).sort());
  if (target.cloud !== 'aws' || target.role === undefined) return '';
  const { managedPolicies, permissions, boundary } = target.role;
  return JSON.stringify([managedPolicies.map(String).sort(), permissions.map(({ document }) => JSON.stringify(document)).sort(), String(boundary)]);
}
