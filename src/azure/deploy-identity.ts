import { FederatedIdentityCredential } from '@cdktf/provider-azurerm/lib/federated-identity-credential';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { Construct } from 'constructs';
import { AzureCloud } from './azure-cloud';
import { AzurermVersion } from './azurerm-version';
import { IDENTITY_NAME, UNSUPPORTED_REGIONS } from './limits';
import { IManagedIdentity } from './managed-identity';
import { Permission } from './permission';
import { registerCredentials, takenNames } from './private/credential-holders';
import * as errors from './private/errors';
import { audienceProblem, cloudProblem, isKnown, registerVersion, versionProblem, workloadProblem } from './private/input';
import { STRUCTS } from './private/known-properties';
import { ADDED, IDENTITY } from './private/shapes';
import { classicCredentials, Credential } from './trust';
import { Workload } from '../identity/workload';
import { fail, Problem, refuse } from '../private/problem';
import { marked } from '../private/type-mark';
import { advise } from '../terraform/advice';
import { guardAudiences } from '../terraform/audience';
import { acknowledgeChange, guardTrust } from '../terraform/guard';
import { optionalLiteral } from '../terraform/literal';
import { writeReasons } from '../terraform/reasons';
import { shapeProblems, valueProblems } from '../terraform/shape';

const MARK = Symbol.for('cdk-federated-roles.azure.DeployIdentity');

/**
 * Properties of `DeployIdentity`.
 */
export interface DeployIdentityProps {
  /**
   * Who may use the identity: any one of these. Each exact subject becomes one federated credential; Azure takes 20 on one identity.
   *
   * Letter case counts: Entra refuses `Production` where the credential has `production`.
   */
  readonly workloads: Workload[];

  /**
   * Name of the identity, 3 to 128 letters, digits, `-` or `_`.
   *
   * @default - an existing identity is given
   */
  readonly identityName?: string;

  /**
   * Resource group of the identity.
   *
   * @default - an existing identity is given
   */
  readonly resourceGroupName?: string;

  /**
   * Region of the identity, for example `westeurope`. What it may do is not bound to it.
   *
   * @default - an existing identity is given
   */
  readonly location?: string;

  /**
   * Tags of the identity.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };

  /**
   * An identity that exists already.
   *
   * @default - a new one, which `identityName`, `resourceGroupName` and `location` describe
   */
  readonly identity?: IManagedIdentity;

  /**
   * What the identity may do.
   *
   * @default - nothing, until `addPermission` says otherwise
   */
  readonly permissions?: Permission[];

  /**
   * Audience that the jobs ask their tokens for, 1 to 600 characters.
   *
   * @default - the one that Microsoft recommends for the cloud
   */
  readonly audience?: string;

  /**
   * The cloud, which decides the audience unless one is given.
   *
   * @default AzureCloud.PUBLIC
   */
  readonly cloud?: AzureCloud;

  /**
   * Major version of the provider `azurerm`; one for the whole stack.
   *
   * @default AzurermVersion.V4
   */
  readonly azurermVersion?: AzurermVersion;
}

/**
 * A user-assigned identity that exactly the declared CI jobs can use.
 *
 * Azure compares issuer, subject and audience by equality, so a workload with further claims or with a beginning of a subject is refused
 * here; `DeployApplication` takes some of them. The stack needs the provider `azurerm`.
 *
 * @example
 *
 * declare const stack: cdktf.TerraformStack;
 * const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
 * const production = new azure.DeployIdentity(stack, 'Production', {
 *   workloads: [app.environment('production')],
 *   identityName: 'deploy-my-app-production',
 *   resourceGroupName: 'deploy',
 *   location: 'westeurope',
 *   permissions: [azure.Permission.role('Contributor', { scope: '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/my-app' })],
 * });
 */
export class DeployIdentity extends Construct {
  /**
   * Whether something is a `DeployIdentity`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isDeployIdentity(x: any): boolean {
    return marked(x, MARK);
  }

  /**
   * Audience that the jobs ask their tokens for.
   */
  public readonly audience: string;

  /**
   * Resource id of the identity.
   */
  public readonly identityId: string;

  /**
   * The resource of a new identity.
   */
  public readonly resource?: UserAssignedIdentity;

  private readonly knownClientId?: string;
  private readonly knownPrincipalId?: string;
  private readonly trusted: readonly Workload[];
  private readonly made: readonly FederatedIdentityCredential[];

