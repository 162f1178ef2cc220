import { BoundClaims } from './bound-claims';
import { claimOf, GitHubContext } from './github-context';
import { impliedClaims } from './github-subject';
import type { GitHubRepository } from '../github-repository';
import type { SubjectTest } from './workload-parts';

const COMMIT = '7b1f002b00ec25a5facc43e470ef7dfe6d32f300';

/** The claims of one job that matches: what the workload leaves open is filled with examples. */
export function sampleOf(repository: GitHubRepository, context: GitHubContext, bound: BoundClaims, subject: SubjectTest): Record<string, string> {
  const rest = restOf(context, bound, repository.issuer._escapesColons);
  const opened: Record<string, string> = {};
  const open = context.open ? claimOf(context) : undefined;
  if (open) opened[open[0]] = `${open[1]}${rest}`;
  const ref = bound.ref?.[0] ?? opened.ref ?? impliedClaims(repository, context).ref?.[0] ?? (context.kind === 'pull_request' ? 'refs/pull/1/merge' : 'refs/heads/main');
  return {
    sub: subject.prefix ? `${subject.text}${rest}` : subject.text,
    repository_owner_id: '1',
    repository_id: '2',
    repository_visibility: 'private',
    ref,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha: COMMIT,
    event_name: 'push',
    workflow: 'deploy',
    workflow_ref: `${repository.fullName}/.github/workflows/deploy.yml@${ref}`,
    job_workflow_ref: `${repository.fullName}/.github/workflows/deploy.yml@${ref}`,
    actor: 'octocat',
    actor_id: '3',
    run_id: '4',
    run_number: '5',
    run_attempt: '1',
    runner_environment: 'github-hosted',
    ...firstOf(impliedClaims(repository, context)),
    ...opened,
    ...firstOf(bound),
  };
}

function restOf(context: GitHubContext, bound: BoundClaims, escapesColons: boolean): string {
  const environment = bound.environment?.[0];
  if (context.kind === 'any' && environment !== undefined) return `environment:${escapesColons ? environment.replace(/:/g, '%3A') : environment}`;
  if (context.kind === 'any') return `ref:${bound.ref?.[0] ?? 'refs/heads/main'}`;
  return context.value.startsWith('gh-readonly-queue/') ? `1-${COMMIT}` : 'example';
}

function firstOf(claims: BoundClaims): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).map(([name, values]) => [name, values[0]]));
}
