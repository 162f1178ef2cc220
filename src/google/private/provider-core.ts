import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { evaluateCel } from './cel';
import { audiencesProblems, extraMappingProblems, idProblem, jwksProblem, textProblems } from './checks';
import * as errors from './errors';
import { traitsOf } from './issuer-traits';
import { mappedBytesProblem } from './mapped-bytes';
import { holdPool } from './pool-issuer';
import type { Tenant } from './tenant';
import type { Issuer } from '../../identity/issuer';
import type { Workload } from '../../identity/workload';
import { Problem, refuse } from '../../private/problem';
import { isInTree } from '../../private/registry';
import { guardAudiences } from '../../terraform/audience';
import { guardTrust } from '../../terraform/guard';
import { optionalLiteral, terraformLiteral } from '../../terraform/literal';
import { CONDITION_MAX, MAPPING } from '../limits';
import { GoogleTrust, ProviderSettings, providerSettings, TenantClaims } from '../trust';
import type { IWorkloadIdentityPool } from '../workload-identity-pool';

export interface CoreProps {
  readonly pool: IWorkloadIdentityPool;
  readonly providerId?: string;
  readonly idSuffix?: string;
  readonly issuer: Issuer;
  readonly tenantClaims?: TenantClaims;
  readonly allowedAudiences?: string[];
  readonly jwksJson?: string;
  readonly extraMappings?: Readonly<Record<string, string>>;
  readonly displayName?: string;
  readonly description?: string;
  readonly disabled?: boolean;
}

/** What a user of the provider asks of it. */
interface Learnt {
  readonly user: Construct;
  readonly workloads: readonly Workload[];
  readonly trust: GoogleTrust;
}

/** What has been learnt so far comes to this. */
interface State {
  readonly users: readonly Learnt[];
  readonly settings: ProviderSettings;
  readonly problems: readonly Problem[];
}

/** The resource of a provider, whose mapping and condition grow with whoever uses it. */
export class ProviderCore {
  public readonly providerId: string;
  public readonly resource: IamWorkloadIdentityPoolProvider;
  private readonly learnt: Learnt[] = [];
  private tenants: readonly Tenant[] = [];
  /** What names tenants, for the message. */
  private tenantsNamedBy = 'tenantClaims';
  private state?: State;
  private readonly scope: Construct;
  private readonly props: CoreProps;

  constructor(scope: Construct, props: CoreProps) {
    this.scope = scope;
    this.props = props;
    this.providerId = props.idSuffix === undefined ? props.providerId! : `${props.providerId}-${props.idSuffix}`;
    refuse([idProblem('provider id', props.providerId === undefined ? undefined : this.providerId), ...textProblems(props), ...extraMappingProblems(props.extraMappings), ...audiencesProblems(props.allowedAudiences), jwksProblem(props.jwksJson)], scope.node.path);
    holdPool(scope, props.pool, props.issuer);
    const oidc = { issuerUri: terraformLiteral(props.issuer.url), allowedAudiences: props.allowedAudiences?.map(terraformLiteral), jwksJson: optionalLiteral(props.jwksJson) };
    // the resource of the pool rather than its id, so that the provider is made after it
    const poolId = 'resource' in props.pool ? (props.pool as { resource: { workloadIdentityPoolId: string } }).resource.workloadIdentityPoolId : props.pool.poolId;
    const project = optionalLiteral(props.pool.project);
    this.resource = new IamWorkloadIdentityPoolProvider(scope, 'Resource', {
      workloadIdentityPoolId: poolId,
      workloadIdentityPoolProviderId: this.providerId,
      project,
      displayName: optionalLiteral(props.displayName),
      description: optionalLiteral(props.description),
      disabled: props.disabled,
      attributeMapping: Lazy.anyValue({ produce: () => this.terraformMapping() }) as unknown as { [key: string]: string }, // a token, which the binding has no type for
      attributeCondition: Lazy.stringValue({ produce: () => terraformLiteral(this.checkedSettings().condition) }),
      oidc,
    });
    scope.node.addValidation({ validate: () => this.current().problems.map(problem => problem.text) });
    guardTrust(scope, this.resource, {
      declared: () => this.current().problems.length > 0 ? undefined : {
        workload_identity_pool_id: poolId, // the members of another pool are others
        workload_identity_pool_provider_id: this.providerId,
        project,
        attribute_mapping: this.terraformMapping(),
        attribute_condition: terraformLiteral(this.settings().condition),
        oidc: { issuer_uri: oidc.issuerUri, allowed_audiences: oidc.allowedAudiences, jwks_json: oidc.jwksJson },
      },
      free: ['description', 'disabled', 'display_name'],
    });
    guardAudiences(scope, () => props.allowedAudiences ?? []);
  }

