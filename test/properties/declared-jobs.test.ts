import * as fc from 'fast-check';
import * as github from './github-jobs';
import * as gitlab from './gitlab-jobs';
import { acceptor, statementsOf } from './iam';
import { orRefused } from './or-refused';
import { RUNS } from './runs';
import { compileTrust } from '../../src/aws/trust';
import { Workload } from '../../src/identity';

const AUDIENCE = 'sts.amazonaws.com';

/** A workload with its subjects rendered; nothing where the declaration is refused. */
function rendered(make: () => Workload): Workload | undefined {
  return orRefused(() => {
    const workload = make();
    workload.subjects;
    return workload;
  });
}

/** What AWS says to a token, where it can express the workload at all. */
function onAws(workload: Workload): (claims: Record<string, string>) => boolean | undefined {
  const compiled = orRefused(() => compileTrust([workload], AUDIENCE));
  return compiled === undefined ? () => undefined : acceptor(statementsOf(compiled));
}

/** Fails where the workload or AWS decides otherwise than it should. */
function expectDecision(should: boolean, admitted: boolean, aws: boolean | undefined, job: object, claims: object): void {
  if (admitted !== should || (aws ?? should) !== should) throw new Error(`decided otherwise than ${should}: ${JSON.stringify({ admitted, aws, job, claims }, undefined, 1)}`);
}

describe('a declaration of a GitHub job', () => {
  test('admits the token of a job exactly if it means the job, and so does AWS where it takes the declaration', () => {
    const counts = { admitted: 0, rejected: 0 };
    fc.assert(fc.property(github.declarations, fc.array(github.jobs, { minLength: 8, maxLength: 8 }), (declaration, jobs) => {
      const workload = rendered(() => github.workloadOf(declaration));
      fc.pre(workload !== undefined);
      const aws = onAws(workload!);
      for (const drawn of jobs) {
        const job = { ...drawn, template: declaration.template };
        const claims = github.tokenOf(job, AUDIENCE);
        if (claims === undefined) continue;

        const meant = github.isMeant(declaration, job);
        expectDecision(meant, workload!.admits(claims, AUDIENCE), aws(claims), job, claims);
        counts[meant ? 'admitted' : 'rejected'] += 1;
      }
    }), { numRuns: RUNS });
    expect(counts.admitted).toBeGreaterThan(RUNS / 100);
    expect(counts.rejected).toBeGreaterThan(RUNS);
  });

  test('never admits a stranger, whatever template the stranger chooses', () => {
    fc.assert(fc.property(github.declarations, fc.array(github.jobs, { minLength: 8, maxLength: 8 }), (declaration, jobs) => {
      const workload = rendered(() => github.workloadOf(declaration));
      fc.pre(workload !== undefined);
      const aws = onAws(workload!);
      for (const job of jobs) {
        const { fullName, repositoryId } = declaration.repository;
        const claims = github.tokenOf(job, AUDIENCE);
        if (claims === undefined || job.fullName === fullName || job.repositoryId === repositoryId) continue;

        expectDecision(false, workload!.admits(claims, AUDIENCE), aws(claims), job, claims);
      }
    }), { numRuns: RUNS });
  });
});

describe('a declaration of a GitLab job', () => {
  test('admits the token of a job exactly if it means the job, and so does AWS where it takes the declaration', () => {
    const counts = { admitted: 0, rejected: 0 };
    fc.assert(fc.property(gitlab.declarations, fc.array(gitlab.jobs, { minLength: 8, maxLength: 8 }), (declaration, jobs) => {
      const workload = rendered(() => gitlab.workloadOf(declaration));
      fc.pre(workload !== undefined);
      const aws = onAws(workload!);
      for (const drawn of jobs) {
        const job = { ...drawn, components: gitlab.componentsOf(declaration) };
        if (gitlab.meansNoEnvironment(declaration) && job.environment !== undefined) continue;
        const claims = gitlab.tokenOf(job, AUDIENCE);

        const meant = gitlab.isMeant(declaration, job);
        expectDecision(meant, workload!.admits(claims, AUDIENCE), aws(claims), job, claims);
        counts[meant ? 'admitted' : 'rejected'] += 1;
      }
    }), { numRuns: RUNS });
    expect(counts.admitted).toBeGreaterThan(RUNS / 100);
    expect(counts.rejected).toBeGreaterThan(RUNS);
  });

  test('never admits a stranger, whatever components the stranger chooses', () => {
    fc.assert(fc.property(gitlab.declarations, fc.array(gitlab.jobs, { minLength: 8, maxLength: 8 }), (declaration, jobs) => {
      const workload = rendered(() => gitlab.workloadOf(declaration));
      fc.pre(workload !== undefined);
      const aws = onAws(workload!);
      for (const job of jobs) {
        if (job.path.startsWith('g/') || job.id === '20') continue;
        const claims = gitlab.tokenOf(job, AUDIENCE);

        expectDecision(false, workload!.admits(claims, AUDIENCE), aws(claims), job, claims);
      }
    }), { numRuns: RUNS });
  });
});
