import { Answer, any, atMostMaybe, every, not } from './answer';
import { Circumstances, compileCondition, Condition } from './condition';
import { Claims, isUnfilled } from './context-keys';
import { matcher, piecesOf } from './pattern';
import { Principals, principalsOf } from './principals';
import { isPartlyKnown, isTable, Late, LateJson, lateNames, LateTable, listOf, Text } from '../../../private/late';
import { remembered } from '../../../private/remembered';

/** A statement, ready for the tokens of one issuer. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny' | Late;
  readonly sid?: string;
  readonly principals: Principals;
  /** Whether it means tokens of the issuer. */
  readonly meant: Answer;
  readonly covers: (action: string) => Answer;
  /** What it says of actions, for people. */
  readonly actions: readonly string[];
  readonly conditions: readonly Condition[];
  /** Of its actions, the names of what is only known at deployment. */
  readonly lateActions: readonly string[];
  /** The same of its conditions, where there is not even a key. */
  readonly lateConditions: readonly string[];
  /** Whether all its conditions hold. */
  readonly test: (claims: Claims) => Answer;
}

/** A statement, or why IAM refuses a policy with it. */
export function compileStatement(statement: LateJson, circumstances: Circumstances): Statement | string {
  if (!isTable(statement)) return 'a statement is an object';
  const { Effect: effect, Action: action, NotAction: notAction, Sid: sid } = statement;
  if (effect !== 'Allow' && effect !== 'Deny' && !(effect instanceof Late)) return `Effect is ${JSON.stringify(effect)}, and has to be Allow or Deny`;
  if ((action === undefined) === (notAction === undefined)) return 'a statement needs one of Action and NotAction';
  const principals = principalsOf(statement);
  if (principals === undefined) return 'a statement of a trust policy needs one of Principal and NotPrincipal';
  const prohibited = ['Resource', 'NotResource'].find(name => name in statement);
  if (prohibited !== undefined) return `a trust policy takes no ${prohibited}, since it is about the role that it stands in: take it out`;
  const block = conditionsOf(statement, circumstances);
  if (typeof block === 'string') return block;
  const { conditions, late } = block;
  return {
    effect,
    sid: typeof sid === 'string' ? sid : undefined,
    principals,
    meant: principals.covers(circumstances.issuer),
    covers: name => notAction === undefined ? covers(action, name) : not(covers(notAction, name)),
    get actions() { return textsOf(notAction ?? action).map(text => `${notAction === undefined ? '' : 'not '}${text}`); },
    conditions,
    lateActions: listOf(action ?? notAction).flatMap(lateNames),
    lateConditions: late,
    test: testOf(conditions, late.length > 0),
  };
}

function testOf(conditions: readonly Condition[], late: boolean): (claims: Claims) => Answer {
  const tests = conditions.map(condition => condition.test);
  const test = tests.length === 1 ? tests[0] : (claims: Claims) => every(tests, one => one(claims));
  return late ? claims => atMostMaybe(test(claims)) : test;
}

function covers(actions: LateJson, name: string): Answer {
  return any(textsOf(actions), action => (typeof action === 'string' ? knownAction(action) : likeAction(action))(name.toLowerCase()));
}

const knownAction = remembered(likeAction);

function likeAction(action: Text): (name: string) => Answer {
  const pieces = piecesOf(action, { variables: false, wildcards: true });
  return matcher(pieces.map(piece => typeof piece === 'string' ? piece.toLowerCase() : piece));
}

const NO_TABLE = 'has to be an object of keys and their values';

/** Nothing is known of it. What is known in part is a text, and stands for no object whatever the rest is. */
function isUnknown(value: LateJson): value is Late {
  return value instanceof Late && !isPartlyKnown(value);
}

/** The conditions, and what is late as a whole; or why IAM refuses them. */
function conditionsOf({ Condition: block = {} }: LateTable, circumstances: Circumstances): { conditions: Condition[]; late: string[] } | string {
  if (isUnknown(block)) return { conditions: [], late: block.names };
  if (!isTable(block)) return `Condition ${NO_TABLE}`;
  const conditions: Condition[] = [];
  const late: string[] = [];
  for (const [operator, tests] of Object.entries(block)) {
    if (isUnknown(tests)) {
      late.push(...tests.names);
      continue;
    }
    if (!isTable(tests)) return `${operator} ${NO_TABLE}`;
    for (const [name, values] of Object.entries(tests)) {
      const condition = compileCondition(operator, name, textsOf(values), circumstances);
      if (condition === undefined) return isUnfilled(operator) ? `nothing fills in the key ${operator} of its condition` : `there is no condition operator ${operator}`;
      conditions.push(condition);
    }
  }
  return { conditions, late };
}

/** The values of a condition: numbers and booleans stand for their texts. */
function textsOf(value: LateJson): Text[] {
  return listOf(value).map(item => item instanceof Late ? item : typeof item === 'string' ? item : JSON.stringify(item));
}
