import { BoundClaims, combinations } from './bound-claims';
import * as errors from './errors';
import { claimOf, GitHubContext, subjectOf } from './github-context';
import { own } from './own';
import { refuse } from '../../private/problem';
import type { GitHubRepository } from '../github-repository';
import { GitHubSubjectFormat } from '../github-subject-format';
import { forgeryProblem } from './unescaped-colons';
import type { SubjectTest } from './workload-parts';

export interface RenderedSubject {
  readonly subjects: readonly SubjectTest[];
  /** What was declared and the subject does not carry. */
  readonly claims: BoundClaims;
}

/** A part of the subject; an open one is only the beginning of what GitHub sends. */
interface Segment {
  readonly text: string;
  readonly open: boolean;
}

export function renderGitHubSubject(repository: GitHubRepository, context: GitHubContext, bound: BoundClaims): RenderedSubject {
  const template = repository.subjectTemplate;
  const subjects = combinations(template.claimKeys.map(key => segmentsOf(key, repository, context, bound))).map(segments => {
    const subject = joined(segments, template.claimKeys);
    if (!repository.issuer._escapesColons) refuse(forgeryProblem(subject, template.claimKeys, segments.map(({ text }) => text)));
    return subject;
  });
  return { subjects, claims: notCarried(repository, context, bound) };
}

/** Claims that the workload decides by its repository and its context. */
export function impliedClaims(repository: GitHubRepository, context: GitHubContext): BoundClaims {
  const claim = claimOf(context);
  return {
    repository: [repository.fullName],
    repository_owner: [repository.owner],
    ...repository.ownerId === undefined ? {} : { repository_owner_id: [repository.ownerId] },
    ...repository.repositoryId === undefined ? {} : { repository_id: [repository.repositoryId] },
    ...context.kind === 'branch' || context.kind === 'tag' ? { ref_type: [context.kind] } : {},
    ...claim === undefined ? {} : { [claim[0]]: [context.open ? `${claim[1]}…` : claim[1]] },
  };
}

function segmentsOf(key: string, repository: GitHubRepository, context: GitHubContext, bound: BoundClaims): Segment[] {
  const escape = (value: string) => repository.issuer._escapesColons ? value.replace(/:/g, '%3A') : value;
  // GitHub presents the key `repository` as `repo` too
  if (key === 'repo' || key === 'repository') return prefixesOf(repository).map(text => ({ text: `repo:${text}`, open: false }));
  if (key === 'context') return [{ text: subjectOf(context, escape), open: context.open === true || context.kind === 'any' }];
  const open = context.open ? claimOf(context) : undefined;
  if (open?.[0] === key) return [{ text: `${key}:${escape(open[1])}`, open: true }];
  const values = own(bound, key) ?? own(impliedClaims(repository, context), key) ?? [];
  if (values.length === 0) refuse(errors.subjectValueUnknown(key, remedyFor(key, context)));
  refuse(values.map(value => value.includes('%3A') ? errors.percentEscape(`claim ${key}`, value) : undefined));
  return values.map(value => ({ text: `${key}:${escape(value)}`, open: false }));
}

function prefixesOf(repository: GitHubRepository): string[] {
  const names = repository.fullName;
  const ids = `${repository.owner}@${repository.ownerId}/${repository.shortName}@${repository.repositoryId}`;
  switch (repository.subjectFormat) {
    case GitHubSubjectFormat.NAMES: return [names];
    case GitHubSubjectFormat.IDS: return [ids];
    case GitHubSubjectFormat.MIGRATING: return [names, ids];
  }
}

function joined(segments: readonly Segment[], keys: readonly string[]): SubjectTest {
  const open = segments.findIndex(segment => segment.open);
  if (open >= 0 && open < segments.length - 1) refuse(errors.patternNotLast(keys[open + 1]));
  return { text: segments.map(segment => segment.text).join(':'), prefix: open >= 0 };
}

function notCarried(repository: GitHubRepository, context: GitHubContext, bound: BoundClaims): BoundClaims {
  const template = repository.subjectTemplate;
  const claims: Record<string, readonly string[]> = {};
  if (!template._namesRepository()) {
    if (repository.repositoryId === undefined) claims.repository = [repository.fullName];
    else claims.repository_id = [repository.repositoryId];
  }
  const ambiguous = (name: string, value: string) => isAmbiguous(repository, name, value);
  const claim = claimOf(context);
  if (claim !== undefined && (ambiguous(claim[0], claim[1]) || (!template._has('context') && !template._has(claim[0])))) {
    if (context.open) refuse(errors.subjectValueUnknown(claim[0], 'a pattern needs a template that carries the context last'));
    claims[claim[0]] = [claim[1]];
  }
  for (const [name, values] of Object.entries(bound)) {
    if (!template._has(name) || values.some(value => ambiguous(name, value))) claims[name] = values;
  }
  return claims;
}

/**
 * Whether a value in the subject could be another name as well: an escaped colon could be "%3A" in a name that anyone may choose, since `%` is not escaped.
 * Such a value is tested as a claim besides. That of an environment always is: anyone who edits a workflow makes up an environment, without any protection.
 */
function isAmbiguous(repository: GitHubRepository, claim: string, value: string): boolean {
  return value.includes(':') && (repository.issuer._escapesColons || claim === 'environment');
}

/** Claims that are tested only because the subject does not tell their values from others. */
export function ambiguousClaims(repository: GitHubRepository, context: GitHubContext, claims: BoundClaims): string[] {
  const template = repository.subjectTemplate;
  const carried = (name: string) => template._has(name) || (template._has('context') && claimOf(context)?.[0] === name);
  return Object.keys(claims).filter(name => carried(name) && claims[name].some(value => isAmbiguous(repository, name, value)));
}

function remedyFor(key: string, context: GitHubContext): string {
  switch (key) {
    case 'environment': return `a template that carries it fits jobs with an environment only, start from environment(name) instead of ${context.kind}`;
    case 'ref': return 'say on which ref the job runs, with onBranch(name) or onTag(name)';
    case 'ref_type': return 'say on which ref the job runs, with onBranch(name) or onTag(name), or withClaim("ref_type", …)';
    case 'job_workflow_ref': return 'say which reusable workflow deploys, with viaWorkflow(reference)';
    case 'repository_id':
    case 'repository_owner_id': return 'pass ownerId and repositoryId to GitHubRepository.of';
    default: return `declare it with withClaim(${JSON.stringify(key)}, value)`;
  }
}
