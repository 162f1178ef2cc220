import { GitLabDeploymentTier } from './gitlab-deployment-tier';
import { GitLabIssuer } from './gitlab-issuer';
import { bind, BoundClaims, valueOf } from './private/bound-claims';
import { GITLAB_ALTERNATIVES, GITLAB_CLAIMS } from './private/claims';
import * as errors from './private/errors';
import { sourceFacts } from './private/facts';
import { RefType } from './private/git-refs';
import { gitLabRefProblem } from './private/gitlab-names';
import { gitLabSampleOf } from './private/gitlab-sample';
import { GitLabRefs, GitLabSource, impliedGitLabClaims, isProject, renderGitLabSubject } from './private/gitlab-subject';
import { makeImmutable } from './private/immutable';
import { own } from './private/own';
import { tokenProblem } from './private/text';
import type { WorkloadParts } from './private/workload-parts';
import { Workload } from './workload';
import { fail, Problem, refuse } from '../private/problem';

/** Claims whose values GitLab has listed. */
const CLOSED_CLAIMS: Partial<Record<string, readonly string[]>> = {
  deployment_tier: Object.values(GitLabDeploymentTier),
  environment_protected: ['true', 'false'],
  ref_protected: ['true', 'false'],
};

/**
 * Jobs of GitLab CI/CD that may assume something.
 *
 * Each method answers a new, narrower workload.
 *
 * @example
 *
 * const main = GitLabProject.of('my-org/my-app').branch('main').withProtectedRef();
 */
export class GitLabWorkload extends Workload {
  /** @internal */
  public static _of(source: GitLabSource, refs: GitLabRefs, bound: BoundClaims, reasons: readonly string[]): GitLabWorkload {
    return new GitLabWorkload(source, refs, bound, reasons);
  }

  private readonly source: GitLabSource;
  private readonly refs: GitLabRefs;
  private readonly bound: BoundClaims;
  private readonly given: readonly string[];

  private constructor(source: GitLabSource, refs: GitLabRefs, bound: BoundClaims, reasons: readonly string[]) {
    super(source.issuer);
    this.source = source;
    this.refs = refs;
    this.bound = bound;
    this.given = reasons;
    makeImmutable(this);
  }

  /**
   * Only jobs with the declared environment that also run on this branch.
   *
   * @param name the short name, for example `main`
   */
  public onBranch(name: string): GitLabWorkload {
    return this.onRef('onBranch', 'branch', name);
  }

  /**
   * Only jobs with the declared environment that also run on this tag.
   *
   * @param name the short name, for example `v1.2.3`
   */
  public onTag(name: string): GitLabWorkload {
    return this.onRef('onTag', 'tag', name);
  }

  /**
   * Only jobs whose ref is protected.
   */
  public withProtectedRef(): GitLabWorkload {
    return this.narrowed('ref_protected', ['true']);
  }

  /**
   * Only jobs whose ref is not protected: what a subject that holds `ref_protected` needs to know.
   */
  public withUnprotectedRef(): GitLabWorkload {
    return this.narrowed('ref_protected', ['false']);
  }

  /**
   * Only jobs whose environment is protected.
   */
  public withProtectedEnvironment(): GitLabWorkload {
    return this.narrowed('environment_protected', ['true']);
  }

  /**
   * Only jobs whose environment is not protected: what a subject that holds `environment_protected` needs to know.
   */
  public withUnprotectedEnvironment(): GitLabWorkload {
    return this.narrowed('environment_protected', ['false']);
  }

  /**
   * Only jobs whose environment is of this tier.
   *
   * @param tier the tier as GitLab shows it on the environment
   */
  public withDeploymentTier(tier: GitLabDeploymentTier): GitLabWorkload {
    return this.withClaim('deployment_tier', tier);
  }

