import { Admission, ClaimTest, unknownTest } from './admission';
import { TRUST_POLICY_QUOTA } from '../../aws/limits';
import type { NativeTrust } from '../../aws/policy';
import { WEB_IDENTITY_ACTION } from '../../aws/trust';
import { isTable, Late, LateJson, LateTable, listOf } from '../../private/late';
import { rememberedOf } from '../../private/remembered';
import { ANY, literal, LATE, wildcards } from '../pattern';
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
  /** Those that are known; none where an unknown one may be the one that matters. */
  readonly actions: readonly string[];
  readonly conditions: readonly Condition[];
  /** What is unknown as a whole, by the name that the statement has for it: `Action`, `Condition`, or the operator whose keys are not there. */
  readonly unknown: readonly string[];
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
  // those of few conditions first: they make no alternatives
  const denied = statements.filter(one => one.effect === 'Deny').sort((a, b) => sizeOf(a) - sizeOf(b));
  return allowed.flatMap(admission => denied.filter(one => concerns(one, admission))
    .reduce<readonly Admission[]>((left, deny) => withoutDenied(left, deny, admission), [admission]));
}

function sizeOf({ conditions, unknown }: Statement): number {
  return conditions.length + unknown.length;
}

/** What a request may bring along, session tags and the like, can be allowed by a statement of its own beside the one that lets it in. */
const BROUGHT_ALONG = /^sts:(TagSession|SetSourceIdentity|SetContext)$/i;

function isCompanion({ actions, providers }: Statement, permitting: readonly Statement[]): boolean {
  return actions.length > 0 && actions.every(action => BROUGHT_ALONG.test(action))
    && providers.every(provider => permitting.some(other => other.providers.includes(provider) && takesWebIdentity(other.actions)));
}

/** Far more than IAM takes: rules that compare tests with each other would take for ever, for a policy that cannot be stored. */
const LONGEST_POLICY = 8 * TRUST_POLICY_QUOTA.raised;

/** Whether a policy is so long that it is not looked into. */
export function isOverlong(policy: LateJson): boolean {
  return isTable(policy) && lengthOf(policy) > LONGEST_POLICY;
}

const lengthOf = rememberedOf((policy: LateTable) => JSON.stringify(policy).length);

/** Every statement that a web identity can meet, or that was meant for one. */
export function statementsOf(policy: LateJson): readonly Statement[] {
  return isTable(policy) && !isOverlong(policy) ? readStatements(policy) : [];
}

