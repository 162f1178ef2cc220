import { isLate } from './texts';
import { isTable, Late, LateJson, listOf } from '../../../private/late';
import { Condition, isOverlong, isUnknownKey, Statement, statementsOf, takesWebIdentity } from '../../admission/aws';
import { judge, Judged } from '../../judged';
import type { AwsTarget } from '../../model';
import { LATE } from '../../pattern';

/** Why a trust cannot be judged whole, in one sentence; nothing where it can. */
export function unresolvedInPolicy(target: AwsTarget): string[] {
  if (isOverlong(target.trust.policy)) return ['its trust policy is far longer than IAM takes, and is not looked into'];
  return sentence(unknownParts(target));
}

function sentence(parts: readonly string[]): string[] {
  if (parts.length === 0) return [];
  const [last, ...others] = [...parts].reverse();
  return [others.length === 0 ? `its ${last} is unknown until deployment` : `its ${others.reverse().join(', ')} and ${last} are unknown until deployment`];
}

/** What is unknown of a trust so that nobody can say who gets in, in the words of a policy. */
function unknownParts(target: AwsTarget): string[] {
  const { policy } = target.trust;
  if (policy instanceof Late) return ['trust policy'];
  if (!isTable(policy)) return [];
  const parts = new Set<string>();
  for (const statement of listOf(policy.Statement)) {
    if (isLate(statement)) parts.add('statement');
    else if (isTable(statement) && isLate(statement.Effect) && isForTokens(statement)) parts.add('effect');
    else if (isTable(statement) && isLate(statement.Principal) && takesTokens(statement.Action)) parts.add('principal');
  }
  const statements = statementsOf(policy);
  for (const statement of statements) for (const part of partsOf(statement)) parts.add(part);
  if (statements.some(holdsUnknownValue)) for (const admission of judge(target).admissions) for (const part of valuesOf(admission, statements)) parts.add(part);
  return [...parts];
}

function isForTokens({ Principal: principal, Action: action }: { readonly [name: string]: LateJson }): boolean {
  return takesTokens(action) && (isLate(principal) || principal === '*' || (isTable(principal) && principal.Federated !== undefined));
}

function takesTokens(action: LateJson | undefined): boolean {
  const actions = listOf(action);
  return actions.some(isLate) || takesWebIdentity(actions.filter(one => typeof one === 'string'));
}

function partsOf({ unknown, conditions, providers, everyone }: Statement): string[] {
  return [
    ...unknown.map(name => name === 'Action' ? 'action' : 'condition'),
    ...conditions.some(({ key }) => key.includes('<') && isUnknownKey(key)) ? ['condition key'] : [],
    ...!everyone && providers.some(provider => provider.split('/')[0].includes(LATE)) ? ['issuer'] : [],
  ];
}

function holdsUnknownValue({ conditions }: Statement): boolean {
  return conditions.some(({ values }) => values.some(isLate));
}

/** The tests whose unknown values decide whose job a token belongs to. */
function valuesOf(admission: Judged, statements: readonly Statement[]): string[] {
  const unknown = statements.flatMap(({ conditions }) => conditions).filter(({ values }) => values.some(isLate));
  const { grammar, bounds, tests } = admission;
  const deciding = [...grammar?.shared === false ? [] : [bounds.tenant], bounds.project].filter(({ width }) => width === 'late').flatMap(({ test }) => test ?? []);
  return tests.flatMap((test): string[] => {
    const condition = unknown.find(({ key, operator }) => test.written === key || test.written === `${operator} ${key}`);
    if (condition === undefined || test.negative) return [];
    if (test.claim === 'aud') return isWhollyUnknown(condition) ? ['audience'] : [];
    const isOpen = isPattern(condition) || isWhollyUnknown(condition);
    return deciding.includes(test) || (test.claim === 'sub' && isOpen) ? [test.claim === 'sub' ? 'subject' : `claim ${test.claim}`] : [];
  });
}

/** What is unknown may hold an asterisk. */
function isPattern({ base }: Condition): boolean {
  return base.endsWith('like');
}

function isWhollyUnknown({ values }: Condition): boolean {
  return values.some(value => isLate(value) && value.parts.every(part => typeof part !== 'string'));
}
