import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { audienceProblem, defaultAudience } from './audience';
import * as errors from './errors';
import { checkInApp, inSameAccount, topOf } from './stack-of';
import type { Issuer } from '../../identity/issuer';
import { fail, Problem, refuse } from '../../private/problem';
import { allEntries, Conflict, entriesOf, Entry, register } from '../../private/registry';
import type { IFederatedProvider } from '../federated-provider';
import { PROVIDER } from '../limits';

interface ProviderInput {
  readonly issuer: Issuer;
  readonly audiences?: string[];
  readonly thumbprints?: string[];
}

/** What the three provider classes hand to `iam.OidcProviderNative`, after everything has been checked. */
export function providerProps(scope: Construct, id: string, input: ProviderInput): iam.OidcProviderNativeProps & { clientIds: string[] } {
  const path = `${scope.node.path}/${id}`;
  const clientIds = input.audiences ?? [defaultAudience(scope)];
  refuse([urlProblem(input.issuer.url), ...audienceListProblems(clientIds), thumbprintProblem(input.thumbprints), existsProblem(scope, input.issuer)], path);
  return { url: input.issuer.url, clientIds, thumbprints: input.thumbprints };
}

/** Providers that the app defines, by their issuer. */
const DEFINED = 'aws.provider';

interface DefinedProvider {
  readonly thumbprints?: readonly string[];
}

/** Registers a provider, and checks at synth that no other stack gives the same account a second one. */
export function registerProvider(provider: IFederatedProvider, thumbprints: readonly string[] | undefined): void {
  register(DEFINED, provider.issuer.url, provider, { thumbprints });
  checkInApp(DEFINED, provider, () => [...allEntries<DefinedProvider, IFederatedProvider>(DEFINED, provider).values()].flatMap(entries => sameProviders(entries.map(({ construct }) => construct))));
}

/** The provider of an issuer that this stack defines already. */
function definedInStack(scope: Construct, issuer: Issuer): Entry<DefinedProvider, IFederatedProvider> | undefined {
  return entriesOf<DefinedProvider, IFederatedProvider>(DEFINED, issuer.url, scope).find(({ construct }) => topOf(construct) === topOf(scope));
}

/** The account of a provider, as far as it is known: that of its ARN, or of the stack that defines it. */
export function accountOf(provider: IFederatedProvider | undefined): string | undefined {
  if (provider?.issuer === undefined) return undefined;
  const inArn = /:iam::(\d{12}):oidc-provider\//.exec(provider.oidcProviderArn)?.[1];
  if (inArn !== undefined || provider.node === undefined) return inArn;
  const isDefined = entriesOf(DEFINED, provider.issuer.url, provider).some(({ construct }) => construct === provider);
  const { account } = topOf(provider);
  return isDefined && !cdk.Token.isUnresolved(account) ? account : undefined;
}

/** The provider of this stack, made at the first call. */
export function findOrMake(scope: Construct, base: string, input: ProviderInput, isDefault: boolean, make: (stack: cdk.Stack, id: string) => IFederatedProvider): IFederatedProvider {
  const defined = definedInStack(scope, input.issuer);
  if (defined === undefined) {
    return make(topOf(scope), isDefault ? base : `${base}-${input.issuer.hostAndPath.replace(/\//g, '--')}`);
  }
  const { construct: existing, data: { thumbprints } } = defined;
  const missing = (input.audiences ?? []).filter(audience => !existing.audiences?.includes(audience));
  if (missing.length > 0) refuse(errors.audiencesDiffer(input.issuer.url, missing, existing.node.path), scope.node.path);
  const differ = input.thumbprints !== undefined && sorted(input.thumbprints) !== sorted(thumbprints ?? []);
  if (differ) refuse(errors.thumbprintsDiffer(input.issuer.url, existing.node.path), scope.node.path);
  return existing;
}

function sorted(thumbprints: readonly string[]): string {
  return thumbprints.map(sum => sum.toLowerCase()).sort().join();
}

/** An existing provider: whatever the installed framework makes of an imported one, and the literal issuer. */
export function imported(scope: Construct, id: string, arn: string, issuer: Issuer): IFederatedProvider {
  if (!cdk.Token.isUnresolved(arn)) {
    const parts = /^arn:[a-z-]+:iam::\d{12}:oidc-provider\/(.+)$/.exec(arn);
    if (!parts) return fail(errors.arnInvalid(arn), `${scope.node.path}/${id}`);
    if (parts[1] !== issuer.hostAndPath) refuse(errors.arnOfOtherIssuer(arn, issuer.url), `${scope.node.path}/${id}`);
  }
  const provider = iam.OidcProviderNative.fromOidcProviderArn(scope, id, arn);
  return Object.defineProperty(provider, 'issuer', { value: issuer, enumerable: true }) as IFederatedProvider;
}

/** ARN of the provider of an issuer in an account, the stack's own unless another is named. */
export function providerArn(scope: Construct, issuer: Issuer, account?: string): string {
  if (account !== undefined && !cdk.Token.isUnresolved(account) && !/^\d{12}$/.test(account)) refuse(errors.accountInvalid(account), scope.node.path);
  return cdk.Stack.of(scope).formatArn({ service: 'iam', region: '', account, resource: 'oidc-provider', resourceName: issuer.hostAndPath });
}

function urlProblem(url: string): Problem | undefined {
  if (url.length > PROVIDER.url) return errors.providerUrlInvalid(url, `has ${url.length} characters, at most ${PROVIDER.url} are allowed`);
  return /^https:\/\/[^/]+:\d/.test(url) ? errors.providerUrlInvalid(url, 'names a port') : undefined;
}

function audienceListProblems(audiences: readonly string[]): Problem[] {
  if (cdk.Token.isUnresolved(audiences)) return [];
  const countOk = audiences.length >= 1 && audiences.length <= PROVIDER.audiences && new Set(audiences).size === audiences.length;
  return [...countOk ? [] : [errors.audiencesInvalid(audiences.length)], ...audiences.flatMap(audience => audienceProblem(audience) ?? [])];
}

function thumbprintProblem(thumbprints: readonly string[] | undefined): Problem | undefined {
  if (thumbprints === undefined || cdk.Token.isUnresolved(thumbprints)) return undefined;
  const ok = thumbprints.length >= 1 && thumbprints.length <= PROVIDER.thumbprints && thumbprints.every(sum => PROVIDER.thumbprint.test(sum));
  return ok ? undefined : errors.thumbprintsInvalid(thumbprints);
}

function existsProblem(scope: Construct, issuer: Issuer): Problem | undefined {
  const existing = definedInStack(scope, issuer);
  return existing === undefined ? undefined : errors.providerExists(issuer.url, existing.construct.node.path);
}

function sameProviders(providers: readonly IFederatedProvider[]): Conflict[] {
  return providers.flatMap((provider, i) => providers.slice(0, i)
    .filter(other => topOf(other) !== topOf(provider) && inSameAccount(other, provider))
    .map(other => ({
      text: errors.providerExistsInAccount(provider.issuer.url, cdk.Stack.of(provider).account, other.node.path).text,
      constructs: [other, provider],
    })));
}