const readStatements = rememberedOf(({ Statement: statements }: LateTable): readonly Statement[] => {
  const isSingle = !Array.isArray(statements);
  return listOf(statements).flatMap((statement, index): Statement[] => {
    if (!isTable(statement)) return [];
    const { Effect: effect, Principal: principal, Action: action } = statement;
    if (effect !== 'Allow' && effect !== 'Deny') return [];
    const underAws = isTable(principal) ? listOf(principal.AWS).filter(one => literalOf(one).includes(':oidc-provider/')) : [];
    const { conditions, unknown } = conditionsOf(statement.Condition);
    const known = listOf(action).filter(one => typeof one === 'string');
    const isActionUnknown = [...listOf(action), ...listOf(statement.NotAction)].some(one => one instanceof Late) && (known.length === 0 || !takesWebIdentity(known));
    const actions = isActionUnknown ? [] : known;
    // one that is unknown as a whole may be of AWS, where the action is not one for tokens
    const named = isTable(principal) ? listOf(principal.Federated) : principal instanceof Late && takesWebIdentity(actions) ? [principal] : [];
    const misplaced = named.length === 0 && underAws.length > 0;
    const federated = misplaced ? underAws : named;
    // a provider that is late may be one of SAML
    const isSaml = actions.some(one => /^sts:AssumeRoleWithSAML$/i.test(one)) && !takesWebIdentity(actions);
    const providers = [...new Set(federated.flatMap(one => providerOf(one, conditions)))].filter(provider => !(isSaml && isBlank(provider)));
    const everyone = principal === '*' || (isTable(principal) && [principal.AWS, principal.Federated].some(one => listOf(one).includes('*')))
      || statement.NotPrincipal !== undefined;
    if (providers.length === 0 && !everyone) return [];
    return [{ index, pointer: isSingle ? '/Statement' : `/Statement/${index}`, effect, providers, everyone, misplaced, actions, conditions, unknown: [...isActionUnknown ? ['Action'] : [], ...unknown] }];
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

/** The conditions, and what of them is no map that could be read: unknown until deployment, or a text where IAM takes none. */
function conditionsOf(condition: LateJson | undefined): Pick<Statement, 'conditions' | 'unknown'> {
  if (condition === undefined) return { conditions: [], unknown: [] };
  if (!isTable(condition)) return { conditions: [], unknown: ['Condition'] };
  const blocks = Object.entries(condition);
  return {
    conditions: blocks.flatMap(([operator, keys]) => isTable(keys) ? conditionsUnder(operator, keys) : []),
    unknown: blocks.flatMap(([operator, keys]) => isTable(keys) ? [] : [operator]),
  };
}

function conditionsUnder(operator: string, keys: LateTable): Condition[] {
  const [, set, base, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(operator)!;
  const kind = set === undefined ? undefined : /all/i.test(set) ? 'ForAllValues' as const : 'ForAnyValue' as const;
  return Object.entries(keys).map(([key, values]): Condition => ({
    operator, base: base.toLowerCase(), set: kind, ifExists: ifExists !== undefined, key, values: listOf(values).map(textOf),
  }));
}

function textOf(value: LateJson): string | Late {
  if (value instanceof Late) return value;
  return typeof value === 'object' ? new Late([{ late: 'object' }]) : String(value);
}

function admissionOf(statement: Statement, provider: string): Admission {
  const late = isBlank(provider.split('/')[0]);
  return {
    issuer: late ? undefined : `https://${provider}`,
    tests: [
      ...statement.conditions.map(condition => testOf(condition, isBlank(provider) ? undefined : provider)),
      ...statement.unknown.filter(name => name !== 'Action').map(unknownTest),
    ],
    pointer: statement.pointer,
    place: `statement ${statement.index + 1}`,
    never: neverOf(statement),
  };
}

function neverOf({ misplaced, actions }: Statement): string | undefined {
  if (misplaced) return 'a provider stands under "Federated", not under "AWS"';
  return takesWebIdentity(actions) ? undefined : `its action is ${JSON.stringify(actions.join(', '))}, and a token comes with ${WEB_IDENTITY_ACTION}`;
}

/** The claim of a key whose issuer is filled in later, or was meant to be; it is the one of the provider that the statement names. */
function claimOfBlank(key: string): string | undefined {
  return key.length > LONGEST_KEY || !HOLDS_BLANK.test(key) ? undefined : CLAIM.exec(key)?.[1].toLowerCase();
}

/** What is unknown, a placeholder, or a function in the place of a key. */
const HOLDS_BLANK = /^!\w+ |<[^<>]+>|\$\{|\{\{/;
const CLAIM = /:([\w-]+|oidc\.circleci\.com\/[\w-]+)$/;

/** Longer than any expression that stands for an issuer. */
const LONGEST_KEY = 1000;

export function isLateKey(key: string): boolean {
  return claimOfBlank(key) !== undefined;
}

/** A key of which not even the claim is known. */
export function isUnknownKey(key: string): boolean {
  return HOLDS_BLANK.test(key) && !isLateKey(key);
}

/** The claim that a key means to a provider; a key of anything else keeps its whole name. */
export function claimOf(key: string, provider: string | undefined): string {
  const blank = claimOfBlank(key);
  if (blank !== undefined) return blank;
  if (provider === undefined) return CLAIM.exec(key)?.[1] ?? key;
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
  if (isUnknownKey(key)) return unknownTest(`${operator} ${key}`);
  const common = { claim: claimOf(key, provider), written: key, ...vacuityOf(condition), ...variablesIn(condition.values) };
  if (base === 'null') {
    const written = `${operator} ${key}`;
    if (condition.values.some(value => typeof value !== 'string')) return { ...common, written, values: [], exact: false, opaque: true };
    const absent = condition.values.some(value => String(value).toLowerCase() === 'true');
    return { ...common, written, vacuous: undefined, values: [ANY], negative: absent, exact: false, presence: true };
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

/** A denial holds where all its conditions do: a token is admitted that fails one of them. Each condition more makes another alternative. */
function withoutDenied(admissions: readonly Admission[], deny: Statement, { issuer }: Admission): readonly Admission[] {
  const tests = [...deny.conditions.map(condition => negated(testOf(condition, issuer?.slice('https://'.length)))), ...deny.unknown.map(unknownTest)];
  if (tests.length === 0) return admissions.map(one => ({ ...one, never: `statement ${deny.index + 1} denies it` }));
  // too many to look at one by one: without this denial more is let in, never less
  if (admissions.length * tests.length > MOST_ALTERNATIVES) return admissions;
  return admissions.flatMap(one => tests.map(test => ({ ...one, tests: [...one.tests, test] })));
}

function negated(test: ClaimTest): ClaimTest {
  if (test.opaque && test.claim === '') return test;
  // a negative operator is true of a missing key, so that its negation demands the key
  return test.negative ? { ...test, negative: false, vacuous: undefined } : { ...test, negative: true };
}
