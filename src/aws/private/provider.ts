import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { audienceProblem, defaultAudience, judgedAudience } from './audience';
import { ACCOUNT, formProblem, judged } from './cdk-target';
import * as errors from './errors';
import { isWholeToken, strayTokenProblem, withSigns } from './partly-known';
import { ANY_TEXT, isOneText, judgedAtSynth, textWithSigns } from './resolved-text';
import { checkInApp, inSameAccount, topOf } from './stack-of';
import { Issuer } from '../../identity/issuer';
import { fail, Problem, refuse } from '../../private/problem';
import { allEntries, Conflict, entriesOf, Entry, register } from '../../private/registry';
import { holdsToken, isToken } from '../../private/tokens';

import { PROVIDER } from '../limits';
import type { IOidcProvider } from '../oidc-provider';

interface ProviderInput {
  readonly issuer: Issuer;
  readonly audiences?: string[];
  readonly thumbprints?: string[];
}

/** On every provider of this library, defined or existing. */
export const PROVIDER_MARK = Symbol.for('cdk-federated-roles.aws.OidcProvider');

/** The audiences that a provider takes, as they were declared. */
export function audiencesOf(scope: Construct, { audiences }: ProviderInput): string[] {
  return audiences === undefined ? [defaultAudience(scope)] : [...audiences];
}

/** What the three provider classes hand to `iam.OidcProviderNative`, after everything has been checked. */
export function nativeProps(scope: Construct, id: string, input: ProviderInput): iam.OidcProviderNativeProps {
  const { issuer: { url }, thumbprints } = input;
  const audiences = audiencesOf(scope, input);
  const problems = [urlProblem(url), ...audienceListProblems(audiences), thumbprintProblem(thumbprints), existsProblem(scope, input.issuer)];
  refuse(problems, `${scope.node.path}/${id}`);
  return { url, clientIds: audiences.map(judgedAudience), thumbprints };
}

/** Providers that the app defines, by their issuer. */
const DEFINED = 'aws.provider';

interface DefinedProvider {
  readonly thumbprints?: readonly string[];
}

/** Registers a provider, and checks at synth that no other stack gives the same account a second one. */
export function registerProvider(provider: IOidcProvider, thumbprints: readonly string[] | undefined): void {
  Object.defineProperty(provider, PROVIDER_MARK, { value: true });
  register(DEFINED, provider.issuer.url, provider, { thumbprints });
  checkInApp(DEFINED, provider, () => [...allEntries<DefinedProvider, IOidcProvider>(DEFINED, provider).values()].flatMap(entries => sameProviders(entries.map(({ construct }) => construct))));
}

/** The provider of an issuer that this stack defines already. */
function definedInStack(scope: Construct, issuer: Issuer): Entry<DefinedProvider, IOidcProvider> | undefined {
  return entriesOf<DefinedProvider, IOidcProvider>(DEFINED, issuer.url, scope).find(({ construct }) => topOf(construct) === topOf(scope));
}

/** The account of a provider, as far as it is known: that of its ARN, or of the stack that defines it. */
export function accountOf(provider: IOidcProvider | undefined): string | undefined {
  if (provider?.issuer === undefined) return undefined;
  const inArn = /:iam::(\d{12}):oidc-provider\//.exec(provider.oidcProviderArn)?.[1];
  if (inArn !== undefined || provider.node === undefined) return inArn;
  const isDefined = entriesOf(DEFINED, provider.issuer.url, provider).some(({ construct }) => construct === provider);
  const { account } = topOf(provider);
  return isDefined && !cdk.Token.isUnresolved(account) ? account : undefined;
}

/**
 * The provider of this stack, made at the first call.
 *
 * @param base its id, with the issuer behind it unless that is the usual one
 */
