import { Construct } from 'constructs';
import { Permission } from './permission';
import { projectProblem } from './private/checks';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { Member, membersOf } from './private/members';
import { ACCESS, ADDED } from './private/shapes';
import { WorkloadIdentityProvider } from './workload-identity-provider';
import { Workload } from '../identity/workload';
import { refuse } from '../private/problem';
import { Reasons, reasonsOf } from '../private/reasons';
import { marked } from '../private/type-mark';
import { acknowledgeChange, guardTrust } from '../terraform/guard';
import { writeReasons } from '../terraform/reasons';
import { shapeProblems, valueProblems } from '../terraform/shape';

const MARK = Symbol.for('cdk-federated-roles.google.DirectAccess');

/**
 * Properties of `DirectAccess`.
 */
export interface DirectAccessProps {
  /**
   * What takes the tokens.
   */
  readonly provider: WorkloadIdentityProvider;

  /**
   * Who has the roles: any one of these.
   */
  readonly workloads: Workload[];

  /**
   * Id of the project on which roles are granted, unless a permission names another one.
   *
   * @default - the project of the pool
   */
  readonly project?: string;

  /**
   * What the jobs may do.
   *
   * Roles of products that take no federated principals are refused: Cloud Run, Cloud Run functions, App Engine, Cloud Endpoints,
   * Deployment Manager, Source Repositories, Profiler, Support and Firebase. Cloud Storage takes them for buckets with uniform access only.
   *
   * @default - nothing, until `addPermission` says otherwise or the members are granted something
   */
  readonly permissions?: Permission[];
}

/**
 * Roles for exactly the declared CI jobs, on a project, a bucket or a secret, without a service account between.
 *
 * @see https://cloud.google.com/iam/docs/federated-identity-supported-services
 *
 * @example
 *
 * declare const provider: google.GitHubProvider;
 * declare const stack: cdktf.TerraformStack;
 * const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
 * new google.DirectAccess(stack, 'Assets', {
 *   provider,
 *   workloads: [app.branch('main')],
 *   permissions: [google.Permission.onBucket('my-assets', 'roles/storage.objectUser')],
 * });
 */
export class DirectAccess extends Construct {
  /**
   * Whether something is a `DirectAccess`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isDirectAccess(x: any): boolean {
    return marked(x, MARK);
  }

  /**
   * What takes the tokens.
   */
  public readonly provider: WorkloadIdentityProvider;

  private readonly trusted: readonly Workload[];
  private readonly named: readonly Member[];
  private readonly project?: string;
  private readonly reasons: Reasons;
  private isUsed = false;

  constructor(scope: Construct, id: string, props: DirectAccessProps) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    refuse(shapeProblems(props, ACCESS, STRUCTS, 'DirectAccessProps'), this.node.path);
    this.project = props.project ?? props.provider?.pool?.project;
    refuse([projectProblem(props.project), ...(props.permissions ?? []).flatMap(permission => permission._problems(this.project, true))], this.node.path);
    this.named = membersOf(this, props.provider, props.workloads);
    this.provider = props.provider;
    this.trusted = [...props.workloads];
    this.reasons = reasonsOf(props.workloads);
    for (const permission of props.permissions ?? []) this.addPermission(permission);
    this.node.addValidation({ validate: () => this.isUsed ? [] : [errors.noPermissions().text] });
  }

  /**
   * Who has the roles.
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
   * The members, to grant them roles on what no `Permission` names.
   */
  public get members(): string[] {
    this.isUsed = true;
    return this.named.map(({ member }) => member);
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
   * Lets the jobs do something, beside what the properties say.
   */
  public addPermission(permission: Permission): void {
    refuse(valueProblems({ permission }, ADDED), this.node.path);
    refuse(permission._problems(this.project, true), this.node.path);
    this.isUsed = true;
    for (const { id, member } of this.named) {
      const granted = permission._grantTo(this, `Trust${id}`, member, this.project);
      if (granted === undefined) continue;
      writeReasons(granted.resource, this.reasons);
      guardTrust(this, granted.resource, { declared: () => granted.declared, free: ['condition'], reasons: this.reasons });
    }
  }
}
