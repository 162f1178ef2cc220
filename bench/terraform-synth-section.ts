import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './child-process';
import { Framework } from './frameworks';
import { median } from './median';
import { Section } from './section';
import { Size } from './size';
import { table, whole } from './table';
import { requireSameResources, stackBytes } from './terraform-resources';

const TIME_BOUND = 1.4; // 1.2 before every property, every token and the immutability of identities were looked at

/** Ours and the same by hand, with what there are as many of as repositories. */
const PAIRS = [
  { title: 'azure: federated credentials', ours: 'azureCredentials', theirs: 'azureCredentialsByHand', type: 'azurerm_federated_identity_credential' },
  { title: 'google: pool members', ours: 'googleMembers', theirs: 'googleMembersByHand', type: 'google_service_account_iam_member' },
  { title: 'vault: roles', ours: 'vaultRoles', theirs: 'vaultRolesByHand', type: 'vault_jwt_auth_backend_role' },
] as const;

/** To compare; nothing is promised of it. */
const VAULT_FLAT = { title: 'vault: roles, by hand, no construct around each', name: 'vaultRolesFlat' } as const;

type Name = (typeof PAIRS)[number]['ours' | 'theirs'] | typeof VAULT_FLAT['name'];

const ROWS: readonly { readonly title: string; readonly name: Name }[] = [
  ...PAIRS.flatMap(({ title, ours, theirs }) => [{ title, name: ours }, { title: `${title}, by hand`, name: theirs }]),
  VAULT_FLAT,
];
const NAMES = ROWS.map(({ name }) => name);

/** In milliseconds. */
interface Run {
  readonly build: number;
  readonly synth: number;
  /** Of all threads, for both: hardly disturbed by what else the machine does. */
  readonly processor: number;
}

/** The CDKTF rooms built and synthesised, beside the same resources by hand. */
export function terraformSynthSection(framework: Framework, size: Size): Section {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    return measureAll(directory, framework, size);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function measureAll(directory: string, framework: Framework, { trusts, rounds }: Size): Section {
  const runs = Object.fromEntries(NAMES.map(name => [name, [] as Run[]])) as Record<Name, Run[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of NAMES) runs[name].push(measure<Run>('terraform-synth', [name, String(trusts), join(directory, name)], framework));
  }
  for (const { ours, theirs, type } of PAIRS) requireSameResources(join(directory, ours), join(directory, theirs), type, trusts);
  const of = (name: Name, figure: (run: Run) => number) => median(runs[name].map(figure));
  return {
    text: `${whole(trusts)} trusts in a stack, cdktf 0.21: medians of ${rounds} rounds, each in a process of its own\n\n${table([
      ['', 'build ms', 'synth ms', 'total ms', 'processor ms', 'stack bytes'],
      ...ROWS.map(({ title, name }) => [
        title, ...[of(name, run => run.build), of(name, run => run.synth), of(name, run => run.build + run.synth), of(name, run => run.processor), stackBytes(join(directory, name))].map(whole),
      ]),
    ])}`,
    promises: PAIRS.map(({ title, ours, theirs }) => ({
      what: `${title}: processor time beside the same by hand`, value: of(ours, run => run.processor) / of(theirs, run => run.processor), bound: TIME_BOUND,
    })),
  };
}
