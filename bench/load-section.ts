import { measure } from './child-process';
import { Framework } from './frameworks';
import { median } from './median';
import { PACKAGE_ROOT } from './root';
import { Section } from './section';
import { Size } from './size';
import { table } from './table';

const MILLISECONDS_BOUND = 15;

/** The first is what is promised, the others are there to compare. */
const LOADS: readonly { readonly title: string; readonly args: readonly string[] }[] = [
  { title: 'this package', args: [PACKAGE_ROOT] },
  { title: 'this package, once GitHubRepository is used', args: [PACKAGE_ROOT, 'GitHubRepository'] },
  { title: 'this package, once aws is used', args: [PACKAGE_ROOT, 'aws'] },
  { title: 'aws-cdk-lib', args: ['aws-cdk-lib'] },
  { title: 'aws-cdk-lib, once App and Stack are used', args: ['aws-cdk-lib', 'App', 'Stack'] },
];

interface Load {
  readonly milliseconds: number;
  readonly frameworks: readonly string[];
}

/** What a `require` of the package root costs, and that it loads no framework. */
export function loadSection(framework: Framework, size: Size): Section {
  const loads = LOADS.map((): Load[] => []);
  for (let round = 0; round < size.loads; round++) {
    LOADS.forEach(({ args }, i) => loads[i].push(measure<Load>('load', args, framework)));
  }
  const times = loads.map(runs => median(runs.map(run => run.milliseconds)));
  const frameworks = loads.map(runs => Math.max(...runs.map(run => run.frameworks.length)));
  return {
    text: `require, ${framework.title}: medians of ${size.loads} processes\n\n${table([
      ['', 'ms', 'files of a framework'],
      ...LOADS.map(({ title }, i) => [title, times[i].toFixed(1), String(frameworks[i])]),
    ])}`,
    promises: [
      { what: 'require of the package root', value: times[0], bound: MILLISECONDS_BOUND, unit: ' ms' },
      { what: 'files of a framework that it loads', value: frameworks[0], bound: 0, exact: true },
      { what: 'files of a framework that it loads, once GitHubRepository is used', value: frameworks[1], bound: 0, exact: true },
    ],
  };
}
