import { App, Stack } from 'aws-cdk-lib';
import { aws, Workload } from '../../src';
import { evaluate } from '../../src/aws/evaluate';
import { NativeTrust } from '../../src/aws/policy';
import { AWS_BUILDERS } from '../support/builders';
import { CLAIM_SETS, claimSets, groupsOf, mixtures, testedClaims } from '../support/claim-sets';
import { IamOracle } from '../support/iam-oracle';
import { trustPolicies } from '../support/template';

const AUDIENCE = 'sts.amazonaws.com';
const ROLES_A_STACK = 200;

interface Role {
  readonly name: string;
  readonly workloads: Workload[];
  readonly trust: NativeTrust;
  readonly oracle: IamOracle;
}

/** A role for every builder, for every pair and for triples; each trust is read back from its template. */
function synthesised(): Role[] {
  const declared = groupsOf(Object.entries(AWS_BUILDERS));
  const roles: Role[] = [];
  for (let start = 0; start < declared.length; start += ROLES_A_STACK) {
    const stack = new Stack(new App(), 'Stack');
    const batch = declared.slice(start, start + ROLES_A_STACK);
    const ids = batch.map(({ workloads }, i) => stack.getLogicalId(new aws.DeployRole(stack, `Role${i}`, { workloads, trustPolicyQuota: 8192 }).node.defaultChild as any));
    const trusts = trustPolicies(stack);
    batch.forEach((role, i) => roles.push({ ...role, trust: { policy: JSON.parse(JSON.stringify(trusts[ids[i]])) }, oracle: new IamOracle(trusts[ids[i]]) }));
  }
  return roles;
}

/** The answers of both evaluators. The oracle is told no list: AWS reads an audience out of it before any policy is looked at. */
function answersOf({ trust, oracle }: Role, claims: Record<string, unknown>): string[] {
  const { outcome } = evaluate(trust, claims);
  return Array.isArray(claims.aud) ? [outcome] : [outcome, oracle.accepts(claims) ? 'accept' : 'reject'];
}

const admitted = ({ workloads }: Role, claims: Record<string, unknown>) => workloads.some(workload => workload.admits(claims, AUDIENCE)) ? 'accept' : 'reject';

/** A character is lost, added or changed for another, wherever it stands. */
function oneCharacter(value: string, at: number): string {
  const i = at % (value.length + 1);
  const edited = [value.slice(0, i) + value.slice(i + 1), `${value.slice(0, i)}#${value.slice(i)}`, `${value.slice(0, i)}${value[i] === '*' ? '?' : '*'}${value.slice(i + 1)}`];
  return edited[at % 3];
}

describe('the emitted AWS trust, read back from the template', () => {
  const roles = synthesised();
  const single = roles.filter(({ workloads }) => workloads.length === 1);

  test(`is decided as admits says, by evaluate and by an independent evaluator, on ${CLAIM_SETS} generated claim sets over roles of one, two and three workloads`, () => {
    const counts = { accept: 0, reject: 0 };
    const disagreements: unknown[] = [];
    for (const { of: role, change, claim, claims } of claimSets(roles, AUDIENCE)) {
      const expected = admitted(role, claims);
      const answers = answersOf(role, claims);
      if (answers.some(answer => answer !== expected)) disagreements.push({ name: role.name, change, claim, expected, answers, claims });
      counts[expected] += 1; // whoever is rejected differs in one claim from a matching job
    }
    expect(disagreements.slice(0, 3)).toEqual([]);
    expect(Math.min(counts.accept, counts.reject) / CLAIM_SETS).toBeGreaterThanOrEqual(0.3);
  });

  test.each(single.map((role): [string, Role] => [role.name, role]))('is decided by evaluate as admits says on every one-character change of every claim: %s', (_name, role) => {
    const [workload] = role.workloads;
    const disagreements: unknown[] = [];
    for (const claim of testedClaims(workload)) {
      const value = workload.sampleClaims(AUDIENCE)[claim];
      for (let at = 0; at < 3 * (value.length + 1); at++) {
        const claims = { ...workload.sampleClaims(AUDIENCE), [claim]: oneCharacter(value, at) };
        const expected = admitted(role, claims);
        if (evaluate(role.trust, claims).outcome !== expected) disagreements.push({ claim, expected, found: claims[claim] });
      }
    }
    expect(disagreements).toEqual([]);
  });

  test('admits no combination of claims that no workload declares, whichever evaluator is asked', () => {
    const counts = { accept: 0, reject: 0 };
    const disagreements: unknown[] = [];
    for (const role of roles.filter(({ workloads }) => workloads.length === 2)) {
      for (const claims of mixtures(role.workloads, AUDIENCE)) {
        const expected = admitted(role, claims);
        if (answersOf(role, claims).some(answer => answer !== expected)) disagreements.push({ name: role.name, expected, claims });
        counts[expected] += 1;
      }
    }
    expect(disagreements.slice(0, 3)).toEqual([]);
    expect(Math.min(counts.accept, counts.reject)).toBeGreaterThan(1000);
  });

  test('is decided by evaluate as admits says for several audiences without an authorised party', () => {
    for (const role of single) {
      const [workload] = role.workloads;
      const claims = { ...workload.sampleClaims(AUDIENCE), aud: [AUDIENCE, 'another'] };
      expect([role.name, evaluate(role.trust, claims).outcome]).toEqual([role.name, admitted(role, claims)]);
    }
  });
});
