import { Admission, ClaimTest } from './admission';
import type { NativeTrust } from '../../aws/policy';
import { WEB_IDENTITY_ACTION } from '../../aws/trust';
import { isTable, Late, LateJson, LateTable, listOf } from '../../private/late';
import { rememberedOf } from '../../private/remembered';
import { literal, LATE, wildcards } from '../pattern';
import { takes } from '../permissions';

/** A statement of a trust policy that speaks of web identities. */
export interface Statement {
  readonly index: number;
  /** Where it stands in the policy. */
  readonly pointer: string;
  readonly effect: 'Allow' | 'Deny';
  /** Issuers without `https://`; absent where the principal is not told. */
  readonly providers: readonly string[];
  readonly everyone: boolean;
  /** The provider stands under `AWS`, where principals of AWS are meant. */
  readonly misplaced: boolean;
  readonly actions: readonly string[];
  readonly conditions: readonly Condition[];
}

/** One key of one operator. */
export interface Condition {
  readonly operator: string;
  readonly base: string;
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly (string | Late)[];
}

const MOST_ALTERNATIVES = 64;

export function admissionsOf({ policy }: NativeTrust): Admission[] {
  const statements = statementsOf(policy);
  const permitting = statements.filter(one => one.effect === 'Allow' && !one.everyone);
  const allowed = permitting.filter(one => !isCompanion(one, permitting))
    .flatMap(statement => statement.providers.map(provider => admissionOf(statement, provider)));
  const denied = statements.filter(one => one.effect === 'Deny');
  return allowed.flatMap(admission => denied.filter(one => concerns(one, admission))
    .reduce<Admission[]>((left, deny) => withoutDenied(left, deny, admission), [admission]));
}

/** What a request may bring along, session tags and the like, can be allowed by a statement of its own beside the one that lets it in. */
const BROUGHT_ALONG = /^sts:(TagSession|SetSourceIdentity|SetContext)$/i;

function isCompanion({ actions, providers }: Statement, permitting: readonly Statement[]): boolean {
  return actions.length > 0 && actions.every(action => BROUGHT_ALONG.test(action))
    && providers.every(provider => permitting.some(other => other.providers.includes(provider) && takesWebIdentity(other.actions)));
}

/** Every statement that a web identity can meet, or that was meant for one. */
export function statementsOf(policy: LateJson): readonly Statement[] {
  return isTable(policy) ? readStatements(policy) : [];
}

const readStatements = rememberedOf(({ Statement: statements }: LateTable): readonly Statement[] => {
  const isSingle = !Array.isArray(statements);
  return listOf(statements).flatMap((statement, index): Statement[] => {
    if (!isTable(statement)) return [];
    const { Effect: effect, Principal: principal, Action: action } = statement;
    if (effect !== 'Allow' && effect !== 'Deny') return [];
    const underAws = isTable(principal) ? listOf(principal.AWS).filter(one => literalOf(one).includes(':oidc-provider/')) : [];
    const named = isTable(principal) ? listOf(principal.Federated) : [];
    const misplaced = named.length === 0 && underAws.length > 0;
    const federated = misplaced ? underAws : named;
    const conditions = conditionsOf(statement.Condition);
    const actions = listOf(action).filter(one => typeof one === 'string');
    // a provider that is late may be one of SAML
    const isSaml = actions.some(one => /^sts:AssumeRoleWithSAML$/i.test(one)) && !takesWebIdentity(actions);
    const providers = [...new Set(federated.flatMap(one => providerOf(one, conditions)))].filter(provider => !(isSaml && isBlank(provider)));
    const everyone = principal === '*' || (isTable(principal) && [principal.AWS, principal.Federated].some(one => listOf(one).includes('*')))
      || statement.NotPrincipal !== undefined;
    if (providers.length === 0 && !everyone) return [];
    return [{ index, pointer: isSingle ? '/Statement' : `/Statement/${index}`, effect, providers, everyone, misplaced, actions, conditions }];
  });
});

