import * as path from 'node:path';
import { manifestOf, ROOT } from '../../build-tools/project';

/** One installation beside the tarball, and the apps that live on it. */
export interface ConsumerSet {
  readonly name: string;
  readonly dependencies: Record<string, string>;
  /** What npm is told to install in the place of what a dependency asks for. */
  readonly overrides?: Record<string, Record<string, string>>;
  /** Names of checks, each with the folder of its app. */
  readonly apps: Record<string, string>;
  /** Names of checks that print the same here as in an earlier set. */
  readonly samePrint?: Record<string, string>;
}

const { devDependencies: lowest } = manifestOf(ROOT);
const newest = manifestOf(path.join(ROOT, 'test', 'newest')).dependencies!;

const AWS_LOWEST = { 'aws-cdk-lib': lowest['aws-cdk-lib'], 'constructs': lowest.constructs };
const CDKTF_LOWEST = { cdktf: lowest.cdktf, constructs: lowest.constructs };
const GOOGLE = chosen('@cdktf/provider-google');
const AZURE = chosen('@cdktf/provider-azurerm', '@cdktf/provider-azuread');
const VAULT = chosen('@cdktf/provider-vault');
const TERRAIN = { cdktf: 'npm:cdktn@0.24.0', constructs: '10.7.0' }; // wants constructs from 10.6 to below 10.8
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
  { name: 'Vitest', dependencies: { vitest: '4.1.12' }, apps: { vitest: 'vitest' } },
  { name: 'cdktf alone', dependencies: { ...CDKTF_LOWEST, ...TYPES }, apps: { 'terraform-only': 'terraform' } },
  {
    name: 'cdktf and its Vault provider',
    dependencies: { ...CDKTF_LOWEST, ...VAULT, ...TYPES },
    apps: { 'vault-only': 'vault' },
  },
  { name: 'cdktf and its Google provider', dependencies: { ...CDKTF_LOWEST, ...GOOGLE, ...TYPES }, apps: { 'google-only': 'google' } },
  { name: 'cdktf and its Azure providers', dependencies: { ...CDKTF_LOWEST, ...AZURE, ...TYPES }, apps: { 'azure-only': 'azure' } },
  {
    name: 'every peer',
    dependencies: { ...AWS_LOWEST, ...CDKTF_LOWEST, ...GOOGLE, ...AZURE, ...VAULT, ...TYPES },
    apps: { everything: 'everything', rooms: 'rooms' },
  },
  {
    name: 'CDK Terrain in the place of cdktf',
    dependencies: { ...TERRAIN, ...GOOGLE, ...AZURE, ...VAULT, ...TYPES },
    overrides: Object.fromEntries(Object.keys({ ...GOOGLE, ...AZURE, ...VAULT }).map(name => [name, { cdktf: '$cdktf' }])), // they ask for cdktf ^0.21.0
    apps: { 'rooms-terrain': 'rooms' },
    samePrint: { 'rooms-terrain': 'rooms' },
  },
];

function chosen(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, lowest[name]]));
}
