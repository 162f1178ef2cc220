import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member';
import { Construct } from 'constructs';
import { SERVICE_ACCOUNT_NAME } from './limits';
import { adviseRoles } from './private/advice';
import { digest } from './private/attributes';
import { accountIdProblem, known, projectProblem, roleProblem } from './private/checks';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { membersOf } from './private/members';
import { ACCOUNT } from './private/shapes';
import { WorkloadIdentityProvider } from './workload-identity-provider';
import { Workload } from '../identity/workload';
import { Problem, refuse } from '../private/problem';
import { reasonsOf } from '../private/reasons';
import { guardTrust } from '../terraform/guard';
import { optionalLiteral } from '../terraform/literal';
import { writeReasons } from '../terraform/reasons';
import { shapeProblems } from '../terraform/shape';

/** What lets a member impersonate a service account. */
const IMPERSONATE = 'roles/iam.workloadIdentityUser';

/**
 * Properties of `DeployServiceAccount`.
 */
export interface DeployServiceAccountProps {
  /**
   * What takes the tokens.
   */
  readonly provider: WorkloadIdentityProvider;

  /**
   * Who may impersonate the service account: any one of these.
   */
  readonly workloads: Workload[];

  /**
   * Id of the service account to define: 6 to 30 characters of a to z, 0 to 9 and `-`, for example `deploy-production`.
   *
   * @default - an existing service account has to be given
   */
  readonly accountId?: string;

  /**
   * Name of a service account that is there already: `projects/PROJECT/serviceAccounts/EMAIL`.
   *
   * @default - a service account is defined
   */
  readonly existingServiceAccount?: string;

  /**
   * Id of the project of the service account, on which the project roles are granted as well.
   *
   * @default - the project of the pool, else that of the Terraform provider
   */
  readonly project?: string;

  /**
   * Roles that the service account has on the project, for example `roles/run.developer`.
   *
   * @default - none
   */
  readonly projectRoles?: string[];

  /**
   * Name that the console shows.
   *
   * @default - none
   */
  readonly displayName?: string;

  /**
   * Description, at most 256 characters.
   *
   * @default - none
   */
  readonly description?: string;
}

/**
 * A service account that exactly the declared CI jobs can impersonate.
 *
 * Each job is a member with `roles/iam.workloadIdentityUser` on the service account: `principal://…/subject/…` by its exact subject, or
 * `principalSet://…/attribute.exact_…/…` where further claims are tested with it or where the subject is longer than the 127 bytes that Google takes.
 *
 * @example
 *
 * declare const provider: google.GitHubProvider;
 * declare const stack: cdktf.TerraformStack;
 * const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
 * new google.DeployServiceAccount(stack, 'Production', {
 *   provider,
 *   workloads: [app.environment('production')],
 *   accountId: 'deploy-production',
 *   project: 'my-project',
 *   projectRoles: ['roles/run.developer'],
 * });
 */
export class DeployServiceAccount extends Construct {
  /**
   * `projects/PROJECT/serviceAccounts/EMAIL`.
   */
  public readonly serviceAccountName: string;

  /**
   * E-mail address of the service account: what a job names to impersonate it.
   */
  public readonly email: string;

  /**
   * The service account as a member of other policies.
   */
  public readonly member: string;

  /**
   * What takes the tokens.
   */
  public readonly provider: WorkloadIdentityProvider;

  /**
   * The resource behind this construct, unless the service account was there already.
   */
  public readonly resource?: ServiceAccount;

  private readonly trusted: readonly Workload[];

  constructor(scope: Construct, id: string, props: DeployServiceAccountProps) {
    super(scope, id);
    refuse(shapeProblems(props, ACCOUNT, STRUCTS, 'DeployServiceAccountProps'), this.node.path);
    const project = optionalLiteral(props.project ?? props.provider?.pool?.project);
    refuse(problemsOf(props, project), this.node.path);
    const members = membersOf(this, props.provider, props.workloads);
    this.provider = props.provider;
    this.trusted = [...props.workloads];

    if (props.existingServiceAccount === undefined) {
      this.resource = new ServiceAccount(this, 'Resource', {
        accountId: props.accountId!,
        project,
        displayName: optionalLiteral(props.displayName),
        description: optionalLiteral(props.description),
      });
      this.serviceAccountName = this.resource.name;
      this.email = this.resource.email;
      this.member = this.resource.member;
    } else {
      this.serviceAccountName = optionalLiteral(props.existingServiceAccount);
      this.email = this.serviceAccountName.slice(this.serviceAccountName.lastIndexOf('/') + 1);
      this.member = `serviceAccount:${this.email}`;
    }

    const reasons = reasonsOf(props.workloads);
    for (const { id: name, member } of members) {
      const trust = new ServiceAccountIamMember(this, `Trust${name}`, {
        serviceAccountId: this.serviceAccountName,
        role: IMPERSONATE,
        member,
      });
      writeReasons(trust, reasons);
      guardTrust(this, trust, { declared: () => ({ service_account_id: this.serviceAccountName, role: IMPERSONATE, member }), free: ['condition'], reasons });
    }
    for (const role of new Set(props.projectRoles)) {
      new ProjectIamMember(this, `Role${digest(role, 12)}`, { project: project!, role, member: this.member });
    }
    adviseRoles(this, props.projectRoles ?? []);
  }

  /**
   * Who may impersonate the service account.
   */
  public get workloads(): Workload[] {
    return [...this.trusted];
  }
}

function problemsOf(props: DeployServiceAccountProps, project: string | undefined): (Problem | undefined)[] {
  const { accountId, existingServiceAccount: existing, projectRoles: roles } = props;
  const given = existing !== undefined;
  return [
    given === (accountId !== undefined) ? errors.accountEitherOr(given ? 'both' : 'neither') : undefined,
    accountIdProblem(accountId),
    projectProblem(props.project),
    given && !known(existing) ? errors.serviceAccountNameInvalid(existing) : undefined,
    known(existing) && !SERVICE_ACCOUNT_NAME.test(existing) ? errors.serviceAccountNameInvalid(existing) : undefined,
    given && props.displayName !== undefined ? errors.notForExisting('displayName') : undefined,
    given && props.description !== undefined ? errors.notForExisting('description') : undefined,
    known(props.description) && props.description.length > 256 ? errors.textTooLong('description', props.description) : undefined,
    ...(roles ?? []).map(roleProblem),
    roles !== undefined && roles.length > 0 && project === undefined ? errors.projectMissing('projectRoles') : undefined,
  ];
}
