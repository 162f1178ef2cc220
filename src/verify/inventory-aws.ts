import { takesWebIdentity } from './admission/aws';
import type { AwsPermissions, AwsTarget } from './model';
import { isTable, Late, LateJson, LateTable, listOf } from '../private/late';
import { issuersIn } from './readers/private/trust-policies';

/** What is told of those who get in by one statement, or by the whole of what another cloud keeps in one place. */
export interface AwsPart {
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  readonly subjects: readonly string[];
  readonly conditions: readonly string[];
  readonly grants: readonly string[];
  readonly notTested: readonly ('audience' | 'subject')[];
  readonly unknown: readonly string[];
}

/** One part for each statement that lets a token in, for what stands in one statement is tested together. */
export function awsParts({ trust: { policy }, role, issuer }: AwsTarget): AwsPart[] {
  const grants = role === undefined ? [] : [...role.managedPolicies.map(String), ...role.permissions.flatMap(permissionsText)];
  const statements = isTable(policy) ? listOf(policy.Statement) : [policy];
  const spoken = statements.filter(isTable).filter(mayTakeTokens);
  const denied = spoken.filter(isDeny).map(deniedText);
  const parts = [
    ...spoken.filter(statement => !isDeny(statement)).map(statement => statementPart(statement, grants, denied)),
    ...statements.filter(statement => statement instanceof Late).map(statement => unknownPart(statement, grants, issuer)),
  ];
  return parts.length > 0 ? parts : [{ ...NOTHING, grants, subjects: ['nobody: no statement lets a token in'] }];
}

function isDeny({ Effect: effect }: LateTable): boolean {
  return effect === 'Deny';
}

/** A statement that denies, as a condition of those that allow. */
function deniedText({ Condition: condition }: LateTable): string {
  const tests = [...testsIn(condition).map(testText), ...unknownIn(condition)];
  return `not where ${tests.length === 0 ? 'there is a token at all' : tests.join(' and ')}`;
}

function testText({ operator, key, value }: Test): string {
  return `${operator} ${key} ${written(value)}`;
}

const NOTHING: AwsPart = { issuers: [], audiences: [], subjects: [], conditions: [], grants: [], notTested: [], unknown: [] };

function unknownPart(statement: Late, grants: readonly string[], issuer: string | undefined): AwsPart {
  return { ...NOTHING, grants, issuers: issuer === undefined ? [] : [issuer], unknown: [`who gets in is unknown until deployment: it hangs on ${statement.names.join(', ')}`] };
}

function mayTakeTokens({ Action: action, NotAction: others }: LateTable): boolean {
  const actions = listOf(action);
  return others !== undefined || actions.some(one => one instanceof Late) || takesWebIdentity(actions.filter(one => typeof one === 'string'));
}

interface Test {
  readonly operator: string;
  readonly key: string;
  readonly value: LateJson;
}

function statementPart(statement: LateTable, grants: readonly string[], denied: readonly string[]): AwsPart {
  const { Condition: condition } = statement;
  const tests = testsIn(condition);
  const unknown = unknownIn(condition);
  const texts = (claim: string) => tests.filter(test => isTestOf(claim, test)).flatMap(({ value }) => listOf(value).map(written));
  const others = tests.filter(test => !isTestOf('aud', test) && !isTestOf('sub', test)).map(testText);
  const [audiences, subjects] = [texts('aud'), texts('sub')];
  const open = unknown.length === 0;
  return {
    issuers: issuersIn(statement),
    audiences,
    subjects,
    conditions: [...others, ...denied],
    grants,
    notTested: [...open && audiences.length === 0 ? ['audience'] as const : [], ...open && subjects.length === 0 ? ['subject'] as const : []],
    unknown,
  };
}

function testsIn(condition: LateJson | undefined): Test[] {
  return Object.entries(tableOf(condition)).flatMap(([operator, keys]) => Object.entries(tableOf(keys)).map(([key, value]) => ({ operator, key, value })));
}

/** What of a condition is not told as a test: nothing can be said of what it leaves out. */
function unknownIn(condition: LateJson | undefined): string[] {
  const named = (what: string, { names }: Late) => `${what} is unknown until deployment: it hangs on ${names.join(', ')}`;
  if (condition instanceof Late) return [named('the condition', condition)];
  return Object.entries(tableOf(condition)).flatMap(([operator, keys]) => keys instanceof Late ? [named(`what ${operator} tests`, keys)] : []);
}

function isTestOf(claim: string, { operator, key }: Test): boolean {
  return key.slice(key.lastIndexOf(':') + 1).toLowerCase() === claim && /^(ForAny\w+:)?String(Equals|Like)$/i.test(operator);
}

function tableOf(value: LateJson | undefined): LateTable {
  return isTable(value) ? value : {};
}

/** An inline or attached document by its name, with the actions that it allows. */
function permissionsText({ name, document }: AwsPermissions): string[] {
  if (!isTable(document)) return [document instanceof Late ? `inline ${name}: unknown until deployment` : `inline ${name}`];
  const actions = listOf(document.Statement).flatMap(statement => {
    if (statement instanceof Late) return ['more that is unknown until deployment'];
    if (!isTable(statement) || written(statement.Effect ?? '') !== 'Allow') return [];
    return statement.NotAction === undefined ? listOf(statement.Action).map(written) : [`all but ${listOf(statement.NotAction).map(written).join(' and ')}`];
  });
  return [actions.length === 0 ? `inline ${name}` : `inline ${name}: ${[...new Set(actions)].sort().join(', ')}`];
}

/** A value of a condition as a person reads it. */
export function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(', ');
  return typeof value === 'string' || value instanceof Late ? String(value) : JSON.stringify(value);
}
