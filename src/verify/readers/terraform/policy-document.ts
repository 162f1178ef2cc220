import { Blocks, blocksIn, resolvedBlocks } from './blocks';
import type { Module, Resource } from './module';
import { own } from '../../../identity/private/own';
import { isTable, Late, LateJson, LateTable, listOf } from '../../../private/late';
import { policyOf } from '../private/embedded-policy';
import { isLate } from '../private/texts';
import type { Json, JsonObject } from '../private/values';

/** The policy that a `data.aws_iam_policy_document` renders; unknown where documents that it starts from are. */
export function policyDocument(module: Module, resource: Resource): LateJson | undefined {
  const { body } = resource;
  const bases = sourcesIn(module, body, 'source_policy_documents', 'source_json');
  const overrides = sourcesIn(module, body, 'override_policy_documents', 'override_json');
  if (bases === undefined || overrides === undefined) return undefined;
  const statements: LateJson[] = [...bases];
  const { known, open } = resolvedBlocks(module, body.statement);
  for (const statement of [...known.flatMap(block => statementsOf(block)), ...open, ...overrides]) {
    const sid = isTable(statement) ? statement.Sid : undefined;
    const at = sid === undefined ? -1 : statements.findIndex(one => isTable(one) && one.Sid === sid);
    if (at < 0) statements.push(statement);
    else statements[at] = statement;
  }
  const version = isAbsent(body.version) ? '2012-10-17' : module.value(body.version);
  return { Version: version, Statement: statements };
}

function isAbsent(value: Json | LateJson | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** Statements of the documents that an argument names; nothing where one of them is not known. */
function sourcesIn(module: Module, body: JsonObject, ...names: string[]): LateJson[] | undefined {
  const statements: LateJson[] = [];
  for (const name of names) {
    const value = own(body, name);
    for (const one of isAbsent(value) ? [] : listOf(module.value(value))) {
      const policy = policyOf(one);
      if (!isTable(policy)) return undefined;
      statements.push(...listOf(policy.Statement));
    }
  }
  return statements;
}

/** A block as one statement, or as two: those principals that are known, and those that only a deployment knows. */
function statementsOf(block: LateTable): LateTable[] {
  const principals = blocksIn(block.principals);
  const { open } = principals;
  if (open.length === 0 || principals.known.length === 0) return [statementOf(block, principals)];
  return [statementOf(block, { ...principals, open: [] }), statementOf({ ...block, sid: null }, { known: [], open, perhaps: [] })];
}

function statementOf(block: LateTable, principals: Blocks): LateTable {
  const texts = (key: string): LateJson | undefined => {
    const value = own(block, key);
    return isAbsent(value) ? undefined : single(variables(value!));
  };
  const members: [string, LateJson | undefined][] = [
    ['Sid', texts('sid')],
    ['Effect', texts('effect') ?? 'Allow'],
    ['Principal', principalsOf(principals)],
    ['NotPrincipal', principalsOf(blocksIn(block.not_principals))],
    ['Action', texts('actions')],
    ['NotAction', texts('not_actions')],
    ['Resource', texts('resources')],
    ['NotResource', texts('not_resources')],
    ['Condition', conditionsOf(blocksIn(block.condition))],
  ];
  return Object.fromEntries(members.filter((one): one is [string, LateJson] => one[1] !== undefined && one[1] !== ''));
}

function principalsOf({ known, open }: Blocks): LateJson | undefined {
  const unknown = open[0] ?? known.map(({ type }) => type).find(isLate);
  if (unknown !== undefined) return unknown;
  const found = known.map(block => [String(block.type), listOf(variables(block.identifiers))] as const);
  if (found.length === 0) return undefined;
  if (found.some(([type, identifiers]) => type === '*' && identifiers.includes('*'))) return '*';
  return gathered(found);
}

/** Stands for an operator where a condition may or may not be there, or where not even its operator is known. */
const UNKNOWN_OPERATOR = '<unknown until deployment>';

function conditionsOf({ known, open, perhaps }: Blocks): LateJson | undefined {
  const unknown = [...open, ...known.map(({ test }) => test).filter(isLate)];
  const certain = known.filter(({ test }) => !isLate(test)).map(({ test, variable, values }) => ({
    test: String(test), variable: String(variable), values: listOf(variables(values)),
  }));
  // values of the same operator and key are added up, so that a condition that may be there can widen one that is
  const isOrMayBe = (value: LateJson, text: string) => isLate(value) || value === text;
  const added = (test: string, variable: string) => perhaps.some(block => isOrMayBe(block.test, test) && isOrMayBe(block.variable, variable)) ? [open[0]] : [];
  const tests = [...new Set(certain.map(({ test }) => test))];
  if (tests.length === 0) return unknown[0];
  return {
    ...Object.fromEntries(tests.map(test => [test, gathered(certain.filter(one => one.test === test)
      .map(({ variable, values }) => [variable, [...values, ...added(test, variable)]] as const))])),
    ...unknown.length === 0 ? {} : { [UNKNOWN_OPERATOR]: unknown[0] },
  };
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
