import { Answer, any, not } from './answer';
import { isTable, Late, LateJson, listOf, Text } from '../../../private/late';

/** Issuers that IAM knows by itself: the principal is their bare host. */
const BUILT_IN = ['accounts.google.com', 'cognito-identity.amazonaws.com', 'graph.facebook.com', 'www.amazon.com'];

const PROVIDER_ARN = /^arn:(aws(?:-[a-z]+)*):iam::(\d{12}):oidc-provider\/(.+)$/;
const BEFORE_NAME = ':oidc-provider/';

/** The principals of a statement, as far as they can be OIDC providers. */
export interface Principals {
  /** Whether tokens of an issuer are meant, by the issuer without `https://`. */
  readonly covers: (issuer: string) => Answer;
  /** Issuers that are named and known, without `https://`. */
  readonly named: readonly string[];
  /** What is not known of them. */
  readonly late: readonly string[];
}

/** Of a statement's `Principal` or `NotPrincipal`; nothing where it has neither or both. */
export function principalsOf(statement: { readonly [name: string]: LateJson }): Principals | undefined {
  const { Principal: principal, NotPrincipal: except } = statement;
  if ((principal === undefined) === (except === undefined)) return undefined;
  if (except === undefined) return read(principal);
  const { covers, late } = read(except);
  return { covers: issuer => not(covers(issuer)), named: [], late };
}

function read(principal: LateJson): Principals {
  if (principal instanceof Late) return { covers: () => 'maybe', named: [], late: principal.names };
  if (principal === '*') return { covers: () => 'yes', named: [], late: [] };
  const { AWS: aws, Federated: federated } = isTable(principal) ? principal : {};
  const everybody = listOf(aws).map((value): Answer => value === '*' ? 'yes' : 'no'); // an ARN that is late is one of AWS, and no provider
  const providers = listOf(federated).filter((value): value is Text => typeof value === 'string' || value instanceof Late);
  return {
    covers: issuer => any(everybody, answer => answer) === 'yes' ? 'yes' : any(providers, provider => isProvider(provider, issuer)),
    get named() { return providers.map(issuerOf).filter(name => name !== undefined); },
    get late() { return providers.flatMap(provider => typeof provider === 'string' || issuerOf(provider) !== undefined ? [] : provider.names); },
  };
}

function isProvider(provider: Text, issuer: string): Answer {
  if (typeof provider === 'string') return issuerOf(provider) === issuer ? 'yes' : 'no'; // IAM takes no asterisk here
  const name = issuerOf(provider);
  if (name !== undefined) return name === issuer ? 'yes' : 'no';
  // what is known of its end has to be the end of the ARN
  const last = provider.parts[provider.parts.length - 1];
  const end = typeof last === 'string' ? last : '';
  return `:iam::000000000000${BEFORE_NAME}${issuer}`.endsWith(end) ? 'maybe' : 'no';
}

/** The issuer of a provider by its ARN, of which partition and account may be late. */
function issuerOf(provider: Text): string | undefined {
  if (typeof provider === 'string') return BUILT_IN.includes(provider) ? provider : PROVIDER_ARN.exec(provider)?.[3];
  const last = provider.parts[provider.parts.length - 1];
  const at = typeof last === 'string' ? last.indexOf(BEFORE_NAME) : -1;
  return at < 0 ? undefined : (last as string).slice(at + BEFORE_NAME.length);
}
