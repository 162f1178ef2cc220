import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { acceptor, expectSound, Statement, statementsOf } from './iam';
import { orRefused } from './or-refused';
import { inOneOutdir } from './outdir';
import { RUNS } from './runs';
import { FEW, many, Names, Recipe, recipes } from './workloads';
import { aws } from '../../src';
import { compileTrust } from '../../src/aws/trust';
import { GitHubRepository, Workload } from '../../src/identity';
import { emittedTrust } from '../support/template';

const AUDIENCE = 'sts.amazonaws.com';
const MOST_CLAIM_SETS = 128;

/** Workloads that AWS takes, one by one. */
function accepted(names: Names): fc.Arbitrary<Recipe> {
  return recipes(names).filter(recipe => orRefused(() => compileTrust([recipe.make()], AUDIENCE)) !== undefined);
}

const few = fc.array(accepted(FEW), { minLength: 1, maxLength: 6 });
const lists = fc.oneof({ weight: 3, arbitrary: few }, { weight: 1, arbitrary: fc.array(accepted(many()), { minLength: 1, maxLength: 4 }) });

/** Every mixture of what the workloads test: all that a job could combine of what was declared for others. */
function mixtures(workloads: readonly Workload[], seed: number): Record<string, string>[] {
  const values: Record<string, Set<string>> = {};
  const put = (claim: string, value: string) => (values[claim] ??= new Set()).add(value);
  for (const workload of workloads) {
    const sample = workload.sampleClaims(AUDIENCE);
    put('iss', sample.iss);
    put('sub', sample.sub);
    for (const subject of workload.subjects) put('sub', subject);
    for (const prefix of workload.subjectPrefixes) ['', 'x', ':'].forEach(end => put('sub', `${prefix}${end}`));
    for (const [claim, list] of Object.entries(workload.claims)) {
      list.forEach(value => put(claim, value));
      put(claim, 'never declared');
    }
  }
  const claims = Object.keys(values);
  const sizes = claims.map(claim => values[claim].size);
  const all = sizes.reduce((product, size) => product * size, 1);
  const numbers = all <= MOST_CLAIM_SETS ? [...Array(all).keys()] : [...Array(MOST_CLAIM_SETS).keys()].map(i => Math.floor(((i + (seed % 1000) / 1000) / MOST_CLAIM_SETS) * all));
  return numbers.map(number => {
    let rest = number;
    const chosen = claims.map((claim, i): [string, string] => {
      const list = [...values[claim]];
      const value = list[rest % sizes[i]];
      rest = Math.floor(rest / sizes[i]);
      return [claim, value];
    });
    return { aud: AUDIENCE, ...Object.fromEntries(chosen) };
  });
}

function compiled(workloads: readonly Workload[]): Statement[] {
  return statementsOf(compileTrust(workloads, AUDIENCE));
}

