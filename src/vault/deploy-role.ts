import { JwtAuthBackendRole } from '@cdktf/provider-vault/lib/jwt-auth-backend-role';
import { Construct } from 'constructs';
import { IJwtAuthBackend } from './jwt-auth-backend';
import { TOKEN_TTL } from './limits';
import { Permission } from './permission';
import { STRUCTS } from './private/known-properties';
import { checkedRole, registerName } from './private/role-input';
import { NO_TRUST, trustAttributes } from './private/role-resource';
import { ADDED, ROLE } from './private/shapes';
import { Workload } from '../identity/workload';
import { refuse } from '../private/problem';
import { reasonsOf } from '../private/reasons';
import { marked } from '../private/type-mark';
import { advise } from '../terraform/advice';
import { guardAudiences } from '../terraform/audience';
import { acknowledgeChange, guardTrust } from '../terraform/guard';
import { optionalLiteral, terraformLiteral } from '../terraform/literal';
import { writeReasons } from '../terraform/reasons';
import { shapeProblems, valueProblems } from '../terraform/shape';

/**
 * Kinds of tokens that Vault gives out.
 */
export enum TokenType {
  /** Stored by Vault, can be revoked. */
  SERVICE = 'service',
  /** Not stored by Vault: cheap, and valid until it expires. */
  BATCH = 'batch',
}

/**
 * Properties of `DeployRole`.
 */
export interface DeployRoleProps {
  /**
   * Auth backend that the role is on; it takes tokens of one issuer, which has to be that of the workloads.
   */
  readonly backend: IJwtAuthBackend;

  /**
   * Name of the role, by which the job asks for it: lower-case letters, digits, `_`, `-` and `.`.
   */
  readonly roleName: string;

  /**
   * Who may log in: any one of these. They may differ in one claim at most, otherwise make one role each.
   */
  readonly workloads: Workload[];

  /**
   * Audience that the jobs ask their tokens for, and that nobody but this Vault uses, for example `https://vault.example.com`.
   */
  readonly audience: string;

  /**
   * What the tokens may do.
   *
   * @default - nothing but what Vault's own policy "default" lets every token do, until `addPermission` says otherwise
   */
  readonly permissions?: Permission[];

  /**
   * Whether the tokens have Vault's own policy "default" as well, which lets a token look up, renew and revoke itself.
   *
   * @default true
   */
  readonly withDefaultPolicy?: boolean;

  /**
   * Seconds that a token lives, 60 to 43,200. It cannot be renewed beyond them, since a renewal looks at no claim again.
   *
   * @default 900
   */
  readonly tokenTtlSeconds?: number;

  /**
   * Kind of the tokens.
   *
   * @default TokenType.SERVICE
   */
  readonly tokenType?: TokenType;

  /**
   * Networks that the tokens can be asked for and used from, for example `10.0.0.0/8`.
   *
   * @default - any
   */
  readonly tokenBoundCidrs?: string[];

  /**
   * Claim that names the entity in Vault. It is no part of the trust, but a login without it fails, and each of its values counts as a client.
   *
   * @default - repository_id on GitHub, project_id on GitLab
   */
  readonly userClaim?: string;
}

const MARK = Symbol.for('cdk-federated-roles.vault.DeployRole');

/**
 * A role that exactly the declared CI jobs can log in to: a `vault_jwt_auth_backend_role`.
 *
 * Its trust names audience and subject by equality, on a backend that names the issuer. A change of the trust behind its back
 * (an override, an Aspect, the escape hatch) fails synth. Vault also takes a token for several audiences if one of them is the role's.
 *
 * @example
 *
 * declare const backend: vault.IJwtAuthBackend;
 * declare const policy: vault.Policy;
 * const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
 * new vault.DeployRole(backend, 'Production', {
 *   backend,
 *   roleName: 'my-app-production',
 *   workloads: [app.environment('production')],
 *   audience: 'https://vault.example.com',
 *   permissions: [vault.Permission.policy(policy)],
 * });
 */
export class DeployRole extends Construct {
  /**
   * Whether something is a `DeployRole` of Vault, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isDeployRole(x: any): boolean {
    return marked(x, MARK);
  }

  /**
   * Name of the role, by which the job asks for it.
   */
  public readonly roleName: string;

  /**
   * Audience that the jobs ask their tokens for.
   */
  public readonly audience: string;

  /**
   * Auth backend that the role is on.
   */
  public readonly backend: IJwtAuthBackend;

  /**
   * The resource that the construct is made of.
   */
  public readonly resource: JwtAuthBackendRole;

  private readonly trusted: readonly Workload[];
  private policyNames: string[];

  constructor(scope: Construct, id: string, props: DeployRoleProps) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    refuse(shapeProblems(props, ROLE, STRUCTS, 'DeployRoleProps'), this.node.path);
    const { trust, userClaim } = checkedRole(this, props);
    registerName(this, props);
    const ttl = props.tokenTtlSeconds ?? TOKEN_TTL.default;
    this.roleName = props.roleName;
    this.audience = props.audience;
    this.backend = props.backend;
    this.trusted = [...props.workloads];
    this.policyNames = (props.permissions ?? []).map(permission => permission._policyName);
    const namespace = optionalLiteral(props.backend.namespace);
    const cidrs = props.tokenBoundCidrs?.map(terraformLiteral);
    this.resource = new JwtAuthBackendRole(this, 'Resource', {
      backend: props.backend.path,
      namespace,
      roleName: props.roleName,
      roleType: 'jwt',
      userClaim,
      ...trust,
      tokenPolicies: props.permissions === undefined ? undefined : this.policyNames,
      tokenNoDefaultPolicy: props.withDefaultPolicy === false ? true : undefined,
      tokenTtl: ttl,
      tokenMaxTtl: ttl,
      tokenType: props.tokenType ?? TokenType.SERVICE,
      tokenBoundCidrs: cidrs,
    });
    const reasons = reasonsOf(this.trusted);
    writeReasons(this.resource, reasons);
    guardTrust(this, this.resource, {
      declared: () => ({
        backend: props.backend.path, // says whose tokens are taken
        namespace, // the same path in another namespace is another backend
        role_name: props.roleName,
        ...cidrs === undefined ? {} : { token_bound_cidrs: cidrs },
        ...trustAttributes(trust, userClaim),
      }),
      free: cidrs === undefined ? [...NO_TRUST, 'token_bound_cidrs'] : NO_TRUST, // networks beside those that were declared let others in; where none were declared, any of them narrows
      reasons,
    });
    guardAudiences(this, () => [props.audience]);
    advise(this, this.trusted);
  }

  /**
   * Who may log in.
   */
  public get workloads(): Workload[] {
    return [...this.trusted];
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
   * Lets the tokens do something, beside what the properties of the role say.
   */
  public addPermission(permission: Permission): void {
    refuse(valueProblems({ permission }, ADDED), this.node.path);
    this.policyNames = [...this.policyNames, permission._policyName];
    this.resource.tokenPolicies = this.policyNames;
  }
}
