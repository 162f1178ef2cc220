import { Duration, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { TRUST_POLICY_QUOTA } from './limits';
import { IOidcProvider } from './oidc-provider';
import { Permission } from './permission';
import { advise, adviseRoleName } from './private/advice';
import { audienceLosses } from './private/audience';
import * as errors from './private/errors';
import { kindProblem } from './private/properties';
import { checkedRole, registerName } from './private/role-input';
import { roleResource, trustProblems } from './private/trust-guard';
import { reasonProblem } from '../identity/private/text';
import { Workload } from '../identity/workload';
import { refuse } from '../private/problem';
import { METADATA_KEY, Reasons, reasonsOf } from '../private/reasons';
import { holdsToken } from '../private/tokens';
import { marked } from '../private/type-mark';

/**
 * Options that deploy roles share.
 */
export interface DeployRoleOptions {
  /**
   * Audience that the jobs ask their tokens for, at most 255 characters.
   *
   * @default - sts.amazonaws.com, in the regions of China sts.amazonaws.com.cn
   */
  readonly audience?: string;

  /**
   * Providers that take the tokens, one for each issuer of the workloads.
   *
   * @default - the account's own provider for the issuer of each workload, which has to exist when the role is deployed
   */
  readonly providers?: IOidcProvider[];

  /**
   * Characters that the trust policy may have, 2,048 to 8,192: what Service Quotas shows for the account (L-C07B4B0D).
   *
   * @default 2048
   */
  readonly trustPolicyQuota?: number;

  /**
   * Longest session that a job may ask for, one to twelve hours.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * What the role may never exceed, whatever its policies say.
   *
   * @default - no boundary
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Path of the role, for example `/ci/`.
   *
   * @default /
   */
  readonly path?: string;

  /**
   * Description of the role, at most 1,000 characters.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * What the role may do. More can be added with `addPermission`.
   *
   * @default - nothing but what the policies below allow
   */
  readonly permissions?: Permission[];

  /**
   * Managed policies of the role.
   *
   * @default - none
   */
  readonly managedPolicies?: iam.IManagedPolicy[];

  /**
   * Inline policies of the role, by name.
   *
   * @default - none
   */
  readonly inlinePolicies?: { [name: string]: iam.PolicyDocument };

  /**
   * Tags of the role, at most 50.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

/**
 * Properties of `DeployRole`.
 */
export interface DeployRoleProps extends DeployRoleOptions {
  /**
   * Who may assume the role: any one of these.
   */
  readonly workloads: Workload[];

  /**
   * Name of the role, at most 64 characters.
   *
   * @default - CloudFormation makes one up
   */
  readonly roleName?: string;
}

const MARK = Symbol.for('cdk-federated-roles.aws.DeployRole');

/**
 * A role that exactly the declared CI jobs can assume.
 *
 * It is an `iam.Role` and passes wherever one does. Its trust names issuer, audience and subject by equality. A change of the trust
 * behind its back (`assumeRolePolicy`, the L1, an override, an Aspect, a property injector) fails synth.
 *
 * @example
 *
 * declare const stack: cdk.Stack;
 * const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
 * new aws.DeployRole(stack, 'Production', { workloads: [app.environment('production')] });
 */
export class DeployRole extends iam.Role {
  /**
   * Whether something is a `DeployRole`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isDeployRole(x: any): boolean {
    return marked(x, MARK);
  }

  /**
   * Audience that the jobs ask their tokens for.
   */
  public readonly audience: string;

  private readonly trusted: readonly Workload[];
  private readonly acknowledged = new Map<string, string>();

  constructor(scope: Construct, id: string, props: DeployRoleProps) {
    const path = `${scope.node.path}/${id}`;
    const { audience, principal } = checkedRole(scope, path, props);
    super(scope, id, {
      assumedBy: principal,
      roleName: props.roleName,
      path: props.path,
      description: props.description,
      maxSessionDuration: props.maxSessionDuration,
      permissionsBoundary: props.permissionsBoundary,
      managedPolicies: props.managedPolicies,
      inlinePolicies: props.inlinePolicies,
    });
    Object.defineProperty(this, MARK, { value: true });
    this.audience = audience;
    this.trusted = [...props.workloads];
    for (const [key, value] of Object.entries(props.tags ?? {})) Tags.of(this).add(key, value);
    this.writeReasons();
    registerName(this, props.roleName);
    advise(this, props.workloads);
    adviseRoleName(this, props.roleName);
    for (const permission of props.permissions ?? []) this.addPermission(permission);
    const quota = props.trustPolicyQuota ?? TRUST_POLICY_QUOTA.default;
    const elsewhere = roleResource(this) === undefined;
    this.node.addValidation({ validate: () => audienceLosses(this, audience) });
    this.node.addValidation({
      validate: () => audienceLosses(this, audience).length > 0 ? [] : trustProblems(this, { principal, acknowledged: this.acknowledged, reasons: this.reasonsMetadata(), quota, elsewhere }),
    });
  }

  /**
   * Who may assume the role.
   */
  public get workloads(): Workload[] {
    return [...this.trusted];
  }

  /**
   * Lets the role do something.
   *
   * @param permission for example `aws.Permission.cdkBootstrapRoles({ account: '111111111111', regions: ['eu-west-1'] })`
   */
  public addPermission(permission: Permission): void {
    refuse(kindProblem('permission', 'Permission', permission), this.node.path);
    permission._grantTo(this);
  }

  /**
   * Lets one change of the trust that was made behind the back of this class pass synth.
   *
   * @param id the id that the error of synth names; it stands for the resulting policy, any further change has another
   * @param reason why the change is wanted; written into the template's metadata
   */
  public acknowledgeTrustChange(id: string, reason: string): void {
    refuse([holdsToken(id) ? errors.ackUnused(id) : undefined, reasonProblem({ reason }, 'acknowledgeTrustChange')], this.node.path);
    this.acknowledged.set(id, reason);
    this.writeReasons();
  }

  private writeReasons(): void {
    const metadata = this.reasonsMetadata();
    if (metadata !== undefined) roleResource(this)?.addMetadata(METADATA_KEY, metadata);
  }

  private reasonsMetadata(): { reasons: Reasons } | undefined {
    const reasons = { ...reasonsOf(this.trusted), ...Object.fromEntries([...this.acknowledged].map(([id, reason]) => [id, [reason]])) };
    return Object.keys(reasons).length === 0 ? undefined : { reasons };
  }
}
