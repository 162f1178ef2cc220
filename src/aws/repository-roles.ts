import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CdkBootstrapRoles, CdkTarget } from './cdk-bootstrap-roles';
import { DeployRole, DeployRoleOptions } from './deploy-role';
import { Permission } from './permission';
import * as errors from './private/errors';
import { planRoles } from './private/role-plan';
import { RoleNaming } from './role-naming';
import { GitHubRepository } from '../identity/github-repository';
import { fail } from '../private/problem';
import { marked } from '../private/type-mark';

/**
 * An environment of a repository that gets a role of its own.
 */
export interface RepositoryEnvironment {
  /**
   * Name of the environment in the letter case that GitHub shows.
   */
  readonly name: string;

  /**
   * Branch that the job has to run on beside naming the environment, for example `main`.
   *
   * @default - any ref that the protection rules of the environment let through
   */
  readonly branch?: string;

  /**
   * Reusable workflows that deploy to the environment, any of which is admitted, for example `my-org/workflows/.github/workflows/deploy.yml@<commit>`.
   *
   * They are named here or at the service, not at both.
   *
   * @default - those of the service; without them, any workflow of the repository
   */
  readonly workflows?: string[];

  /**
   * Accounts whose CDK bootstrap roles the role may assume: what `cdk deploy` needs, and nothing else.
   *
   * @default - none
   */
  readonly cdkTargets?: CdkTarget[];

  /**
   * What this role may do, beside what all roles may.
   *
   * @default - nothing more
   */
  readonly permissions?: Permission[];

  /**
   * Managed policies of this role, beside those of all roles.
   *
   * @default - none
   */
  readonly managedPolicies?: iam.IManagedPolicy[];
}

/**
 * A service of a monorepo, told from the others by its own environments or by its own reusable workflows.
 */
export interface RepositoryService {
  /**
   * Name of the service: letters, digits, `-`, `_` and `.`.
   */
  readonly name: string;

  /**
   * The environments that the service is deployed to.
   */
  readonly environments: RepositoryEnvironment[];

  /**
   * Reusable workflows that deploy the service, any of which is admitted, for example `my-org/workflows/.github/workflows/api.yml@<commit>`.
   *
   * They are named here or at each environment, not at both.
   *
   * @default - those of each environment; without them, any workflow of the repository
   */
  readonly workflows?: string[];
}

/**
 * Properties of `RepositoryRoles`.
 */
export interface RepositoryRolesProps extends DeployRoleOptions {
  /**
   * The repository whose jobs assume the roles.
   */
  readonly repository: GitHubRepository;

  /**
   * Environments of the repository as a whole.
   *
   * @default - none, the services name theirs
   */
  readonly environments?: RepositoryEnvironment[];

  /**
   * Services of a monorepo, each with roles of its own.
   *
   * @default - none
   */
  readonly services?: RepositoryService[];

  /**
   * How the roles are named.
   *
   * @default RoleNaming.GENERATED
   */
  readonly naming?: RoleNaming;
}

const MARK = Symbol.for('cdk-federated-roles.aws.RepositoryRoles');

/**
 * One role for each environment of a repository.
 *
 * @example
 *
 * declare const stack: cdk.Stack;
 * const roles = new aws.RepositoryRoles(stack, 'MyApp', {
 *   repository: GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' }),
 *   environments: [
 *     { name: 'staging', cdkTargets: [{ account: '111111111111', regions: ['eu-west-1'] }] },
 *     { name: 'production', cdkTargets: [{ account: '222222222222', regions: ['eu-west-1'] }] },
 *   ],
 *   naming: aws.RoleNaming.pattern('deploy-{repository}-{environment}'),
 * });
 * roles.role('production').addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
 */
export class RepositoryRoles extends Construct {
  /**
   * Whether something is a `RepositoryRoles`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isRepositoryRoles(x: any): boolean {
    return marked(x, MARK);
  }

  private readonly made: readonly DeployRole[];
  private readonly byName = new Map<string, DeployRole>();
  private readonly names: readonly string[];

  constructor(scope: Construct, id: string, props: RepositoryRolesProps) {
    const plan = planRoles(scope, id, props);
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    this.names = plan.map(({ name }) => name);
    this.made = plan.map(({ service, environment, roleProps }) => {
      const parent = service === undefined ? this : (this.node.tryFindChild(`Service-${service}`) as Construct | undefined) ?? new Construct(this, `Service-${service}`);
      const role = new DeployRole(parent, `Environment-${environment.name}`, roleProps);
      for (const target of environment.cdkTargets ?? []) CdkBootstrapRoles.of(target).grantAssume(role);
      this.byName.set(keyOf(environment.name, service), role);
      return role;
    });
  }

  /**
   * All roles, in the order of their declaration.
   */
  public get roles(): DeployRole[] {
    return [...this.made];
  }

  /**
   * The role of an environment of the repository as a whole.
   *
   * @param environment as it was declared
   */
  public role(environment: string): DeployRole {
    return this.find(environment, undefined, environment);
  }

  /**
   * The role of an environment of a service.
   *
   * @param service as it was declared
   * @param environment as it was declared
   */
  public serviceRole(service: string, environment: string): DeployRole {
    return this.find(environment, service, `${service}: ${environment}`);
  }

  private find(environment: string, service: string | undefined, shown: string): DeployRole {
    return this.byName.get(keyOf(environment, service)) ?? fail(errors.unknownRole(shown, this.names), this.node.path);
  }
}

function keyOf(environment: string, service: string | undefined): string {
  return JSON.stringify([environment, service]);
}
