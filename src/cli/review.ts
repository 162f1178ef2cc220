import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ArtefactOptions, artefactsAt, textAt } from './input';
import { coloured, EXIT, Io } from './io';
import { withProgress } from './progress';
import { version } from './version';
import { targetsOf } from '../verify/explain';
import type { Severity } from '../verify/model';
import { reaches, Reviewed } from '../verify/reports/reviewed';
import { COLOURED, PLAIN } from '../verify/reports/style';
import { review as judge } from '../verify/review';
import { RULES } from '../verify/rules';
import { readSuppressions, suppress, Suppression } from '../verify/suppressions';

export interface ReviewOptions extends ArtefactOptions {
  readonly format: 'text' | 'json' | 'sarif' | 'markdown';
  /** `unjudged` asks for no error, and for nothing that was not judged. */
  readonly failOn: Severity | 'never' | 'unjudged';
  /** A file, or false for none; looked up in the working directory unless given. */
  readonly suppressions?: string | false;
}

/** Where suppressions stand unless another file is named; the first that is there counts. */
const SUPPRESSION_FILES = ['.cdk-federated-roles.yaml', '.cdk-federated-roles.yml', '.cdk-federated-roles.json'];

const LONGEST = 1024 * 1024;

export async function review(paths: readonly string[], options: ReviewOptions, io: Io): Promise<number> {
  const suppressions = suppressionsFor(options, io);
  const reviewed = await withProgress(io, (): Reviewed => {
    const artefacts = artefactsAt(paths, options, io);
    const { unjudged, passedOver } = artefacts;
    return { targets: targetsOf(artefacts), unjudged, passedOver, ...suppress(judge(artefacts), suppressions, io.today) };
  });
  io.stdout.write(written(reviewed, options, io));
  return fails(reviewed, options) ? EXIT.found : EXIT.clean;
}

function fails({ findings, unjudged }: Reviewed, { failOn }: ReviewOptions): boolean {
  if (failOn === 'unjudged') return unjudged.length > 0 || reaches(findings, 'error');
  return failOn !== 'never' && reaches(findings, failOn);
}

function suppressionsFor({ suppressions }: ReviewOptions, io: Io): Suppression[] {
  if (suppressions === false) return [];
  const file = suppressions ?? SUPPRESSION_FILES.find(name => existsSync(join(io.directory, name)));
  return file === undefined ? [] : readSuppressions(textAt(file, io, LONGEST), file, RULES.map(({ id }) => id));
}

/* eslint-disable @typescript-eslint/no-require-imports -- only the report that is asked for is loaded */
function written(reviewed: Reviewed, { format }: ReviewOptions, io: Io): string {
  switch (format) {
    case 'json': return (require('../verify/reports/review-json') as typeof import('../verify/reports/review-json')).reviewJson(reviewed);
    case 'markdown': return (require('../verify/reports/review-markdown') as typeof import('../verify/reports/review-markdown')).reviewMarkdown(reviewed);
    case 'sarif': {
      const { reviewSarif } = require('../verify/reports/review-sarif') as typeof import('../verify/reports/review-sarif');
      return reviewSarif(reviewed, { version: version(), directory: io.directory, why: id => RULES.find(rule => rule.id === id)?.why });
    }
    case 'text': return (require('../verify/reports/review-text') as typeof import('../verify/reports/review-text')).reviewText(reviewed, coloured(io.stdout, io.env) ? COLOURED : PLAIN);
  }
}
/* eslint-enable @typescript-eslint/no-require-imports */
