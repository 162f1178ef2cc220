import { GitHubIssuer } from './github-issuer';
import type { GitHubRepository } from './github-repository';
import { GitHubSubjectFormat } from './github-subject-format';
import { bind, BoundClaims, valueOf } from './private/bound-claims';
import { GITHUB_CLAIMS, GITHUB_PROPERTY_CLAIM, gitHubAlternatives } from './private/claims';
import * as errors from './private/errors';
import { repositoryFacts } from './private/facts';
import { refProblem } from './private/git-refs';
import { describe, GitHubContext } from './private/github-context';
import { isMoving, workflowProblem } from './private/github-names';
import { sampleOf } from './private/github-sample';
import { ambiguousClaims, impliedClaims, renderGitHubSubject } from './private/github-subject';
import { makeImmutable } from './private/immutable';
import { tokenProblem } from './private/text';
import type { Advice, WorkloadParts } from './private/workload-parts';
import { Workload } from './workload';
import { fail, refuse } from '../private/problem';

/**
 * Jobs of GitHub Actions that may assume something.
 *
 * Each method answers a new, narrower workload.
 *
 * @example
 *
 * const gated = GitHubRepository.of('my-org/my-app')
 *   .environment('production')
 *   .viaWorkflow('my-org/workflows/.github/workflows/deploy.yml@refs/heads/main');
 */
export class GitHubWorkload extends Workload {
  /** @internal */
  public static _of(repository: GitHubRepository, context: GitHubContext, bound: BoundClaims, reasons: readonly string[]): GitHubWorkload {
    return new GitHubWorkload(repository, context, bound, reasons);
  }

  /**
   * The repository whose jobs these are.
   */
  public readonly repository: GitHubRepository;

  private readonly context: GitHubContext;
  private readonly bound: BoundClaims;
  private readonly given: readonly string[];

  private constructor(repository: GitHubRepository, context: GitHubContext, bound: BoundClaims, reasons: readonly string[]) {
    super(repository.issuer);
    this.repository = repository;
    this.context = context;
    this.bound = bound;
    this.given = reasons;
    makeImmutable(this);
  }

  /**
   * Only jobs that run in this reusable workflow: the strictest form, since its repository decides what is deployed how.
   *
   * Pin a commit and list the old and the new one while it is rolled out. A branch or a tag is a moving reference: whoever may
   * push to it decides what runs, and synth says so.
   *
   * @param references `job_workflow_ref` claims, any of which is admitted, for example `my-org/workflows/.github/workflows/deploy.yml@<commit>`
   */
  public viaWorkflow(...references: string[]): GitHubWorkload {
    refuse(references.map(workflowProblem));
    return this.narrowed('job_workflow_ref', references);
  }

  /**
   * Only jobs with the declared environment that also run on this branch.
   *
   * @param name the short name, for example `main`
   */
  public onBranch(name: string): GitHubWorkload {
    refuse(refProblem(name, 'branch'));
    return this.onRef('onBranch', `refs/heads/${name}`);
  }

  /**
   * Only jobs with the declared environment that also run on this tag.
   *
   * @param name the short name, for example `v1.2.3`
   */
  public onTag(name: string): GitHubWorkload {
    refuse(refProblem(name, 'tag'));
    return this.onRef('onTag', `refs/tags/${name}`);
  }

  /**
   * Also test the repository's numeric id, which no other repository can ever have.
   *
   * The subject of the ids form carries it already.
   */
  public withRepositoryId(): GitHubWorkload {
    const id = this.repository.repositoryId;
    if (id === undefined) return fail(errors.subjectValueUnknown('repository_id', 'pass ownerId and repositoryId to GitHubRepository.of, with subjectFormat: GitHubSubjectFormat.NAMES for as long as its sub_claim_prefix holds names'));
    return new GitHubWorkload(this.repository, this.context, { ...this.bound, repository_id: [id] }, this.given);
  }

  /**
   * Only jobs on runners that GitHub hosts.
   *
   * AWS cannot test this claim of GitHub unless the subject template carries it.
   */
  public onHostedRunner(): GitHubWorkload {
    return this.narrowed('runner_environment', ['github-hosted']);
  }

  /**
   * Only jobs on runners that you host.
   *
   * AWS cannot test this claim of GitHub unless the subject template carries it.
   */
  public onSelfHostedRunner(): GitHubWorkload {
    return this.narrowed('runner_environment', ['self-hosted']);
  }

  /**
   * Only jobs whose token carries one of these exact values in a further claim.
   *
   * @param claim a claim that GitHub documents, for example `repository_visibility` or `repo_property_team`
   * @param values any of which is admitted
   */
  public withClaim(claim: string, ...values: string[]): GitHubWorkload {
    refuse([tokenProblem(claim, 'claim'), ...values.map(value => tokenProblem(value, valueOf(claim)))]);
    if (!GITHUB_CLAIMS.includes(claim) && !GITHUB_PROPERTY_CLAIM.test(claim)) {
      refuse(errors.invalidClaimName(claim, this.issuer.url, [...GITHUB_CLAIMS, 'repo_property_…']));
    }
    if (claim === 'job_workflow_ref') return this.viaWorkflow(...values);
    if (claim === 'repository_id' && values.length === 1 && values[0] === this.repository.repositoryId) return this.withRepositoryId();
    if (claim === 'environment' && this.context.kind !== 'any') refuse(errors.alreadyBound(claim, describe(this.context), values.join(', ')));
    return this.narrowed(claim, values);
  }

  /** @internal */
  protected _render(): WorkloadParts {
    const { subjects, claims } = renderGitHubSubject(this.repository, this.context, this.bound);
    return {
      subjects,
      claims,
      facts: repositoryFacts(this.repository),
      reasons: this.given,
      advice: this.advice(),
      alternatives: gitHubAlternatives(Object.keys(claims), ambiguousClaims(this.repository, this.context, claims)),
      sample: () => sampleOf(this.repository, this.context, this.bound, subjects[0]),
      label: [`${this.repository.fullName}${this.issuer.url === GitHubIssuer.GITHUB_COM.url ? '' : ` of ${this.issuer.hostAndPath}`}`, describe(this.context), ...Object.entries(this.bound).map(([name, values]) => `${name} ${values.join(' or ')}`)].join(', '),
    };
  }

  private onRef(api: string, ref: string): GitHubWorkload {
    if (this.context.kind !== 'environment') refuse(errors.notForContext(api, describe(this.context)));
    return this.narrowed('ref', [ref]);
  }

  private narrowed(claim: string, values: readonly string[]): GitHubWorkload {
    const bound = bind(this.bound, impliedClaims(this.repository, this.context), claim, values);
    return new GitHubWorkload(this.repository, this.context, bound, this.given);
  }

  private advice(): Advice[] {
    const { repository, bound } = this;
    const moving = (bound.job_workflow_ref ?? []).filter(isMoving).map((about): Advice => ({ kind: 'moving-workflow', about }));
    const template = repository.subjectTemplate;
    const byName = template._has('repo') || template._has('repository');
    const inSubject = byName ? repository.subjectFormat === GitHubSubjectFormat.IDS : repository.repositoryId !== undefined;
    if (inSubject || bound.repository_id !== undefined || template._has('repository_id') || !repository.issuer._sendsIds) return moving;
    if (!byName || repository.subjectFormat === GitHubSubjectFormat.NAMES) return [{ kind: 'names', about: repository.fullName }, ...moving];
    return [{ kind: 'migrating', about: repository.fullName, deadline: repository._migrationDeadline }, ...moving];
  }
}
