import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as errors from './errors';
import type { Issuer } from '../../identity/issuer';
import type { Workload } from '../../identity/workload';
import { Problem, refuse } from '../../private/problem';
import type { IFederatedProvider } from '../federated-provider';
import { TrustStatement, WEB_IDENTITY_ACTION } from '../trust';

/** ARN of the provider that a statement names. */
export type ProviderArn = (issuer: Issuer) => string;

/** The account's own provider of an issuer, wherever the policy is deployed. */
export const ownProviderArn: ProviderArn = issuer =>
  `arn:${cdk.Aws.PARTITION}:iam::${cdk.Aws.ACCOUNT_ID}:oidc-provider/${issuer.hostAndPath}`;

/** The providers that were given, or the account's own where none were. */
export function providerArns(providers: readonly IFederatedProvider[] | undefined): ProviderArn {
  if (providers === undefined) return ownProviderArn;
  return issuer => providers.find(provider => provider.issuer.url === issuer.url)!.oidcProviderArn;
}

/** What a caller without types may have passed. */
export function workloadProblem(workloads: unknown): Problem | undefined {
  if (!Array.isArray(workloads)) return errors.notAWorkload(workloads);
  const odd = workloads.findIndex(workload => typeof workload?._parts !== 'function');
  return odd < 0 ? undefined : errors.notAWorkload(workloads[odd]);
}

/** A workload is taken by the provider of its own issuer, and by that alone. */
export function providerProblems(workloads: readonly Workload[], providers: readonly IFederatedProvider[] | undefined, audience: string): Problem[] {
  if (providers === undefined) return [];
  if (providers.some(provider => provider?.issuer === undefined)) return [errors.providerWithoutIssuer()];
  const issuers = providers.map(provider => provider.issuer.url);
  return [
    ...workloads.filter(workload => !issuers.includes(workload.issuer.url)).map(workload => errors.issuerWithoutProvider(workload.issuer.url, workload.toString(), issuers)),
    ...issuers.filter(issuer => !workloads.some(workload => workload.issuer.url === issuer)).map(errors.providerWithoutWorkload),
    ...issuers.filter((issuer, i) => issuers.indexOf(issuer) !== i).map(errors.providerTwice),
    ...providers.flatMap(({ issuer, audiences }) => audiences === undefined || audiences.includes(audience) || cdk.Token.isUnresolved(audiences) || cdk.Token.isUnresolved(audience)
      ? []
      : [errors.audienceNotOnProvider(audience, issuer.url, audiences)]),
  ];
}

/** The compiled trust as something that CDK puts into a trust policy, and only there. */
export class TrustPrincipal implements iam.IAssumeRolePrincipal {
  public readonly assumeRoleAction = WEB_IDENTITY_ACTION;
  private readonly statements: readonly TrustStatement[];
  private readonly arnOf: ProviderArn;

  constructor(statements: readonly TrustStatement[], arnOf: ProviderArn) {
    this.statements = statements;
    this.arnOf = arnOf;
  }

  public get grantPrincipal(): iam.IPrincipal {
    return this;
  }

  public get policyFragment(): iam.PrincipalPolicyFragment {
    refuse(errors.notAPolicyPrincipal());
    throw new Error('unreachable');
  }

  public addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    for (const { issuer, conditions } of this.statements) {
      document.addStatements(new iam.PolicyStatement({
        actions: [WEB_IDENTITY_ACTION],
        principals: [new iam.FederatedPrincipal(this.arnOf(issuer), copyOf(conditions), WEB_IDENTITY_ACTION)],
      }));
    }
  }


  public addToPrincipalPolicy(_statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    return { statementAdded: false };
  }

  /** The trust policy that was declared, made afresh. */
  public document(): iam.PolicyDocument {
    const document = new iam.PolicyDocument();
    this.addToAssumeRolePolicy(document);
    return document;
  }
}

/** CDK keeps and extends the conditions that it is given. */
function copyOf(conditions: TrustStatement['conditions']): Record<string, Record<string, string | string[]>> {
  return Object.fromEntries(Object.entries(conditions).map(([operator, test]) => [operator, { ...test }]));
}
