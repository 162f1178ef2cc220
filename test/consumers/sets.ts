import * as path from 'node:path';
import { manifestOf, ROOT } from '../../build-tools/project';

/** One installation beside the tarball, and the apps that live on it. */
export interface ConsumerSet {
  readonly name: string;
  readonly dependencies: Record<string, string>;
  /** Names of checks, each with the folder of its app. */
  readonly apps: Record<string, string>;
}

const { devDependencies: lowest } = manifestOf(ROOT);
const newest = manifestOf(path.join(ROOT, 'test', 'newest')).dependencies!;

const AWS_LOWEST = { 'aws-cdk-lib': lowest['aws-cdk-lib'], 'constructs': lowest.constructs };
const CDKTF_LOWEST = { cdktf: lowest.cdktf, constructs: lowest.constructs };
const TYPES = { '@types/node': lowest['@types/node'] };

export const SETS: ConsumerSet[] = [
  {
    name: 'no peer at all',
    dependencies: {},
    apps: { 'identity-alone': 'identity', 'identity-alone-esm': 'identity-esm', 'load-time': 'load-time' },
  },
  {
    name: 'the lowest aws-cdk-lib',
    dependencies: { ...AWS_LOWEST, ...TYPES, typescript: '5.9.3' }, // the last one that resolves the old way without complaint
    apps: { 'aws-only': 'aws', 'commonjs': 'commonjs', 'esm': 'esm', 'node10': 'node10', 'bundler': 'bundler', 'nodenext': 'nodenext' },
  },
  { name: 'the newest aws-cdk-lib', dependencies: { ...newest, ...TYPES }, apps: { 'aws-newest': 'aws' } },
  { name: 'cdktf alone', dependencies: { ...CDKTF_LOWEST, ...TYPES }, apps: { 'terraform-only': 'terraform' } },
  {
    name: 'cdktf and its Vault provider',
    dependencies: { ...CDKTF_LOWEST, '@cdktf/provider-vault': lowest['@cdktf/provider-vault'], ...TYPES },
    apps: { 'vault-only': 'vault' },
  },
  { name: 'both frameworks', dependencies: { ...AWS_LOWEST, ...CDKTF_LOWEST, ...TYPES }, apps: { everything: 'everything' } },
];
