import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { audiencesProblem, idProblem, jwksProblem, textProblems } from './checks';
import * as errors from './errors';
import { traitsOf } from './issuer-traits';
import { holdPool } from './pool-issuer';
import type { Tenant } from './tenant';
import type { Issuer } from '../../identity/issuer';
import { Problem, refuse } from '../../private/problem';
import { terraformLiteral } from '../../terraform/literal';
import { CONDITION_MAX, MAPPING } from '../limits';
import { GoogleTrust, ProviderSettings, providerSettings, TenantClaims } from '../trust';
import type { IWorkloadIdentityPool } from '../workload-identity-pool';

export interface CoreProps {
  readonly pool: IWorkloadIdentityPool;
  readonly providerId: string;
  readonly idSuffix?: string;
  readonly issuer: Issuer;
  readonly tenants: readonly Tenant[];
  readonly tenantClaims?: TenantClaims;
  /** What names tenants, for the message. */
  readonly api: string;
  readonly allowedAudiences?: string[];
  readonly jwksJson?: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly disabled?: boolean;
}

/** The resource of a provider, whose mapping and condition grow with whoever uses it. */
export class ProviderCore {
  public readonly providerId: string;
  public readonly resource: IamWorkloadIdentityPoolProvider;
  private readonly trusts: GoogleTrust[];
  private readonly scope: Construct;
  private readonly props: CoreProps;

  constructor(scope: Construct, props: CoreProps) {
    this.scope = scope;
    this.props = props;
    this.providerId = props.idSuffix === undefined ? props.providerId : `${props.providerId}-${props.idSuffix}`;
    refuse([idProblem('provider id', this.providerId), ...textProblems(props), audiencesProblem(props.allowedAudiences), jwksProblem(props.jwksJson)], scope.node.path);
    holdPool(props.pool, props.issuer, scope.node.path);
    this.trusts = [{ principals: [], attributes: [], longSubjects: false, tenants: props.tenants }];
    const literal = (text: string | undefined) => text === undefined ? undefined : terraformLiteral(text);
    this.resource = new IamWorkloadIdentityPoolProvider(scope, 'Resource', {
      // the resource of the pool rather than its id, so that the provider is made after it
      workloadIdentityPoolId: 'resource' in props.pool ? (props.pool as { resource: { workloadIdentityPoolId: string } }).resource.workloadIdentityPoolId : props.pool.poolId,
      workloadIdentityPoolProviderId: this.providerId,
      project: props.pool.project,
      displayName: literal(props.displayName),
      description: literal(props.description),
      disabled: props.disabled,
      attributeMapping: Lazy.anyValue({ produce: () => this.terraformMapping() }) as unknown as { [key: string]: string },
      attributeCondition: Lazy.stringValue({ produce: () => terraformLiteral(this.checkedSettings().condition) }),
      oidc: { issuerUri: props.issuer.url, allowedAudiences: props.allowedAudiences, jwksJson: literal(props.jwksJson) },
    });
    scope.node.addValidation({ validate: () => this.problems().map(problem => problem.text) });
  }

  public get audience(): string {
    return this.props.allowedAudiences?.[0] ?? `https://iam.googleapis.com/${this.resource.name}`;
  }

  public learn(trust: GoogleTrust): void {
    this.trusts.push(trust);
  }

  public settings(): ProviderSettings {
    return providerSettings(traitsOf(this.props.issuer), this.trusts, this.props.tenantClaims);
  }

  private checkedSettings(): ProviderSettings {
    refuse(this.problems(), this.scope.node.path);
    return this.settings();
  }

  private terraformMapping(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.checkedSettings().mapping).map(([name, expression]) => [name, terraformLiteral(expression)]));
  }

  private problems(): Problem[] {
    const { mapping, condition } = this.settings();
    const custom = Object.entries(mapping).filter(([name]) => name.startsWith('attribute.'));
    return [
      ...condition === '' ? [errors.noTenant(this.props.issuer.url, this.props.api)] : [],
      ...condition.length > CONDITION_MAX ? [errors.conditionTooLong(condition.length)] : [],
      ...custom.length > MAPPING.attributes ? [errors.tooManyAttributes(custom.length)] : [],
      ...Object.entries(mapping).filter(([, expression]) => expression.length > MAPPING.expression).map(([name, { length }]) => errors.expressionTooLong(name, length)),
    ];
  }
}