/** Whether one of some actions lets a web identity in; where none is told, that is not known, and may be so. */
export function takesWebIdentity(actions: readonly string[]): boolean {
  return actions.length === 0 || actions.some(action => takes(action.toLowerCase(), WEB_IDENTITY_ACTION.toLowerCase()));
}

/** Host and path of an issuer. Where the principal is late or the blank of a form, the keys of the conditions name it. */
function providerOf(principal: LateJson, conditions: readonly Condition[]): string[] {
  const text = literalOf(principal).trim();
  if (text === '' || text === '*' || text.includes(':saml-provider/')) return [];
  const [, host] = /:oidc-provider\/(.+)$/.exec(text) ?? [];
  const known = host ?? (/^[\w-]+(\.[\w-]+)+(\/|$)|^https?:\/\//.test(text) ? text : undefined);
  // a host that is told counts, though what follows it is filled in later
  if (known !== undefined && !isBlank(known.replace(/^https?:\/\//, '').split('/')[0])) return [known];
  const hosts = new Set(conditions.flatMap(({ key }) => /^(?!aws:|sts:)(.+\..+):[\w-]+$/.exec(key)?.[1] ?? []).filter(one => !isBlank(one)));
  return hosts.size === 1 ? [...hosts] : [LATE];
}

function literalOf(principal: LateJson): string {
  return typeof principal === 'string' || principal instanceof Late ? literal(principal) : '';
}

/** What is filled in later, in the notation of some template language. */
export function isBlank(text: string): boolean {
  return text.includes(LATE) || /\$\{|\{\{|<[\w -]+>/.test(text);
}

function conditionsOf(condition: LateJson | undefined): Condition[] {
  if (!isTable(condition)) return [];
  return Object.entries(condition).flatMap(([operator, keys]) => {
    const [, set, base, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(operator)!;
    const kind = set === undefined ? undefined : /all/i.test(set) ? 'ForAllValues' as const : 'ForAnyValue' as const;
    if (!isTable(keys)) return [];
    return Object.entries(keys).map(([key, values]): Condition => ({ operator, base: base.toLowerCase(), set: kind, ifExists: ifExists !== undefined, key, values: listOf(values).map(textOf) }));
  });
}

function textOf(value: LateJson): string | Late {
  if (value instanceof Late) return value;
  return typeof value === 'object' ? new Late([{ late: 'object' }]) : String(value);
}

function admissionOf(statement: Statement, provider: string): Admission {
  const late = isBlank(provider.split('/')[0]);
  return {
    issuer: late ? undefined : `https://${provider}`,
    tests: statement.conditions.map(condition => testOf(condition, isBlank(provider) ? undefined : provider)),
    pointer: statement.pointer,
    place: `statement ${statement.index + 1}`,
    never: neverOf(statement),
  };
}

function neverOf({ misplaced, actions }: Statement): string | undefined {
  if (misplaced) return 'a provider stands under "Federated", not under "AWS"';
  return takesWebIdentity(actions) ? undefined : `its action is ${JSON.stringify(actions.join(', '))}, and a token comes with ${WEB_IDENTITY_ACTION}`;
}

/** A key whose issuer is filled in later: of the provider that the statement names. */
const LATE_KEY = /^(?:<|\$\{|\{\{).*[>}][^:]*:(?!:)([\w-]+|oidc\.circleci\.com\/[\w-]+)$/s;

export function isLateKey(key: string): boolean {
  return key.length <= LONGEST_KEY && LATE_KEY.test(key);
}

/** Longer than any expression that stands for an issuer. */
const LONGEST_KEY = 1000;

/** The claim that a key means to a provider; a key of anything else keeps its whole name. */
export function claimOf(key: string, provider: string | undefined): string {
  if (isLateKey(key)) return LATE_KEY.exec(key)![1].toLowerCase();
  if (provider === undefined) return /:([\w-]+|oidc\.circleci\.com\/[\w-]+)$/.exec(key)?.[1] ?? key;
  return key.toLowerCase().startsWith(`${provider.toLowerCase()}:`) ? key.slice(provider.length + 1).toLowerCase() : key;
}

const EQUALITY: Readonly<Record<string, { readonly negative?: boolean; readonly ignoreCase?: boolean }>> = {
  stringequals: {},
  stringnotequals: { negative: true },
  stringequalsignorecase: { ignoreCase: true },
  stringnotequalsignorecase: { negative: true, ignoreCase: true },
  arnequals: {},
  arnnotequals: { negative: true },
  bool: { ignoreCase: true },
  numericequals: {},
  numericnotequals: { negative: true },
};

const LIKENESS: Readonly<Record<string, { readonly negative?: boolean }>> = {
  stringlike: {}, stringnotlike: { negative: true }, arnlike: {}, arnnotlike: { negative: true },
};

function testOf(condition: Condition, provider: string | undefined): ClaimTest {
  const { base, key, operator } = condition;
  const common = { claim: claimOf(key, provider), written: key, ...vacuityOf(condition), ...variablesIn(condition.values) };
  if (base === 'null') {
    const absent = condition.values.some(value => value === 'true');
    return { ...common, written: `${operator} ${key}`, vacuous: undefined, values: ['\ue000'], negative: absent, exact: false };
  }
  const values = condition.values.map(unvaried);
  if (base in LIKENESS) return { ...common, values: values.map(value => starred(wildcards(value, { questionMark: true }))), exact: false, ...LIKENESS[base] };
  if (base in EQUALITY) return { ...common, values: values.map(value => starred(literal(value))), exact: true, ...EQUALITY[base] };
  return { ...common, values: values.map(literal), exact: true, opaque: true };
}

function vacuityOf({ set, ifExists }: Condition): Pick<ClaimTest, 'vacuous'> {
  if (set === 'ForAllValues') return { vacuous: 'for-all-values' };
  return ifExists ? { vacuous: 'if-exists' } : {};
}

/** The names of variables in some values; of a value with several, the first. */
function variablesIn(values: readonly (string | Late)[]): Pick<ClaimTest, 'variables'> {
  const names = values.flatMap(value => typeof value === 'string' && value.includes('${') ? /\$\{([\w-]{1,40}:[^},]{1,200})\}/.exec(value)?.[1] ?? [] : []);
  return names.length === 0 ? {} : { variables: names };
}

const STAR = '\ue003';
const MARK = '\ue004';

/** `${aws:…}` is known when a token comes, `${*}`, `${?}` and `${$}` are characters. */
function unvaried(value: string | Late): string | Late {
  if (typeof value === 'string' && !value.includes('${')) return value;
  const parts = (value instanceof Late ? value.parts : [value]).flatMap(part => typeof part !== 'string' ? [part] : part.split(/(\$\{[^{}]*\})/).map(piece => {
    if (piece === '${*}') return STAR;
    if (piece === '${?}') return MARK;
    if (piece === '${$}') return '$';
    return /^\$\{/.test(piece) ? { late: piece } : piece;
  }));
  return parts.every(part => typeof part === 'string') ? parts.join('') : new Late(parts);
}

function starred(pattern: string): string {
  return pattern.replaceAll(STAR, '*').replaceAll(MARK, '?');
}

function concerns(deny: Statement, { issuer }: Admission): boolean {
  return takesWebIdentity(deny.actions) && (deny.everyone || deny.providers.some(provider => `https://${provider}` === issuer));
}

/** What is denied unless `x` is admitted if `x`: the negation of one of its conditions has to hold. */
function withoutDenied(admissions: readonly Admission[], deny: Statement, { issuer }: Admission): Admission[] {
  const tests = deny.conditions.map(condition => negated(testOf(condition, issuer?.slice('https://'.length))));
  if (tests.length === 0) return admissions.map(one => ({ ...one, never: `statement ${deny.index + 1} denies it` }));
  return admissions.flatMap(one => tests.map(test => ({ ...one, tests: [...one.tests, test] }))).slice(0, MOST_ALTERNATIVES);
}

function negated(test: ClaimTest): ClaimTest {
  // a negative operator is true of a missing key, so that its negation demands the key
  return test.negative ? { ...test, negative: false, vacuous: undefined } : { ...test, negative: true };
}
