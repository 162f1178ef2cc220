import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member';
import { Construct } from 'constructs';
import { DESCRIPTION_MAX } from './limits';
import { Permission } from './permission';
import { accountIdProblem, known, projectProblem } from './private/checks';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { membersOf } from './private/members';
import { ACCOUNT, ADDED } from './private/shapes';
import { IServiceAccount } from './service-account';
import { WorkloadIdentityProvider } from './workload-identity-provider';
import { Workload } from '../identity/workload';
import { Problem, refuse } from '../private/problem';
import { reasonsOf } from '../private/reasons';
import { marked } from '../private/type-mark';
import { acknowledgeChange, guardTrust } from '../terraform/guard';
import { optionalLiteral } from '../terraform/literal';
import { writeReasons } from '../terraform/reasons';
import { shapeProblems, valueProblems } from '../terraform/shape';

/** What lets a member impersonate a service account. */
const IMPERSONATE = 'roles/iam.workloadIdentityUser';

const MARK = Symbol.for('cdk-federated-roles.google.DeployServiceAccount');

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
   * A service account that is there already.
   *
   * @default - a service account is defined
   */
  readonly serviceAccount?: IServiceAccount;

  /**
   * Id of the project of the service account, on which its roles hold as well, unless a permission names another one.
   *
   * @default - the project of the pool, else that of the Terraform provider
   */
  readonly project?: string;

  /**
   * What the service account may do.
   *
   * @default - nothing, until `addPermission` says otherwise
   */
  readonly permissions?: Permission[];

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
 *   permissions: [google.Permission.onProject('roles/run.developer')],
 * });
 */
export class DeployServiceAccount extends Construct {
  /**
   * Whether something is a `DeployServiceAccount`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isDeployServiceAccount(x: any): boolean {
    return marked(x, MARK);
  }

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
  private readonly project?: string;

  constructor(scope: Construct, id: string, props: DeployServiceAccountProps) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    refuse(shapeProblems(props, ACCOUNT, STRUCTS, 'DeployServiceAccountProps'), this.node.path);
    this.project = props.project ?? props.provider?.pool?.project;
    refuse(problemsOf(props, this.project), this.node.path);
    const members = membersOf(this, props.provider, props.workloads);
    this.provider = props.provider;
    this.trusted = [...props.workloads];

    if (props.serviceAccount === undefined) {
      this.resource = new ServiceAccount(this, 'Resource', {
        accountId: props.accountId!,
        project: optionalLiteral(this.project),
        displayName: optionalLiteral(props.displayName),
        description: optionalLiteral(props.description),
      });
      this.serviceAccountName = this.resource.name;
      this.email = this.resource.email;
      this.member = this.resource.member;
    } else {
      this.serviceAccountName = props.serviceAccount.serviceAccountName;
      this.email = props.serviceAccount.email;
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
    for (const permission of props.permissions ?? []) this.addPermission(permission);
  }

  /**
   * Who may impersonate the service account.
   */
  public get workloads(): Workload[] {
    return [...this.trusted];
  }

  /**
   * The audience that the jobs ask their tokens for.
   */
  public get audience(): string {
    return this.provider.audience;
  }

  /**
   * Lets one change of the trust through that was made behind the back of this library, and writes the reason beside it.
   *
   * @param id of the change, as the error `TRUST_CHANGED` tells it
   * @param reason why it is wanted
   */
  public acknowledgeTrustChange(id: string, reason: string): void {
    acknowledgeChange(this, id, reason);
  }

  /**
   * Lets the service account do something, beside what its properties say.
   */
  public addPermission(permission: Permission): void {
    refuse(valueProblems({ permission }, ADDED), this.node.path);
    refuse(permission._problems(this.project, false), this.node.path);
    permission._grantTo(this, '', this.member, this.project);
  }
}

function problemsOf(props: DeployServiceAccountProps, project: string | undefined): (Problem | undefined)[] {
  const { accountId, serviceAccount, description } = props;
  const given = serviceAccount !== undefined;
  return [
    given === (accountId !== undefined) ? errors.accountEitherOr(given ? 'both' : 'neither') : undefined,
    accountIdProblem(accountId),
    projectProblem(props.project),
    given && props.displayName !== undefined ? errors.notForExisting('displayName') : undefined,
    given && description !== undefined ? errors.notForExisting('description') : undefined,
    known(description) && description.length > DESCRIPTION_MAX ? errors.textTooLong('description', description) : undefined,
    ...(props.permissions ?? []).flatMap(permission => permission._problems(project, false)),
  ];
}
