import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROLES_PER_TEMPLATE, writeAccount, writeTemplates } from './artefacts';
import { Framework } from './frameworks';
import { median } from './median';
import { reviewed, Used } from './review-process';
import { Section } from './section';
import { Size } from './size';
import { table, whole } from './table';

const SECONDS_BOUND = 5; // 3 before each part that is unknown was looked for and named
const MEGABYTES_BOUND = 500;

/** A review of many roles by the command line: the whole process, from its start to its end. */
export function reviewSection(_framework: Framework, { targets, reviews }: Size): Section {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const paths = [
      { title: `templates of ${ROLES_PER_TEMPLATE} roles`, path: writeTemplates(join(directory, 'templates'), targets) },
      { title: 'roles of an account', path: writeAccount(join(directory, 'account.json'), targets) },
    ];
    const runs = paths.map((): Used[] => []);
    for (let round = 0; round < reviews; round++) paths.forEach(({ path }, i) => runs[i].push(reviewed(path, targets)));
    const of = (i: number, name: keyof Used) => median(runs[i].map(run => run[name]));
    return {
      text: `review of ${whole(targets)} roles by the command line: medians of ${reviews} processes\n\n${table([
        ['', 'elapsed ms', 'processor ms', 'megabytes'],
        ...paths.map(({ title }, i) => [title, whole(of(i, 'elapsed')), whole(of(i, 'processor')), whole(of(i, 'megabytes'))]),
      ])}`,
      promises: paths.flatMap(({ title }, i) => [
        { what: `${title}: processor time of a review`, value: of(i, 'processor') / 1000, bound: SECONDS_BOUND, unit: ' s' },
        { what: `${title}: most memory of a review`, value: of(i, 'megabytes'), bound: MEGABYTES_BOUND, unit: ' MB' },
      ]),
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
