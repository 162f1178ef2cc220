import { Flaw, outcome, PASS, TargetRule } from './rule';
import type { NativeTrust as NativePolicy } from '../../aws/policy';
import { operatorOf } from '../../aws/private/evaluation/operators';
import { compilePolicy } from '../../aws/private/evaluation/policy';
import type { NativeTrust } from '../../google/evaluate';
import { CONDITION_MAX, MAPPING } from '../../google/limits';
import { childrenOf, Node, parseCel } from '../../google/private/cel';
import { re2Problem } from '../../google/private/re2';
import { isTable, LateJson } from '../../private/late';
import { isBlank, Statement, statementsOf } from '../admission/aws';
import type { Case } from '../judged';
import type { AwsTarget } from '../model';
import { LATE, shown } from '../pattern';

export const malformedExpression: TargetRule = {
  id: 'malformed-expression',
  severity: 'error',
  scope: 'target',
  title: 'an operator or expression is not one that the cloud accepts',
  why: 'IAM has a fixed set of operators. Google takes expressions of CEL, which has ==, && and ||. Entra takes comparisons with eq or matches, joined by "and". CloudFormation fills in values and no keys, so that a function or a placeholder in the key of a condition is never filled in. Anything else is refused when it is deployed, or each time a token is exchanged.',
  remedy: 'use what the cloud knows: StringEquals on AWS, == with && and || on Google, claims[\'sub\'] eq \'…\' on Azure',
  check: one => {
    switch (one.target.cloud) {
      case 'google': return one.target.kind === 'workload-identity-provider' ? outcome(ofProvider(one.target.trust)) : PASS;
      case 'azure': return outcome(ofCredential(one));
      case 'aws': return outcome([...ofKeys(one.target), ...statementsOf(one.target.trust.policy).flatMap(ofStatement), ...ofPolicy(one.target.trust)]);
      default: return PASS;
    }
  },
};

function ofProvider({ provider: { attributeCondition = '', attributeMapping }, unresolved = [] }: NativeTrust): Flaw[] {
  const mappings = Object.entries(attributeMapping).map(([name, text]) => ({ name: `attribute_mapping.${name}`, text, most: MAPPING.expression }));
  return [{ name: 'attribute_condition', text: attributeCondition, most: CONDITION_MAX }, ...mappings]
    .filter(({ name, text }) => text.trim() !== '' && !unresolved.some(open => open.startsWith(`${name} (`)))
    .flatMap(({ name, text, most }) => text.length > most ? [tooLong(name, text, most)] : ofExpression(text));
}

function tooLong(name: string, text: string, most: number): Flaw {
  return { message: `${name} is ${text.length.toLocaleString('en')} characters long, and Google takes ${most.toLocaleString('en')}`, remedy: 'shorten it, or divide it among several providers' };
}

function ofExpression(text: string): Flaw[] {
  if (/[$%]\{|<[\w -]+>/.test(text)) return []; // a blank is filled in later
  const tree = parseCel(text);
  if (tree !== undefined) return regexesIn(tree).flatMap(one => re2Problem(one) ?? []).map(message => ({ message, remedy: 'write what RE2 takes: no lookahead, no back references, and no more than 1000 repetitions' }));
  return isForeign(text) ? [{ message: `${JSON.stringify(text.trim())} is no expression of CEL`, remedy: 'write == for equality, and && and || between tests' }] : [];
}

/** The regular expressions that are written out in an expression. */
function regexesIn(node: Node): string[] {
  const [name, , [pattern] = []] = node.op === 'rcall' ? node.args as [string, Node, (Node | undefined)[]] : [''];
  const own = name === 'matches' && pattern?.op === 'value' && typeof pattern.args === 'string' ? [pattern.args] : [];
  return [...own, ...childrenOf(node).flatMap(regexesIn)];
}

/** What other languages have: a single sign of equality, words between tests, a quote or bracket that nothing closes. */
function isForeign(text: string): boolean {
  const bare = text.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/gs, '0');
  const opened = bare.split(/[([{]/).length;
  return /(^|[^=!<>])=(?!=)/.test(bare) || /\b(and|or|not|like)\b/i.test(bare) || /['"]/.test(bare) || opened !== bare.split(/[)\]}]/).length;
}

/** The set operators are known already; an operator that a template fills in is not known yet. */
function ofStatement({ conditions, pointer }: Statement): Flaw[] {
  const strange = conditions.filter(({ base, operator }) => base !== 'null' && operatorOf(base) === undefined && !isBlank(operator));
  return [...new Set(strange.map(({ operator }) => operator))].map(operator => ({ message: `IAM has no operator ${JSON.stringify(operator)}`, pointer, remedy: 'use an operator of IAM, for example StringEquals or StringLike' }));
}

/** CloudFormation fills in values and no keys: it refuses a function in the place of one, and leaves a placeholder as it stands. */
function ofKeys({ unfilledKeys = [] }: AwsTarget): Flaw[] {
  return unfilledKeys.map(key => ({
    message: `the key ${JSON.stringify(key)} holds what CloudFormation fills in nowhere but in values`,
    remedy: 'write the issuer itself in the key, or have the CDK\'s CfnJson make the map',
  }));
}

/** What IAM refuses of a policy as a whole, where it was meant for tokens; what has a rule of its own is told there. */
function ofPolicy(trust: NativePolicy): Flaw[] {
  if (isWhole(trust.policy)) return [];
  const { fixed } = compilePolicy(trust, '');
  if (fixed?.outcome !== 'reject' || isBlank(fixed.why) || /^(there is no condition operator|a trust policy takes no) /.test(fixed.why)) return [];
  return JSON.stringify(trust.policy).includes(':oidc-provider/') ? [{ message: `IAM refuses the policy: ${fixed.why}`, remedy: remedyFor(fixed.why) }] : [];
}

function remedyFor(why: string): string {
  return why.includes('object of keys') ? 'write each key out with its values: a function that gives a text stands for no key' : 'write it as IAM takes it';
}

/** Told at a glance, which is all that nearly every policy needs. */
function isWhole(policy: LateJson): boolean {
  return isTable(policy) && policy.Version === '2012-10-17' && Array.isArray(policy.Statement) && policy.Statement.length > 0 && policy.Statement.every(statement => isTable(statement)
    && (statement.Effect === 'Allow' || statement.Effect === 'Deny') && typeof statement.Action === 'string' && isTable(statement.Principal) && !('NotAction' in statement) && !('NotPrincipal' in statement)
    && (statement.Condition === undefined || (isTable(statement.Condition) && Object.values(statement.Condition).every(isTable))));
}

/** What is left over where an expression is taken apart into comparisons. */
function ofCredential({ admissions }: Case): Flaw[] {
  return admissions.flatMap(({ tests }) => tests).filter(({ opaque, claim, written }) => opaque && claim === '' && written.trim() !== '' && !written.includes(LATE))
    .map(({ written }) => ({ message: `${JSON.stringify(shown(written.trim()))} is no comparison of Entra's`, remedy: 'write claims[\'NAME\'] eq \'VALUE\' or claims[\'NAME\'] matches \'PATTERN\', with and between' }));
}
