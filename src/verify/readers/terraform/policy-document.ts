import type { Module, Resource } from './module';
import { own } from '../../../identity/private/own';
import { isTable, Late, LateJson } from '../../../private/late';
import { policyOf } from '../private/embedded-policy';
import { isLate } from '../private/texts';
import { isObject, Json, JsonObject } from '../private/values';

/** The policy that a `data.aws_iam_policy_document` renders; late where documents that it starts from are. */
export function policyDocument(module: Module, resource: Resource): LateJson | undefined {
  const { body } = resource;
  const bases = sourcesIn(module, body, 'source_policy_documents', 'source_json');
  const overrides = sourcesIn(module, body, 'override_policy_documents', 'override_json');
  if (bases === undefined || overrides === undefined) return undefined;
  const statements: LateJson[] = [...bases];
  for (const statement of [...blocks(body.statement).map(block => statementOf(module, block)), ...overrides]) {
    const sid = isTable(statement) ? statement.Sid : undefined;
    const at = sid === undefined ? -1 : statements.findIndex(one => isTable(one) && one.Sid === sid);
    if (at < 0) statements.push(statement);
    else statements[at] = statement;
  }
  const version = body.version === undefined || body.version === null ? '2012-10-17' : module.value(body.version);
  return { Version: version, Statement: statements };
}

/** Statements of the documents that an argument names; nothing where one of them is not known. */
function sourcesIn(module: Module, body: JsonObject, ...names: string[]): LateJson[] | undefined {
  const statements: LateJson[] = [];
  for (const name of names) {
    const value = own(body, name);
    for (const one of value === undefined || value === null ? [] : [value].flat() as Json[]) {
      const policy = policyOf(module.value(one));
      if (!isTable(policy)) return undefined;
      statements.push(...[policy.Statement ?? []].flat() as LateJson[]);
    }
  }
  return statements;
}

function statementOf(module: Module, block: JsonObject): LateJson {
  const texts = (key: string): LateJson | undefined => {
    const value = own(block, key);
    return value === undefined || value === null || (Array.isArray(value) && value.length === 0) ? undefined : single(variables(module.value(value)));
  };
  const members: [string, LateJson | undefined][] = [
    ['Sid', texts('sid')],
    ['Effect', texts('effect') ?? 'Allow'],
    ['Principal', principalsOf(module, block.principals)],
    ['NotPrincipal', principalsOf(module, block.not_principals)],
    ['Action', texts('actions')],
    ['NotAction', texts('not_actions')],
    ['Resource', texts('resources')],
    ['NotResource', texts('not_resources')],
    ['Condition', conditionsOf(module, block.condition)],
  ];
  return Object.fromEntries(members.filter((one): one is [string, LateJson] => one[1] !== undefined && one[1] !== ''));
}

function principalsOf(module: Module, value: Json | undefined): LateJson | undefined {
  const found = blocks(value).map(block => [String(module.value(block.type)), [variables(module.value(block.identifiers))].flat() as LateJson[]] as const);
  if (found.length === 0) return undefined;
  if (found.some(([type, identifiers]) => type === '*' && identifiers.includes('*'))) return '*';
  return gathered(found);
}

function conditionsOf(module: Module, value: Json | undefined): LateJson | undefined {
  const found = blocks(value).map(block => ({
    test: String(module.value(block.test)), variable: String(module.value(block.variable)), values: [variables(module.value(block.values))].flat() as LateJson[],
  }));
  const tests = [...new Set(found.map(({ test }) => test))];
  if (tests.length === 0) return undefined;
  return Object.fromEntries(tests.map(test => [test, gathered(found.filter(one => one.test === test).map(({ variable, values }) => [variable, values] as const))]));
}

/** Values of the same key together: the data source adds them up. */
function gathered(pairs: readonly (readonly [string, readonly LateJson[]])[]): LateJson {
  const keys = [...new Set(pairs.map(([key]) => key))];
  return Object.fromEntries(keys.map(key => [key, single(pairs.filter(([other]) => other === key).flatMap(([, values]) => values))]));
}

function single(value: LateJson): LateJson {
  return Array.isArray(value) && value.length === 1 ? (value as readonly LateJson[])[0] : value;
}

/** `&{…}` is how this data source writes a policy variable. */
function variables(value: LateJson): LateJson {
  const text = (one: string) => one.replace(/&\{/g, '${');
  if (typeof value === 'string') return text(value);
  if (isLate(value)) return new Late(value.parts.map(part => typeof part === 'string' ? text(part) : part));
  return Array.isArray(value) ? (value as readonly LateJson[]).map(variables) : value;
}

/** Blocks of a body: Terraform's JSON writes one as an object, several as a list. */
export function blocks(value: Json | undefined): JsonObject[] {
  return (value === undefined ? [] : [value].flat() as Json[]).filter(isObject);
}
