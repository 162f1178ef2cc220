import type { Outcome, Reason } from '../../private/decision';
import { isTable, Late, LateJson, LateTable, listOf } from '../../private/late';
import { Claims, decide } from '../decide';
import type { AwsTarget, Target } from '../model';

/** What stands in for a claim of which only a test is known. */
const NOT_RECORDED = '(not recorded)';

/** What a target answers to a token of which only some claims are known: whatever hangs on another claim is unknown. */
export function decideRecorded(target: Target, claims: Claims, recorded: readonly string[]): { readonly outcome: Outcome; readonly reasons: readonly Reason[] } {
  if (target.cloud === 'aws') return decideAws(target, claims, recorded);
  const { outcome, reasons } = decide(target, claims);
  const isRefused = reasons.some(({ claim, ok, found }) => !ok && recorded.includes(claim) && found !== undefined);
  return { outcome: isRefused ? outcome : 'unknown', reasons };
}

function decideAws(target: AwsTarget, claims: Claims, recorded: readonly string[]): { readonly outcome: Outcome; readonly reasons: readonly Reason[] } {
  const missing = new Set<string>();
  const policy = withOpenTests(target.trust.policy, recorded, missing);
  const padded = { ...Object.fromEntries([...missing].map(claim => [claim, NOT_RECORDED])), ...claims };
  return decide({ ...target, trust: { ...target.trust, policy } }, padded);
}

/** The policy with every test of a claim that is not recorded left open. */
function withOpenTests(policy: LateJson, recorded: readonly string[], missing: Set<string>): LateJson {
  if (!isTable(policy)) return policy;
  const statements = listOf(policy.Statement).map((statement): LateJson => {
    if (!isTable(statement) || !isTable(statement.Condition)) return statement;
    return { ...statement, Condition: withOpenKeys(statement.Condition, recorded, missing) };
  });
  return { ...policy, Statement: statements };
}

function withOpenKeys(condition: LateTable, recorded: readonly string[], missing: Set<string>): LateTable {
  return Object.fromEntries(Object.entries(condition).map(([operator, keys]): [string, LateJson] => {
    if (!isTable(keys)) return [operator, keys];
    return [operator, Object.fromEntries(Object.entries(keys).map(([key, value]): [string, LateJson] => {
      const claim = key.slice(key.lastIndexOf(':') + 1);
      if (recorded.some(one => one.toLowerCase() === claim.toLowerCase()) || /^(aws|sts):/i.test(key)) return [key, value];
      missing.add(claim);
      return [key, new Late([{ late: `the claim ${claim}, which CloudTrail does not record` }])];
    }))];
  }));
}
