import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './child-process';
import { Framework } from './frameworks';
import { median } from './median';
import { Promised } from './promise';
import { Section } from './section';
import { Size } from './size';
import { table, whole } from './table';
import { requireSameTrust, templateBytes } from './templates';

const TITLES = {
  deployRole: 'DeployRole',
  handWritten: 'iam.Role, the same trust by hand',
  githubOidc: 'aws-cdk-github-oidc',
  deployRoleShared: 'DeployRole, shared provider',
  handWrittenShared: 'iam.Role, shared provider, by hand',
} as const;

type Name = keyof typeof TITLES;

const NAMES = Object.keys(TITLES) as Name[];

/** Ours, and what it is measured against. */
const PAIRS: readonly [Name, Name][] = [['deployRole', 'handWritten'], ['deployRoleShared', 'handWrittenShared']];

const TIME_BOUND = 1.3; // 1.2 before the guard of the trust rendered what will be written
const BYTES_BOUND = 1.02;

/** In milliseconds, but for the constructs. */
interface Run {
  readonly build: number;
  readonly synth: number;
  /** Of all threads, for both: hardly disturbed by what else the machine does. */
  readonly processor: number;
  readonly constructs: number;
}

interface Figures extends Run {
  readonly total: number;
  readonly bytes: number;
}

/** Roles built and synthesised, ours beside the same by hand and beside a peer. */
export function synthSection(framework: Framework, size: Size): Section {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const figures = measureAll(directory, framework, size);
    return { text: `${heading(framework, size)}\n\n${report(figures)}`, promises: PAIRS.flatMap(pair => promises(figures, pair)) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function measureAll(directory: string, framework: Framework, size: Size): Record<Name, Figures> {
  const assembly = (name: Name) => join(directory, name);
  const runs = Object.fromEntries(NAMES.map(name => [name, [] as Run[]])) as Record<Name, Run[]>;
  for (let round = 0; round < size.rounds; round++) {
    for (const name of NAMES) {
      runs[name].push(measure<Run>('synth', [name, String(size.roles), String(size.rolesPerStack), assembly(name)], framework));
    }
  }
  for (const [ours, theirs] of PAIRS) requireSameTrust(assembly(ours), assembly(theirs), size.roles);
  return Object.fromEntries(NAMES.map(name => [name, figuresOf(runs[name], templateBytes(assembly(name)))])) as Record<Name, Figures>;
}

function figuresOf(runs: readonly Run[], bytes: number): Figures {
  return {
    build: median(runs.map(run => run.build)),
    synth: median(runs.map(run => run.synth)),
    total: median(runs.map(run => run.build + run.synth)),
    processor: median(runs.map(run => run.processor)),
    constructs: runs[0].constructs,
    bytes,
  };
}

function heading(framework: Framework, { roles, rolesPerStack, rounds }: Size): string {
  return `${whole(roles)} roles in stacks of ${rolesPerStack}, ${framework.title}: medians of ${rounds} rounds, each in a process of its own`;
}

function report(figures: Record<Name, Figures>): string {
  return table([
    ['', 'build ms', 'synth ms', 'total ms', 'processor ms', 'constructs', 'template bytes'],
    ...NAMES.map(name => {
      const { build, synth, total, processor, constructs, bytes } = figures[name];
      return [TITLES[name], ...[build, synth, total, processor, constructs, bytes].map(whole)];
    }),
  ]);
}

function promises(figures: Record<Name, Figures>, [ours, theirs]: readonly [Name, Name]): Promised[] {
  const [a, b] = [figures[ours], figures[theirs]];
  const title = TITLES[ours];
  return [
    { what: `${title}: processor time beside the same by hand`, value: a.processor / b.processor, bound: TIME_BOUND },
    { what: `${title}: constructs beside the same by hand`, value: a.constructs / b.constructs, bound: 1, exact: true },
    { what: `${title}: template bytes beside the same by hand`, value: a.bytes / b.bytes, bound: BYTES_BOUND },
  ];
}