  /**
   * Also test the project's numeric id, which no other project can ever have.
   */
  public withProjectId(): GitLabWorkload {
    const id = isProject(this.source) ? this.source.projectId : undefined;
    if (id === undefined) return fail(errors.subjectValueUnknown('project_id', 'pass projectId to GitLabProject.of'));
    return new GitLabWorkload(this.source, this.refs, { ...this.bound, project_id: [id] }, this.given);
  }

  /**
   * Only jobs on runners that GitLab hosts.
   */
  public onHostedRunner(): GitLabWorkload {
    return this.narrowed('runner_environment', ['gitlab-hosted']);
  }

  /**
   * Only jobs on runners that you host.
   */
  public onSelfHostedRunner(): GitLabWorkload {
    return this.narrowed('runner_environment', ['self-hosted']);
  }

  /**
   * Only jobs whose token carries one of these exact values in a further claim.
   *
   * @param claim a claim that GitLab documents, for example `pipeline_source`
   * @param values any of which is admitted
   */
  public withClaim(claim: string, ...values: string[]): GitLabWorkload {
    refuse([tokenProblem(claim, 'claim'), ...values.map(value => tokenProblem(value, valueOf(claim)))]);
    if (!GITLAB_CLAIMS.includes(claim)) refuse(errors.invalidClaimName(claim, this.issuer.url, GITLAB_CLAIMS));
    const closed = CLOSED_CLAIMS[claim];
    if (closed !== undefined) refuse(values.map(value => closed.includes(value) ? undefined : errors.unknownClaimValue(claim, value, closed)));
    if (claim === 'project_id' && isProject(this.source) && values.length === 1 && values[0] === this.source.projectId) return this.withProjectId();
    return this.narrowed(claim, values);
  }

  /** @internal */
  protected _render(): WorkloadParts {
    const { subjects, claims } = renderGitLabSubject(this.source, this.refs, this.bound);
    const { ref } = this.refs;
    const refs = ref === undefined ? [] : [`${ref.type} ${ref.name}${ref.open ? '…' : ''}`];
    return {
      subjects,
      claims,
      facts: sourceFacts(this.source),
      reasons: this.given,
      advice: [],
      alternatives: GITLAB_ALTERNATIVES,
      sample: () => gitLabSampleOf(this.source, this.refs, this.bound, subjects[0]),
      label: [
        `${isProject(this.source) ? '' : 'any project of '}${this.source.fullPath}${this.issuer.url === GitLabIssuer.GITLAB_COM.url ? '' : ` of ${this.issuer.hostAndPath}`}`,
        ...refs,
        ...this.refs.everyRef ? ['any job'] : [],
        ...Object.entries(this.bound).map(([name, values]) => `${name} ${values.join(' or ')}`),
      ].join(', '),
    };
  }

  private onRef(api: string, type: RefType, name: string): GitLabWorkload {
    refuse(gitLabRefProblem(name, type));
    if (this.refs.ref !== undefined || this.refs.everyRef) refuse(errors.notForContext(api, this.toString()));
    const refs: GitLabRefs = { ref: { type, name } };
    for (const [claim, [value]] of Object.entries(impliedGitLabClaims(this.source, refs))) {
      const declared = own(this.bound, claim);
      if (claim.startsWith('ref') && declared !== undefined) refuse(errors.alreadyBound(claim, declared.join(', '), value));
    }
    return new GitLabWorkload(this.source, refs, this.bound, this.given);
  }

  private narrowed(claim: string, values: readonly string[]): GitLabWorkload {
    if (!isProject(this.source)) refuse(values.map(value => outsideGroup(claim, value, this.source.fullPath)));
    const bound = bind(this.bound, impliedGitLabClaims(this.source, this.refs), claim, values);
    return new GitLabWorkload(this.source, this.refs, bound, this.given);
  }
}

/** What no project of a group sends. */
function outsideGroup(claim: string, value: string, group: string): Problem | undefined {
  const isInside = claim !== 'project_path' && claim !== 'namespace_path' || String(value).startsWith(`${group}/`) || (claim === 'namespace_path' && value === group);
  return isInside ? undefined : errors.alreadyBound(claim, `${group}/…`, String(value));
}
