import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Late } from '../../../src/private/late';
import type { Artefacts } from '../../../src/verify/model';
import { readText } from '../../../src/verify/readers';

export const ARTEFACTS = join(__dirname, '../../data/artefacts');
export const SUBJECT = 'repo:my-org/my-app:environment:production';
export const GITHUB = 'https://token.actions.githubusercontent.com';

/** A fixture, read under its own name. */
export function artefact(name: string): Artefacts {
  return readText(readFileSync(join(ARTEFACTS, name), 'utf8'), { file: name });
}

/** Late values as people see them. */
export function shown(value: unknown): any {
  return JSON.parse(JSON.stringify(value, (_key, one) => one !== null && typeof one === 'object' && 'parts' in one ? String(one as Late) : one));
}

/** The conditions of the only statement of each target, by the target's id. */
export function conditionsOf(artefacts: Artefacts): Record<string, any> {
  return Object.fromEntries(artefacts.targets.flatMap(target => target.cloud === 'aws' ? [[target.id, shown(target.trust.policy).Statement[0].Condition]] : []));
}