  constructor(scope: Construct, id: string, props: DeployIdentityProps) {
    const path = `${scope.node.path}/${id}`;
    refuse(shapeProblems(props, IDENTITY, STRUCTS, 'DeployIdentityProps'), path);
    const version = props.azurermVersion ?? AzurermVersion.V4;
    refuse([...identityProblems(props), cloudProblem(props.cloud), audienceProblem(props.audience), versionProblem(scope, version)], path);
    const audience = props.audience ?? props.cloud ?? AzureCloud.PUBLIC;
    const credentials = classicCredentials(props.workloads, audience, path, takenNames(scope, props.identity?.identityId));
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    this.audience = audience;
    this.trusted = [...props.workloads];
    this.resource = props.identity === undefined ? this.defineIdentity(props) : undefined;
    this.identityId = props.identity?.identityId ?? this.resource!.id;
    this.knownClientId = props.identity?.clientId ?? this.resource?.clientId;
    this.knownPrincipalId = props.identity?.principalId ?? this.resource?.principalId;
    registerVersion(this, version);
    const parentId = optionalLiteral(this.identityId);
    const group = optionalLiteral(props.identity?.resourceGroupName ?? this.resource!.resourceGroupName);
    this.made = credentials.map(credential => this.defineCredential(credential, parentId, group, version));
    registerCredentials(this, this.resource ?? this.identityId, credentials, props.identity?.credentialCount ?? 0);
    guardAudiences(this, () => [audience]);
    advise(this, this.trusted);
    for (const permission of props.permissions ?? []) this.addPermission(permission);
  }

  /**
   * Client id, which the jobs log in with. Of an existing identity it has to have been given.
   */
  public get clientId(): string {
    return this.knownClientId ?? fail(errors.idUnknown('clientId', 'identity'), this.node.path);
  }

  /**
   * Object id of the principal, to which roles are assigned. Of an existing identity it has to have been given.
   */
  public get principalId(): string {
    return this.knownPrincipalId ?? fail(errors.idUnknown('principalId', 'identity'), this.node.path);
  }

  /**
   * Who may use the identity.
   */
  public get workloads(): Workload[] {
    return [...this.trusted];
  }

  /**
   * The federated credentials, one for each exact subject.
   */
  public get credentials(): FederatedIdentityCredential[] {
    return [...this.made];
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
   * Lets the identity do something, beside what its properties say.
   */
  public addPermission(permission: Permission): void {
    refuse(valueProblems({ permission }, ADDED), this.node.path);
    permission._assignTo(this, this.principalId);
  }

  private defineIdentity(props: DeployIdentityProps): UserAssignedIdentity {
    const tags = Object.entries(props.tags ?? {}).map(([key, value]) => [optionalLiteral(key), optionalLiteral(value)]);
    return new UserAssignedIdentity(this, 'Resource', {
      name: optionalLiteral(props.identityName!),
      resourceGroupName: optionalLiteral(props.resourceGroupName!),
      location: optionalLiteral(props.location!),
      tags: tags.length === 0 ? undefined : Object.fromEntries(tags),
    });
  }

  private defineCredential(credential: Credential, parentId: string, group: string, version: AzurermVersion): FederatedIdentityCredential {
    const [issuer, subject] = [optionalLiteral(credential.issuer), optionalLiteral(credential.subject!)];
    const resource = new FederatedIdentityCredential(this, credential.name, {
      name: credential.name,
      parentId,
      resourceGroupName: group,
      issuer,
      subject,
      audience: [optionalLiteral(credential.audience)],
    });
    const v5 = version === AzurermVersion.V5;
    if (v5) {
      resource.addOverride('user_assigned_identity_id', parentId);
      resource.addOverride('parent_id', undefined);
      resource.addOverride('resource_group_name', undefined);
    }
    writeReasons(resource, credential.reasons);
    guardTrust(this, resource, {
      declared: () => ({
        issuer,
        subject,
        audience: [optionalLiteral(credential.audience)],
        parent_id: v5 ? undefined : parentId,
        user_assigned_identity_id: v5 ? parentId : undefined,
      }),
      free: ['name', 'resource_group_name'],
      reasons: credential.reasons,
    });
    return resource;
  }
}

function identityProblems(props: DeployIdentityProps): (Problem | undefined)[] {
  const { identityName, resourceGroupName, location, tags, workloads } = props;
  const described = { identityName, resourceGroupName, location };
  const missing = Object.entries(described).filter(([, value]) => value === undefined).map(([name]) => name);
  const surplus = Object.entries({ ...described, tags }).filter(([, value]) => value !== undefined).map(([name]) => name);
  return [
    workloadProblem('workloads', workloads) ?? (workloads.length === 0 ? errors.noWorkloads('\'workloads\' is empty') : undefined),
    ...props.identity === undefined ? missing.length > 0 ? [errors.neitherGiven(missing, 'identity')] : [] : surplus.map(name => errors.bothGiven('identity', name)),
    isKnown(identityName) && !IDENTITY_NAME.test(identityName) ? errors.identityNameInvalid(identityName) : undefined,
    isKnown(location) && UNSUPPORTED_REGIONS.includes(location.toLowerCase().replace(/ /g, '')) ? errors.regionUnsupported(location) : undefined,
  ];
}
