/**
 * What the subject of a GitHub job says of its occasion.
 */
export interface GitHubContext {
  readonly kind: 'environment' | 'branch' | 'tag' | 'pull_request' | 'any';
  readonly value: string;
  /** The value is only a beginning. */
  readonly open?: boolean;
}

/** The claim that carries the same as the context, where the context itself is not in the subject. */
export function claimOf(context: GitHubContext): [name: string, value: string] | undefined {
  switch (context.kind) {
    case 'environment': return ['environment', context.value];
    case 'branch': return ['ref', `refs/heads/${context.value}`];
    case 'tag': return ['ref', `refs/tags/${context.value}`];
    case 'pull_request': return ['event_name', 'pull_request'];
    case 'any': return undefined;
  }
}

/** The context as the subject spells it, environments and refs by `name:value`. */
export function subjectOf(context: GitHubContext, escape: (value: string) => string): string {
  switch (context.kind) {
    case 'pull_request': return 'pull_request';
    case 'any': return '';
    default: {
      const [name, value] = claimOf(context)!;
      return `${name}:${escape(value)}`;
    }
  }
}

export function describe(context: GitHubContext): string {
  const name = `${context.value}${context.open ? '…' : ''}`;
  switch (context.kind) {
    case 'pull_request': return 'any pull request';
    case 'any': return 'any job';
    default: return `${context.kind} ${name}`;
  }
}
