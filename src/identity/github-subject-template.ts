import * as errors from './private/errors';
import { makeImmutable } from './private/immutable';
import { wideProblems } from './private/options';
import { tokenProblem } from './private/text';
import { WideTrustOptions } from './wide';
import { refuse, show } from '../private/problem';

const REPOSITORY_KEYS = ['repo', 'repository', 'repository_id'];
const OWNER_KEYS = ['repository_owner', 'repository_owner_id'];
const CONTEXT_KEYS = ['context', 'environment', 'ref'];

type Width = 'of' | 'anyContext' | 'anyRepositoryOfOwner' | 'anyRepository';

/**
 * What a repository or an organisation has configured its `sub` claim to hold (`include_claim_keys`).
 *
 * A declared environment, ref or repository that the template does not carry is tested as a claim of its own instead,
 * and is refused by a target that cannot test it: a trust never becomes wider because of its template.
 *
 * @see https://docs.github.com/actions/reference/security/oidc#customizing-the-subject-claims-for-an-organization-or-repository
 *
 * @example
 *
 * const repository = GitHubRepository.of('my-org/my-app', {
 *   ownerId: '123456',
 *   repositoryId: '456789',
 *   subjectTemplate: GitHubSubjectTemplate.of(['repository_owner_id', 'repository_id', 'context']),
 * });
 */
export class GitHubSubjectTemplate {
  /**
   * GitHub's default: `repo` and `context`.
   */
  public static readonly DEFAULT = GitHubSubjectTemplate.of(['repo', 'context']);

  /**
   * A template that names the repository and the context (`context`, `environment` or `ref`).
   *
   * @param claimKeys the keys in the order in which GitHub joins them
   */
  public static of(claimKeys: string[]): GitHubSubjectTemplate {
    return GitHubSubjectTemplate.checked(claimKeys, 'of', []);
  }

  /**
   * A template whose subject names the repository but neither environment nor ref: by itself it fits every job of the repository.
   *
   * @param claimKeys the keys in the order in which GitHub joins them
   */
  public static anyContext(claimKeys: string[], options: WideTrustOptions): GitHubSubjectTemplate {
    return GitHubSubjectTemplate.asked(claimKeys, 'anyContext', options);
  }

  /**
   * A template whose subject names the owner but not the repository: by itself it fits every repository of the owner.
   *
   * @param claimKeys the keys in the order in which GitHub joins them
   */
  public static anyRepositoryOfOwner(claimKeys: string[], options: WideTrustOptions): GitHubSubjectTemplate {
    return GitHubSubjectTemplate.asked(claimKeys, 'anyRepositoryOfOwner', options);
  }

  /**
   * A template whose subject names neither owner nor repository: by itself it fits repositories of strangers.
   *
   * @param claimKeys the keys in the order in which GitHub joins them
   */
  public static anyRepository(claimKeys: string[], options: WideTrustOptions): GitHubSubjectTemplate {
    return GitHubSubjectTemplate.asked(claimKeys, 'anyRepository', options);
  }

  private static asked(claimKeys: string[], api: Width, options: WideTrustOptions): GitHubSubjectTemplate {
    refuse(wideProblems(options, `GitHubSubjectTemplate.${api}`));
    return GitHubSubjectTemplate.checked(claimKeys, api, [options.reason]);
  }

  private static checked(claimKeys: string[], api: Width, reasons: string[]): GitHubSubjectTemplate {
    checkKeys(claimKeys);
    const width = widthOf(claimKeys);
    if (api === 'of' && width.api !== 'of') refuse(errors.templateTooWide(claimKeys, width.text, width.api));
    if (api !== width.api) refuse(errors.templateNotThatWide(claimKeys, api, width.api));
    return new GitHubSubjectTemplate(claimKeys, reasons);
  }

  /** @internal */
  public readonly _reasons: readonly string[];
  private readonly keys: readonly string[];

  private constructor(keys: readonly string[], reasons: readonly string[]) {
    this.keys = [...keys];
    this._reasons = reasons;
    makeImmutable(this);
  }

  /**
   * The keys in the order in which GitHub joins them.
   */
  public get claimKeys(): string[] {
    return [...this.keys];
  }

  /** @internal */
  public _has(key: string): boolean {
    return this.keys.includes(key);
  }

  /** @internal */
  public _namesRepository(): boolean {
    return this.keys.some(key => REPOSITORY_KEYS.includes(key));
  }
}

function checkKeys(keys: readonly string[]): void {
  refuse(tokenProblem(keys, 'subject template'));
  if (!Array.isArray(keys) || keys.length === 0) refuse(errors.invalidTemplate(keys, 'has no keys'));
  const odd = keys.findIndex(key => typeof key !== 'string' || !/^[A-Za-z0-9_]+$/.test(key));
  if (odd >= 0) refuse(errors.invalidTemplate(keys, `has the key ${show(keys[odd])}, keys hold letters, digits and "_" only`));
  if (new Set(keys).size !== keys.length) refuse(errors.invalidTemplate(keys, 'names a key twice'));
}

function widthOf(keys: readonly string[]): { api: Width; text: string } {
  const has = (candidates: string[]) => keys.some(key => candidates.includes(key));
  if (has(REPOSITORY_KEYS)) {
    return has(CONTEXT_KEYS)
      ? { api: 'of', text: 'names repository and context' }
      : { api: 'anyContext', text: 'drops the context: by itself it fits every job of the repository' };
  }
  return has(OWNER_KEYS)
    ? { api: 'anyRepositoryOfOwner', text: 'names the owner alone: by itself it fits every repository of the owner' }
    : { api: 'anyRepository', text: 'names neither owner nor repository: by itself it fits repositories of strangers' };
}
