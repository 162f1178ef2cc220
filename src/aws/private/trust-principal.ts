import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as errors from './errors';
import { arnProblem, judgedArn } from './provider';
import type { Issuer } from '../../identity/issuer';
import type { Workload } from '../../identity/workload';
import { fail, Problem } from '../../private/problem';
import { holdsToken } from '../../private/tokens';
import type { IOidcProvider } from '../oidc-provider';
import { TrustStatement, WEB_IDENTITY_ACTION } from '../trust';

/** ARN of the provider that a statement names. */
type ProviderArn = (issuer: Issuer) => string;

const LONGEST_ARN_PREFIX = 'arn:aws-us-gov:iam::123456789012:oidc-provider/'.length;

/** The account's own provider of an issuer, wherever the policy is deployed. */
const ownProviderArn: ProviderArn = issuer =>
  `arn:${cdk.Aws.PARTITION}:iam::${cdk.Aws.ACCOUNT_ID}:oidc-provider/${issuer.hostAndPath}`;

/** The providers that were given, or the account's own where none were. */
export function providerArns(providers: readonly IOidcProvider[] | undefined): ProviderArn {
  if (providers === undefined) return ownProviderArn;
  const arns = new Map(providers.map(provider => [provider.issuer.url, judgedArn(provider.oidcProviderArn, provider.issuer)]));
  return issuer => arns.get(issuer.url)!;
}

/** What a caller without types may have passed. */
export function workloadProblem(workloads: unknown): Problem | undefined {
  if (!Array.isArray(workloads)) return errors.notAWorkload(workloads);
  const odd = workloads.findIndex(workload => typeof workload?._parts !== 'function');
  return odd < 0 ? undefined : errors.notAWorkload(workloads[odd]);
}

/** A workload is taken by the provider of its own issuer, and by that alone. */
export function providerProblems(workloads: readonly Workload[], providers: readonly IOidcProvider[] | undefined, audience: string): Problem[] {
  if (providers === undefined) return [];
  if (!Array.isArray(providers) || providers.length === 0) return [errors.noProviders()];
  if (providers.some(provider => provider?.issuer === undefined)) return [errors.providerWithoutIssuer()];
  const issuers = providers.map(provider => provider.issuer.url);
  return [
    ...workloads.filter(workload => !issuers.includes(workload.issuer.url)).map(workload => errors.issuerWithoutProvider(workload.issuer.url, workload.toString(), issuers)),
    ...issuers.filter(issuer => !workloads.some(workload => workload.issuer.url === issuer)).map(errors.providerWithoutWorkload),
    ...issuers.filter((issuer, i) => issuers.indexOf(issuer) !== i).map(errors.providerTwice),
    ...providers.flatMap(({ issuer, oidcProviderArn }) => arnProblem(oidcProviderArn, issuer) ?? []),
    ...providers.flatMap(({ issuer, audiences }) => mayTake(audiences, audience) ? [] : [errors.audienceNotOnProvider(audience, issuer.url, audiences!)]),
  ];
}

/** Whether a provider takes an audience, as far as both are known. */
function mayTake(audiences: readonly string[] | undefined, audience: string): boolean {
  return audiences === undefined || audiences.includes(audience) || holdsToken(audience) || holdsToken(audiences);
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
    return fail(errors.notAPolicyPrincipal());
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

  /** The declared policy as CDK writes it before it resolves a token; whoever compares has to treat a difference as a hint only. */
  public json(): unknown {
    const statements = this.statements.map(({ issuer, conditions }) => ({
      Action: WEB_IDENTITY_ACTION,
      Condition: conditions,
      Effect: 'Allow',
      Principal: { Federated: this.arnOf(issuer) },
    }));
    return { Statement: statements, Version: '2012-10-17' };
  }

  /** More characters than the declared policy can have when it is deployed. */
  public longest(): number {
    const arns = this.statements.map(({ issuer }) => LONGEST_ARN_PREFIX + issuer.hostAndPath.length);
    return JSON.stringify(this.json()).length + arns.reduce((sum, length) => sum + length, 0);
  }

  /** The trust policy that was declared, made afresh. */
  public document(): iam.PolicyDocument {
    const document = new iam.PolicyDocument();
    this.addToAssumeRolePolicy(document);
    return document;
  }
}

/** CDK keeps, extends and hands out the conditions that it is given: nothing of them may be shared with what was declared. */
function copyOf(conditions: TrustStatement['conditions']): Record<string, Record<string, string | string[]>> {
  return Object.fromEntries(Object.entries(conditions).map(([operator, keys]) =>
    [operator, Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, typeof values === 'string' ? values : [...values]]))]));
}
