// One measurement in a process of its own: node decisions.js <number of pairs>
import { createRequire } from 'node:module';
import { contextOf, prepared } from '../../conformance/iam-simulate/oracle';
import { drawn, policyOf } from '../../conformance/iam-simulate/pairs';
import type * as Evaluate from '../../src/aws/evaluate';
import { Random } from '../../test/support/random';

const { evaluate } = createRequire(__filename)('../../lib/aws/evaluate.js') as typeof Evaluate;

/** Each policy is put to as many tokens of its issuer: all policies to one, then all to the next, so that no two decisions in a row are about one policy. */
const TOKENS = 10;

/** Rounds over all pairs between two looks at the clock: ours are too short for one. */
const [MANY, SOME, FEW] = [50, 5, 1];

/** Looks at the clock, of which the last counts: until then both sides are compiled by the engine. */
const LOOKS = 3;

const random = new Random(1);
const drawnPairs = Array.from({ length: Number(process.argv[2]) / TOKENS }, () => drawn(random));
const trusts = drawnPairs.map(pair => ({ policy: policyOf(pair) as any }));
const pairs = Array.from({ length: TOKENS }, (_, turn) => drawnPairs.flatMap((pair, i) => {
  const others = [...drawnPairs.slice(i), ...drawnPairs.slice(0, i)].filter(({ claims }) => claims.iss === pair.claims.iss);
  const { claims } = others[turn % others.length];
  const context = contextOf(claims);
  return context === undefined ? [] : [{ trust: trusts[i], claims, theirs: prepared({ ...pair, claims }, context) }];
})).flat();

/** Microseconds of processor time a decision, the last time around. */
function timed(rounds: number, decide: (pair: typeof pairs[number]) => unknown): number {
  let time = 0;
  for (let look = 0; look < LOOKS; look++) {
    const before = process.cpuUsage();
    for (let round = 0; round < rounds; round++) for (const pair of pairs) decide(pair);
    const { user, system } = process.cpuUsage(before);
    time = (user + system) / rounds / pairs.length;
  }
  return time;
}

const outcome = timed(MANY, ({ trust, claims }) => evaluate(trust, claims).outcome);
const reasons = timed(SOME, ({ trust, claims }) => evaluate(trust, claims).reasons);
const first = timed(SOME, ({ trust, claims }) => evaluate({ ...trust }, claims).outcome); // a trust is remembered by its object
const theirs = timed(FEW, pair => pair.theirs());
process.stdout.write(JSON.stringify({ pairs: pairs.length, outcome, reasons, first, theirs }));
