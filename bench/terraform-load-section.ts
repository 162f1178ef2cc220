import { measure } from './child-process';
import { Framework } from './frameworks';
import { median } from './median';
import { PACKAGE_ROOT } from './root';
import { Section } from './section';
import { Size } from './size';
import { table } from './table';

const BOUND = 1.3;

/** The first is what the namespaces are measured against. */
const LOADS = [
  { title: 'cdktf', args: ['cdktf'] },
  { title: 'this package, once google is used', args: [PACKAGE_ROOT, 'google'] },
  { title: 'this package, once azure is used', args: [PACKAGE_ROOT, 'azure'] },
  { title: 'this package, once vault is used', args: [PACKAGE_ROOT, 'vault'] },
] as const;

interface Load {
  readonly milliseconds: number;
  /** Of all threads: hardly disturbed by what else the machine does. */
  readonly processor: number;
}

/** What a CDKTF namespace costs beside `cdktf`, which it needs. */
export function terraformLoadSection(framework: Framework, size: Size): Section {
  const loads = LOADS.map((): Load[] => []);
  for (let round = 0; round < size.loads; round++) {
    LOADS.forEach(({ args }, i) => loads[i].push(measure<Load>('load', args, framework)));
  }
  const processor = loads.map(runs => median(runs.map(run => run.processor)));
  return {
    text: `require, cdktf 0.21: medians of ${size.loads} processes\n\n${table([
      ['', 'ms', 'processor ms'],
      ...LOADS.map(({ title }, i) => [title, median(loads[i].map(run => run.milliseconds)).toFixed(1), processor[i].toFixed(1)]),
    ])}`,
    promises: LOADS.slice(1).map(({ title }, i) => ({ what: `${title}: processor time beside cdktf alone`, value: processor[i + 1] / processor[0], bound: BOUND })),
  };
}
