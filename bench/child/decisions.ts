// One measurement in a process of its own: node decisions.js <number of pairs>
import { createRequire } from 'node:module';
import { contextOf, prepared } from '../../conformance/iam-simulate/oracle';
import { drawn, policyOf } from '../../conformance/iam-simulate/pairs';
import { Random } from '../../conformance/iam-simulate/random';
import type * as Evaluate from '../../src/aws/evaluate';

const { evaluate } = createRequire(__filename)('../../lib/aws/evaluate.js') as typeof Evaluate;

const ROUNDS = 20; // ours are too short for one look at the clock

const random = new Random(1);
const pairs = Array.from({ length: Number(process.argv[2]) }, () => drawn(random)).flatMap(pair => {
  const context = contextOf(pair.claims);
  return context === undefined ? [] : [{ trust: { policy: policyOf(pair) as any }, claims: pair.claims, theirs: prepared(pair, context) }];
});

/** Microseconds a decision, the second time around. */
function timed(rounds: number, decide: (pair: typeof pairs[number]) => unknown): number {
  let time = 0;
  for (let attempt = 0; attempt < 2; attempt++) {
    const begin = process.hrtime.bigint();
    for (let round = 0; round < rounds; round++) for (const pair of pairs) decide(pair);
    time = Number(process.hrtime.bigint() - begin) / 1000 / rounds / pairs.length;
  }
  return time;
}

const outcome = timed(ROUNDS, ({ trust, claims }) => evaluate(trust, claims).outcome);
const reasons = timed(ROUNDS, ({ trust, claims }) => evaluate(trust, claims).reasons);
const theirs = timed(1, pair => pair.theirs());
process.stdout.write(JSON.stringify({ pairs: pairs.length, outcome, reasons, theirs }));
