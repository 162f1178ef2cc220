import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root';

/** A version of aws-cdk-lib, and of the constructs library beside it. */
export interface Framework {
  readonly title: string;
  /** Where it is looked up; where the package finds it, unless given. */
  readonly directory?: string;
}

const NAMES = ['aws-cdk-lib', 'constructs'];
const NEWEST = join(ROOT, '.cache', 'newest');

/** The lowest supported version, which is the one that this package develops against. */
export function lowest(): Framework {
  return { title: titleOf(ROOT) };
}

/** The newest supported version, where `npm run test:newest` has installed it. */
export function newest(): Framework | undefined {
  return NAMES.every(name => existsSync(join(NEWEST, 'node_modules', name, 'package.json'))) ? { title: titleOf(NEWEST), directory: NEWEST } : undefined;
}

function titleOf(directory: string): string {
  return NAMES.map(name => `${name} ${versionOf(directory, name)}`).join(', ');
}

function versionOf(directory: string, name: string): string {
  const { version } = JSON.parse(readFileSync(join(directory, 'node_modules', name, 'package.json'), 'utf8')) as { version: string };
  return version;
}