export function findOrMake(scope: Construct, base: string, input: ProviderInput, usual: Issuer | undefined, make: (stack: cdk.Stack, id: string) => IOidcProvider): IOidcProvider {
  const defined = definedInStack(scope, input.issuer);
  if (defined === undefined) {
    return make(topOf(scope), input.issuer.url === usual?.url ? base : `${base}-${input.issuer.hostAndPath.replace(/\//g, '--')}`);
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
export function imported(scope: Construct, id: string, arn: string, issuer: Issuer): IOidcProvider {
  refuse(arnProblem(arn, issuer), `${scope.node.path}/${id}`);
  const provider = iam.OidcProviderNative.fromOidcProviderArn(scope, id, arn);
  if (isWholeToken(arn)) {
    const problem = () => writtenArnProblem(cdk.Stack.of(provider).resolve(arn), provider, issuer);
    provider.node.addValidation({ validate: () => [problem()].flatMap(found => found?.text ?? []) });
  }
  Object.defineProperty(provider, PROVIDER_MARK, { value: true });
  return Object.defineProperty(provider, 'issuer', { value: issuer, enumerable: true }) as IOidcProvider;
}

/** ARN of the provider of an issuer in an account, the stack's own unless another is named. */
export function providerArn(scope: Construct, id: string, issuer: Issuer, account?: string): string {
  if (account !== undefined) refuse(formProblem('account', account, ACCOUNT), `${scope.node.path}/${id}`);
  return cdk.Stack.of(scope).formatArn({
    service: 'iam',
    region: '',
    account: account === undefined ? undefined : judged(account, ACCOUNT),
    resource: 'oidc-provider',
    resourceName: issuer.hostAndPath,
  });
}

/** A whole ARN may be a reference, and each of partition and account; the issuer stands in it to the letter. */
const ARN = /^arn:([a-z-]+|\0):iam::(\d{12}|\0):oidc-provider\/(.+)$/;

export function arnProblem(arn: unknown, issuer: Issuer): Problem | undefined {
  const stray = strayTokenProblem('oidcProviderArn', arn);
  if (stray !== undefined) return stray;
  if (isWholeToken(arn)) return referenceProblem(arn as string, issuer);
  const parts = typeof arn === 'string' ? ARN.exec(withSigns(arn, '\0')) : null;
  if (parts === null) return errors.arnInvalid(arn);
  return parts[3] === issuer.hostAndPath ? undefined : errors.arnOfOtherIssuer(String(arn), issuer.url);
}

/** What is wrong with the reference to a provider that the app itself defines, in whichever stack. */
function referenceProblem(arn: string, issuer: Issuer): Problem | undefined {
  const reference = cdk.Tokenization.reverseString(arn).firstToken;
  const target: unknown = cdk.Reference.isReference(reference) ? reference.target : undefined;
  if (!cdk.CfnResource.isCfnResource(target) || target.cfnResourceType !== iam.CfnOIDCProvider.CFN_RESOURCE_TYPE_NAME) return undefined;
  const { url } = target as iam.CfnOIDCProvider;
  const mayFit = url === undefined || holdsToken(url) || url.replace(/^https:\/\//, '') === issuer.hostAndPath;
  return mayFit ? undefined : errors.arnOfOtherIssuer(target.node.path, issuer.url);
}

/** The issuer that an ARN names to the letter. */
export function issuerIn(arn: unknown, path: string): Issuer {
  const parts = typeof arn === 'string' ? ARN.exec(withSigns(arn, '\0')) : null;
  if (parts === null || parts[3].includes('\0')) return fail(isWholeToken(arn) ? errors.issuerNeeded() : errors.arnInvalid(arn), path);
  return Issuer.of(`https://${parts[3]}`);
}

/** The ARN as it is written: what a whole reference comes to is judged at synth. */
export function judgedArn(arn: string, issuer: Issuer): string {
  return isWholeToken(arn) ? judgedAtSynth(arn, (written, scope) => writtenArnProblem(written, scope, issuer)) : arn;
}

/** What is wrong with what a whole reference comes to, as far as it is known at synth. */
function writtenArnProblem(written: unknown, scope: IConstruct, issuer: Issuer): Problem | undefined {
  const text = textWithSigns(written, '\0');
  if (text === '\0' && isOneText(written, cdk.Stack.of(scope), ANY_TEXT)) return undefined;
  return arnProblem(text, issuer) && errors.arnWritten(written, issuer.url);
}

function urlProblem(url: string): Problem | undefined {
  if (url.length > PROVIDER.url) return errors.providerUrlInvalid(url, `has ${url.length} characters, at most ${PROVIDER.url} are allowed`);
  return /^https:\/\/[^/]+:\d/.test(url) ? errors.providerUrlInvalid(url, 'names a port') : undefined;
}

function audienceListProblems(audiences: readonly string[]): Problem[] {
  if (isToken(audiences)) return [errors.listUnresolved('audiences')];
  const countOk = audiences.length >= 1 && audiences.length <= PROVIDER.audiences && new Set(audiences).size === audiences.length;
  return [...countOk ? [] : [errors.audiencesInvalid(audiences.length)], ...audiences.flatMap(audience => audienceProblem(audience) ?? [])];
}

function thumbprintProblem(thumbprints: readonly string[] | undefined): Problem | undefined {
  if (thumbprints === undefined) return undefined;
  if (isToken(thumbprints)) return errors.listUnresolved('thumbprints');
  const ok = thumbprints.length >= 1 && thumbprints.length <= PROVIDER.thumbprints && thumbprints.every(sum => PROVIDER.thumbprint.test(sum));
  return ok ? undefined : errors.thumbprintsInvalid(thumbprints);
}

function existsProblem(scope: Construct, issuer: Issuer): Problem | undefined {
  const existing = definedInStack(scope, issuer);
  return existing === undefined ? undefined : errors.providerExists(issuer.url, existing.construct.node.path);
}

function sameProviders(providers: readonly IOidcProvider[]): Conflict[] {
  return providers.flatMap((provider, i) => providers.slice(0, i)
    .filter(other => topOf(other) !== topOf(provider) && inSameAccount(other, provider))
    .map(other => ({
      text: errors.providerExistsInAccount(provider.issuer.url, cdk.Stack.of(provider).account, other.node.path).text,
      constructs: [other, provider],
    })));
}
