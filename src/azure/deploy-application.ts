import { ApplicationFederatedIdentityCredential } from '@cdktf/provider-azuread/lib/application-federated-identity-credential';
import { ApplicationFlexibleFederatedIdentityCredential } from '@cdktf/provider-azuread/lib/application-flexible-federated-identity-credential';
import { ApplicationRegistration } from '@cdktf/provider-azuread/lib/application-registration';
import { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import { Construct } from 'constructs';
import { AzureCloud } from './azure-cloud';
import { AzurermVersion } from './azurerm-version';
import { IDirectoryApplication } from './directory-application';
import { APPLICATION_NAME_MAX } from './limits';
import { Permission } from './permission';
import { registerCredentials, takenNames } from './private/credential-holders';
import * as errors from './private/errors';
import { audienceProblem, cloudProblem, isKnown, registerVersion, versionProblem, workloadProblem } from './private/input';
import { STRUCTS } from './private/known-properties';
import { ADDED, APPLICATION } from './private/shapes';
import { classicCredentials, Credential, flexibleCredentials, testOf } from './trust';
import { Workload } from '../identity/workload';
import { fail, Problem, refuse } from '../private/problem';
import { marked } from '../private/type-mark';
import { advise } from '../terraform/advice';
import { guardAudiences } from '../terraform/audience';
import { acknowledgeChange, guardTrust } from '../terraform/guard';
import { optionalLiteral } from '../terraform/literal';
import { writeReasons } from '../terraform/reasons';
import { shapeProblems, valueProblems } from '../terraform/shape';

const MARK = Symbol.for('cdk-federated-roles.azure.DeployApplication');

/** What describes a credential. */
const DESCRIBED = ['description', 'display_name'];

/**
 * Properties of `DeployApplication`.
 */
export interface DeployApplicationProps {
  /**
   * Who may use the application: any one of these. Each exact subject becomes one federated credential; Entra takes 20 on one application.
   *
   * Letter case counts: Entra refuses `Production` where the credential has `production`.
   *
   * @default - nobody by exact subject alone
   */
  readonly workloads?: Workload[];

  /**
   * Who may use the application as well, tested by a claims matching expression (a flexible federated credential).
   *
   * For a beginning of a subject, and for claims beside it: `job_workflow_ref`, `repository_id` and `repository_owner_id` of GitHub,
   * `project_id`, `namespace_id` and `user_id` of GitLab. Microsoft calls this a preview, and the provider goes to the beta of Graph.
   *
   * Entra wants a numeric id tested beside the subject. Where the workload does not test one itself, that of its repository or project
   * is added, so it has to be known; this narrows nothing, since the id is a fact of the repository or project that the subject names.
   * An expression has no "or": each combination of subject and values becomes one credential, which counts towards the 20.
   *
   * @default - nobody by an expression
   */
  readonly flexibleWorkloads?: Workload[];

  /**
   * Display name of the application, at most 256 characters.
   *
   * @default - an existing application is given
   */
  readonly displayName?: string;

  /**
   * An application that exists already.
   *
   * @default - a new registration with a service principal, which `displayName` names
   */
  readonly application?: IDirectoryApplication;

  /**
   * What the service principal of the application may do.
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
   * Major version of the provider `azurerm`, which assigns the roles; one for the whole stack. The provider `azuread` has no such choice.
   *
   * @default - that of the other constructs of the stack, AzurermVersion.V4 where none names one
   */
  readonly azurermVersion?: AzurermVersion;
}

/**
 * An application registration that exactly the declared CI jobs can use.
 *
 * Take `DeployIdentity` where it suffices: an application is for directory permissions, and for what only an expression can test.
 * The stack needs the provider `azuread`, and `azurerm` as well if it assigns roles.
 *
 * @example
 *
 * declare const stack: cdktf.TerraformStack;
 * const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
 * new azure.DeployApplication(stack, 'Production', {
 *   displayName: 'deploy-my-app-production',
 *   flexibleWorkloads: [app.environment('production').viaWorkflow('my-org/workflows/.github/workflows/deploy.yml@refs/tags/v1')],
 * });
 */
export class DeployApplication extends Construct {
  /**
   * Whether something is a `DeployApplication`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isDeployApplication(x: any): boolean {
    return marked(x, MARK);
  }

  /**
   * Audience that the jobs ask their tokens for.
   */
  public readonly audience: string;

  /**
   * Resource id of the application in the provider `azuread`.
   */
  public readonly applicationId: string;

  /**
   * The resource of a new application.
   */
  public readonly resource?: ApplicationRegistration;

  /**
   * The service principal of a new application.
   */
  public readonly servicePrincipal?: ServicePrincipal;

  private readonly knownClientId?: string;
  private readonly knownObjectId?: string;
  private readonly azurermVersion?: AzurermVersion;
  private readonly trusted: readonly Workload[];
  private readonly classic: readonly ApplicationFederatedIdentityCredential[];
  private readonly flexible: readonly ApplicationFlexibleFederatedIdentityCredential[];

  constructor(scope: Construct, id: string, props: DeployApplicationProps) {
    const path = `${scope.node.path}/${id}`;
    refuse(shapeProblems(props, APPLICATION, STRUCTS, 'DeployApplicationProps'), path);
    const version = props.azurermVersion === undefined ? undefined : versionProblem(scope, props.azurermVersion);
    refuse([...applicationProblems(props), cloudProblem(props.cloud), audienceProblem(props.audience), version], path);
    const audience = props.audience ?? props.cloud ?? AzureCloud.PUBLIC;
    const taken = takenNames(scope, props.application?.applicationId);
    const classic = classicCredentials(props.workloads ?? [], audience, path, taken);
    for (const credential of classic) taken.set(credential.name.toLowerCase(), testOf(credential));
    const flexible = flexibleCredentials(props.flexibleWorkloads ?? [], audience, path, taken);
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    this.audience = audience;
    this.azurermVersion = props.azurermVersion;
    this.trusted = [...props.workloads ?? [], ...props.flexibleWorkloads ?? []];
    if (props.application === undefined) {
      this.resource = new ApplicationRegistration(this, 'Resource', { displayName: optionalLiteral(props.displayName!) });
      this.servicePrincipal = new ServicePrincipal(this, 'ServicePrincipal', { clientId: this.resource.clientId });
    }
    this.applicationId = props.application?.applicationId ?? this.resource!.id;
    this.knownClientId = props.application?.clientId ?? this.resource?.clientId;
    this.knownObjectId = props.application?.servicePrincipalObjectId ?? this.servicePrincipal?.objectId;
    this.classic = classic.map(credential => this.defineClassic(credential));
    this.flexible = flexible.map(credential => this.defineFlexible(credential));
    registerCredentials(this, this.resource ?? this.applicationId, [...classic, ...flexible], props.application?.credentialCount ?? 0);
    guardAudiences(this, () => [audience]);
    advise(this, this.trusted);
    for (const permission of props.permissions ?? []) this.addPermission(permission);
  }

  /**
   * Client id, which the jobs log in with. Of an existing application it has to have been given.
   */
  public get clientId(): string {
    return this.knownClientId ?? fail(errors.idUnknown('clientId', 'application'), this.node.path);
  }

  /**
   * Object id of the service principal, to which roles are assigned. Of an existing application it has to have been given.
   */
  public get servicePrincipalObjectId(): string {
    return this.knownObjectId ?? fail(errors.idUnknown('servicePrincipalObjectId', 'application'), this.node.path);
  }

  /**
   * Who may use the application, by whichever kind of credential.
   */
  public get workloads(): Workload[] {
    return [...this.trusted];
  }

  /**
   * The federated credentials, one for each exact subject.
   */
  public get credentials(): ApplicationFederatedIdentityCredential[] {
    return [...this.classic];
  }

  /**
   * The flexible federated credentials, one for each expression.
   */
  public get flexibleCredentials(): ApplicationFlexibleFederatedIdentityCredential[] {
    return [...this.flexible];
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
   * Lets the service principal of the application do something, beside what its properties say.
   */
  public addPermission(permission: Permission): void {
    refuse(valueProblems({ permission }, ADDED), this.node.path);
    const principalId = this.servicePrincipalObjectId;
    if (this.azurermVersion !== undefined) {
      refuse(versionProblem(this, this.azurermVersion), this.node.path);
      registerVersion(this, this.azurermVersion);
    }
    permission._assignTo(this, principalId);
  }

  private defineClassic(credential: Credential): ApplicationFederatedIdentityCredential {
    const applicationId = optionalLiteral(this.applicationId);
    const resource = new ApplicationFederatedIdentityCredential(this, credential.name, {
      applicationId,
      displayName: credential.name,
      issuer: optionalLiteral(credential.issuer),
      subject: optionalLiteral(credential.subject!),
      audiences: [optionalLiteral(credential.audience)],
    });
    writeReasons(resource, credential.reasons);
    guardTrust(this, resource, {
      declared: () => ({
        application_id: applicationId,
        issuer: optionalLiteral(credential.issuer),
        subject: optionalLiteral(credential.subject),
        audiences: [optionalLiteral(credential.audience)],
      }),
      free: DESCRIBED,
      reasons: credential.reasons,
    });
    return resource;
  }

  private defineFlexible(credential: Credential): ApplicationFlexibleFederatedIdentityCredential {
    const applicationId = optionalLiteral(this.applicationId);
    const resource = new ApplicationFlexibleFederatedIdentityCredential(this, credential.name, {
      applicationId,
      displayName: credential.name,
      issuer: optionalLiteral(credential.issuer),
      claimsMatchingExpression: optionalLiteral(credential.expression!),
      audience: optionalLiteral(credential.audience),
    });
    writeReasons(resource, credential.reasons);
    guardTrust(this, resource, {
      declared: () => ({
        application_id: applicationId,
        issuer: optionalLiteral(credential.issuer),
        claims_matching_expression: optionalLiteral(credential.expression),
        audience: optionalLiteral(credential.audience),
      }),
      free: DESCRIBED,
      reasons: credential.reasons,
    });
    return resource;
  }
}

function applicationProblems(props: DeployApplicationProps): (Problem | undefined)[] {
  const { workloads = [], flexibleWorkloads = [], displayName, application } = props;
  const problems = [workloadProblem('workloads', workloads), workloadProblem('flexibleWorkloads', flexibleWorkloads)];
  const nobody = problems.every(problem => problem === undefined) && workloads.length + flexibleWorkloads.length === 0;
  return [
    ...problems,
    nobody ? errors.noWorkloads('neither \'workloads\' nor \'flexibleWorkloads\' names a workload') : undefined,
    application === undefined && displayName === undefined ? errors.neitherGiven(['displayName'], 'application') : undefined,
    application !== undefined && displayName !== undefined ? errors.bothGiven('application', 'displayName') : undefined,
    isKnown(displayName) && (displayName.length === 0 || displayName.length > APPLICATION_NAME_MAX) ? errors.applicationNameInvalid(displayName) : undefined,
  ];
}
