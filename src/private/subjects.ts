/** What the subject of a job says, as far as its issuer's default form tells. */
export interface JobSubject {
  readonly kind: 'github' | 'gitlab';
  /** Owner and repository, or group and project, by names alone. */
  readonly project: string;
  /** Their numbers, where they are part of the subject. */
  readonly ids?: string;
  readonly context: JobContext;
}

export interface JobContext {
  readonly kind: 'environment' | 'branch' | 'tag' | 'pull request' | 'merge queue' | 'other';
  readonly name: string;
}

const GITHUB = /^repo:([^/@:]+)(?:@([^/:]*))?\/([^@:]+)(?:@([^:]*))?:([^]*)$/;
const GITLAB = /^project_path:([^:]+):ref_type:([^:]*):ref:([^]*)$/;

/** Of a default subject of GitHub or GitLab, whole or as a pattern; nothing for any other text. */
export function jobSubjectOf(subject: string): JobSubject | undefined {
  const github = subject.startsWith('repo:') ? GITHUB.exec(subject) : null;
  if (github !== null) {
    const [, owner, ownerId, repository, repositoryId, context] = github;
    return { kind: 'github', project: `${owner}/${repository}`, ids: ownerId === undefined && repositoryId === undefined ? undefined : `${ownerId ?? ''}/${repositoryId ?? ''}`, context: gitHubContext(context) };
  }
  const gitlab = subject.startsWith('project_path:') ? GITLAB.exec(subject) : null;
  if (gitlab === null) return undefined;
  const [, project, type, ref] = gitlab;
  return { kind: 'gitlab', project, context: { kind: type === 'branch' || type === 'tag' ? type : 'other', name: ref } };
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
