import * as wildcards from './wildcards';

/** What the subject of a job says, as far as its issuer's default form tells. Of a trust it may be a pattern with `*` and `?`. */
export interface JobSubject {
  readonly kind: 'github' | 'gitlab';
  /** Owner and repository, or group and project, by names alone. */
  readonly project: string;
  /** Their numbers, where they are part of the subject. */
  readonly ids?: string;
  readonly context: JobContext;
  /** All that follows the project; absent from a pattern that ends with the project. */
  readonly tail?: string;
}

export interface JobContext {
  readonly kind: 'environment' | 'branch' | 'tag' | 'pull request' | 'merge queue' | 'other';
  readonly name: string;
}

const GITHUB = /^repo:([^/@:]+)(?:@([^/:]*))?\/([^@:]+)(?:@([^:]*))?(?::([^]*))?$/;
const GITLAB = /^project_path:([^:]+)(?::(ref_type:([^:]*):ref:([^]*)|[^]*\*[^]*))?$/;

/** Of a default subject of GitHub or GitLab, whole or as a pattern; nothing for any other text. */
export function jobSubjectOf(subject: string): JobSubject | undefined {
  const github = subject.startsWith('repo:') ? GITHUB.exec(subject) : null;
  if (github !== null) {
    const [, owner, ownerId, repository, repositoryId, tail] = github;
    if (tail === undefined && !subject.endsWith('*')) return undefined;
    const ids = ownerId === undefined && repositoryId === undefined ? undefined : `${ownerId ?? ''}/${repositoryId ?? ''}`;
    return { kind: 'github', project: `${owner}/${repository}`, ids, context: gitHubContext(tail ?? '*'), tail };
  }
  const gitlab = subject.startsWith('project_path:') ? GITLAB.exec(subject) : null;
  if (gitlab === null) return undefined;
  const [, project, tail, type, ref] = gitlab;
  if (tail === undefined && !subject.endsWith('*')) return undefined;
  return { kind: 'gitlab', project, context: type === undefined ? { kind: 'other', name: tail ?? '*' } : { kind: type === 'branch' || type === 'tag' ? type : 'other', name: ref }, tail };
}

/** Whether a text is what a pattern asks for, letter case aside unless it is to count. */
export function isLike(pattern: string, text: string, letterCase = false): boolean {
  const [asked, given] = letterCase ? [pattern, text] : [pattern.toLowerCase(), text.toLowerCase()];
  if (!/[*?]/.test(asked)) return asked === given;
  return wildcards.isLike(wildcards.signsOf(asked, { questionMark: true }), [...given]);
}

function gitHubContext(context: string): JobContext {
  if (context === 'pull_request') return { kind: 'pull request', name: '' };
  if (context.startsWith('environment:')) return { kind: 'environment', name: context.slice('environment:'.length) };
  return context.startsWith('ref:') ? refContext(context.slice('ref:'.length)) : { kind: 'other', name: context };
}

const QUEUE = 'refs/heads/gh-readonly-queue/';

/** Of a full ref, `refs/heads/main`. */
export function refContext(ref: string): JobContext {
  if (ref.startsWith(QUEUE)) return { kind: 'merge queue', name: ref.slice(QUEUE.length).replace(/\/pr-[^]*$/, '') };
  if (ref.startsWith('refs/heads/')) return { kind: 'branch', name: ref.slice('refs/heads/'.length) };
  if (ref.startsWith('refs/tags/')) return { kind: 'tag', name: ref.slice('refs/tags/'.length) };
  if (ref.startsWith('refs/pull/')) return { kind: 'pull request', name: '' };
  return { kind: 'other', name: ref };
}
