import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { audienceProblem, defaultAudience } from './audience';
import * as errors from './errors';
import type { Issuer } from '../../identity/issuer';
import { fail, Problem, refuse } from '../../private/problem';
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

/** All providers that this copy of the library has defined, by the root of their tree. */
const DEFINED = new WeakMap<IConstruct, IFederatedProvider[]>();
const THUMBPRINTS = new WeakMap<IFederatedProvider, readonly string[]>();

/** Remembers a provider, and checks at synth that no other stack gives the same account a second one. */
export function register(provider: IFederatedProvider, thumbprints: readonly string[] | undefined): void {
  if (thumbprints !== undefined) THUMBPRINTS.set(provider, thumbprints);
  const root = provider.node.root;
  const all = DEFINED.get(root) ?? [];
  const earlier = [...all];
  DEFINED.set(root, [...all, provider]);
  provider.node.addValidation({ validate: () => earlier.filter(isInTree).flatMap(other => inSameAccount(other, provider)) });
}

/** The provider of an issuer that this stack defines already. */
function definedInStack(scope: Construct, issuer: Issuer): IFederatedProvider | undefined {
  return DEFINED.get(scope.node.root)?.find(other => other.issuer.url === issuer.url && topOf(other) === topOf(scope) && isInTree(other));
}

/** A nested stack is deployed with its parent, into the same account. */
export function topOf(scope: IConstruct): cdk.Stack {
  let stack = cdk.Stack.of(scope);
  while (stack.nestedStackParent !== undefined) stack = stack.nestedStackParent;
  return stack;
}

function isInTree(construct: IConstruct): boolean {
  return construct.node.scope?.node.tryFindChild(construct.node.id) === construct;
}

/** The provider of this stack, made at the first call. */
export function findOrMake(scope: Construct, base: string, input: ProviderInput, isDefault: boolean, make: (stack: cdk.Stack, id: string) => IFederatedProvider): IFederatedProvider {
  const existing = definedInStack(scope, input.issuer);
  if (existing === undefined) {
    return make(topOf(scope), isDefault ? base : `${base}-${input.issuer.hostAndPath.replace(/\//g, '--')}`);
  }
  const missing = (input.audiences ?? []).filter(audience => !existing.audiences?.includes(audience));
  if (missing.length > 0) refuse(errors.audiencesDiffer(input.issuer.url, missing, existing.node.path), scope.node.path);
  const differ = input.thumbprints !== undefined && sorted(input.thumbprints) !== sorted(THUMBPRINTS.get(existing) ?? []);
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
  return existing === undefined ? undefined : errors.providerExists(issuer.url, existing.node.path);
}

function inSameAccount(other: IFederatedProvider, provider: IFederatedProvider): string[] {
  const [a, b] = [cdk.Stack.of(other).account, cdk.Stack.of(provider).account];
  const same = other.issuer.url === provider.issuer.url && !cdk.Token.isUnresolved(a) && a === b;
  return same ? [errors.providerExistsInAccount(provider.issuer.url, a, other.node.path).text] : [];
}