describe('the trust of several workloads', () => {
  test('accepts a job exactly if one of them admits it, whatever it combines of the others', () => {
    const counts = { accepted: 0, rejected: 0, mergedAway: 0 };
    fc.assert(fc.property(lists, fc.nat(), (list, seed) => {
      const workloads = list.map(recipe => recipe.make());
      const statements = compiled(workloads);
      expect(statements.length).toBeLessThanOrEqual(workloads.flatMap(w => [w.subjects, w.subjectPrefixes]).filter(subjects => subjects.length > 0).length);
      counts.mergedAway += workloads.length - statements.length;
      const accepts = acceptor(statements);
      for (const claims of mixtures(workloads, seed)) {
        const admitted = workloads.some(workload => workload.admits(claims, AUDIENCE));
        if (accepts(claims) !== admitted) throw new Error(`${admitted ? 'refused' : 'let in'}: ${JSON.stringify({ claims, statements }, undefined, 1)}`);
        counts[admitted ? 'accepted' : 'rejected'] += 1;
      }
    }), { numRuns: RUNS });
    expect(Math.min(counts.accepted, counts.rejected, counts.mergedAway)).toBeGreaterThan(RUNS / 10);
  });

  test('holds nothing that it should not', () => {
    fc.assert(fc.property(lists, list => {
      const workloads = list.map(recipe => recipe.make());
      expectSound(compiled(workloads), workloads, AUDIENCE);
    }), { numRuns: Math.ceil(RUNS / 4) });
  });

  test('accepts the same jobs in whatever order they are given', () => {
    const shuffled = lists.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list.keys()], { minLength: list.length, maxLength: list.length })));
    fc.assert(fc.property(shuffled, fc.nat(), ([list, order], seed) => {
      const workloads = list.map(recipe => recipe.make());
      const [one, other] = [compiled(workloads), compiled(order.map(i => workloads[i]))];
      const [inOneOrder, inAnother] = [acceptor(one), acceptor(other)];
      for (const claims of mixtures(workloads, seed).slice(0, 64)) {
        if (inOneOrder(claims) !== inAnother(claims)) throw new Error(JSON.stringify({ claims, one, other }, undefined, 1));
      }
    }), { numRuns: RUNS });
  });

  test('is not changed by naming a workload again', () => {
    fc.assert(fc.property(few, list => {
      const workloads = list.map(recipe => recipe.make());
      const [first] = workloads;
      const again = list[0].make();
      const [once, twice] = [acceptor(compiled(workloads)), acceptor(compiled([...workloads, first, again]))];
      for (const claims of mixtures(workloads, 0).slice(0, 64)) expect(twice(claims)).toBe(once(claims));
      expect(compiled([first, again])).toEqual(compiled([first]));
    }), { numRuns: Math.ceil(RUNS / 20) });
  });

  test('never crosses environment, branch and workflow of jobs that differ in more than one of them', () => {
    const parts3 = fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y'), fc.constantFrom('main', 'v1'));
    fc.assert(fc.property(fc.uniqueArray(parts3, { minLength: 1, maxLength: 8, selector: parts => parts.join() }), declared => {
      const app = (environment: string, branch: string, ref: string) =>
        GitHubRepository.of('my-org/my-app').environment(environment).onBranch(branch).viaWorkflow(`o/w/.github/workflows/d.yml@refs/heads/${ref}`);
      const accepts = acceptor(compiled(declared.map(parts => app(...parts))));
      for (const environment of ['a', 'b']) {
        for (const branch of ['x', 'y']) {
          for (const ref of ['main', 'v1']) {
            const isDeclared = declared.some(parts => parts.join() === [environment, branch, ref].join());
            expect(accepts(app(environment, branch, ref).sampleClaims(AUDIENCE))).toBe(isDeclared);
          }
        }
      }
    }), { numRuns: Math.ceil(RUNS / 4) });
  });
});

describe('rendering', () => {
  inOneOutdir();

  test('gives the same text for the same declarations', () => {
    fc.assert(fc.property(lists, list => {
      const text = () => JSON.stringify(compiled(list.map(recipe => recipe.make())));
      expect(text()).toBe(text());
    }), { numRuns: RUNS });
  });

  test('gives the same sample, label and reasons for the same declaration', () => {
    fc.assert(fc.property(fc.oneof(accepted(FEW), accepted(many())), recipe => {
      const text = () => {
        const workload = recipe.make();
        return JSON.stringify([`${workload}`, workload.reasons, workload.subjects, workload.subjectPrefixes, workload.claims, workload.sampleClaims(AUDIENCE)]);
      };
      expect(text()).toBe(text());
    }), { numRuns: Math.ceil(RUNS / 4) });
  });

  test('does not depend on what was asked of a workload before', () => {
    fc.assert(fc.property(accepted(FEW), recipe => {
      const [asked, fresh] = [recipe.make(), recipe.make()];
      asked.sampleClaims('x');
      asked.admits(asked.sampleClaims('y'), 'y');
      compiled([asked, asked]);
      expect(compiled([asked])).toEqual(compiled([fresh]));
    }), { numRuns: Math.ceil(RUNS / 4) });
  });

  test('gives the same template, which holds what was compiled', () => {
    fc.assert(fc.property(lists, list => {
      const make = () => list.map(recipe => recipe.make());
      const text = () => {
        const stack = new Stack(new App({ analyticsReporting: false, autoSynth: false }), 'Stack');
        new aws.DeployRole(stack, 'Role', { workloads: make(), trustPolicyQuota: 8192 });
        return JSON.stringify(stack.resolve((stack as any)._toCloudFormation()));
      };
      expect(text()).toBe(text());

      const emitted = emittedTrust(make()).Statement.map(({ Principal, Condition }) => ({ host: Principal.Federated.split(':oidc-provider/')[1], conditions: Condition }));
      expect(emitted).toEqual(compiled(make()));
    }), { numRuns: Math.max(5, Math.ceil(RUNS / 50)) });
  });
});