  public get audience(): string {
    return this.props.allowedAudiences?.[0] ?? `https://iam.googleapis.com/${this.resource.name}`;
  }

  public admitTenants(tenants: readonly Tenant[], namedBy: string): void {
    this.tenants = tenants;
    this.tenantsNamedBy = namedBy;
    this.state = undefined;
  }

  public learn(user: Construct, workloads: readonly Workload[], trust: GoogleTrust): void {
    this.learnt.push({ user, workloads, trust });
  }

  public settings(): ProviderSettings {
    return this.current().settings;
  }

  private checkedSettings(): ProviderSettings {
    const { settings, problems } = this.current();
    refuse(problems, this.scope.node.path);
    return settings;
  }

  private terraformMapping(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.checkedSettings().mapping).map(([name, expression]) => [name, terraformLiteral(expression)]));
  }

  /** A user that has been removed is forgotten: its owner would be admitted for nobody. */
  private current(): State {
    const users = this.learnt.filter(({ user }) => isInTree(user));
    if (this.state?.users.length !== users.length || this.state.users.some((user, i) => user !== users[i])) {
      const own: GoogleTrust = { principals: [], attributes: [], longSubjects: false, tenants: this.tenants };
      const needed = providerSettings(traitsOf(this.props.issuer), [own, ...users.map(({ trust }) => trust)], this.props.tenantClaims);
      const extra = Object.entries(this.props.extraMappings ?? {}).map(([name, expression]): [string, string] => [`attribute.${name}`, expression]);
      const overridden = extra.filter(([name, expression]) => name in needed.mapping && needed.mapping[name] !== expression);
      const settings = { ...needed, mapping: { ...Object.fromEntries(extra), ...needed.mapping } };
      const workloads = users.flatMap(user => user.workloads);
      const problems = [
        ...overridden.map(([name, expression]) => errors.mappingTaken(name, expression, needed.mapping[name])),
        ...extra.flatMap(([name, expression]) => lockedOut(name, expression, workloads)),
        ...this.problemsOf(settings, workloads),
      ];
      this.state = { users, settings, problems };
    }
    return this.state;
  }

  private problemsOf(settings: ProviderSettings, workloads: readonly Workload[]): Problem[] {
    const { mapping, condition } = settings;
    const tooLong = mappedBytesProblem(settings, workloads);
    const custom = Object.entries(mapping).filter(([name]) => name.startsWith('attribute.'));
    return [
      ...condition === '' ? [errors.noTenant(this.props.issuer.url, this.tenantsNamedBy)] : [],
      ...condition.length > CONDITION_MAX ? [errors.conditionTooLong(condition.length)] : [],
      ...custom.length > MAPPING.attributes ? [errors.tooManyAttributes(custom.length)] : [],
      ...Object.entries(mapping).filter(([, expression]) => expression.length > MAPPING.expression).map(([name, { length }]) => errors.expressionTooLong(name, length)),
      ...tooLong === undefined ? [] : [tooLong],
    ];
  }
}

/** A job whose token lacks what a mapping reads, or for which it is no text, gets no access at all. */
function lockedOut(name: string, expression: string, workloads: readonly Workload[]): Problem[] {
  const lost = workloads.find(workload => {
    const result = evaluateCel(expression, { assertion: workload.sampleClaims('') });
    return result.kind !== 'value' || typeof result.value !== 'string';
  });
  return lost === undefined ? [] : [errors.mappingLocksOut(name, expression, lost.toString())];
}
