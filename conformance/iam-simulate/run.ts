import { FAULTS, Fault, reworded } from './faults';
import { Context, contextOf, prepared } from './oracle';
import { drawn, Pair, policyOf } from './pairs';
import { Random } from './random';
import { evaluate } from '../../src/aws/evaluate';
import type { Outcome } from '../../src/private/decision';

const SEED = 20261121;

interface Count {
  readonly outcomes: Record<Outcome, number>;
  readonly faults: Map<string, number>;
  readonly operators: Set<string>;
  readonly disagreements: Pair[];
}

function main(pairs: number): void {
  const random = new Random(SEED);
  const count: Count = { outcomes: { accept: 0, reject: 0, unknown: 0 }, faults: new Map(), operators: new Set(), disagreements: [] };
  for (let i = 0; i < pairs; i++) compare(drawn(random), count);
  report(pairs, count);
}

function compare(pair: Pair, count: Count): void {
  const { outcome } = evaluate({ policy: policyOf(pair) as any }, pair.claims);
  count.outcomes[outcome] += 1;
  for (const { conditions } of pair.statements) for (const { base } of conditions) count.operators.add(base);
  const context = contextOf(pair.claims);
  const expected: Outcome = context !== undefined && prepared(pair, context)() ? 'accept' : 'reject';
  if (outcome === expected) return;
  const faults = context === undefined ? undefined : faultsThatShow(pair, context, outcome === 'accept');
  if (faults === undefined) count.disagreements.push(pair);
  for (const { name } of faults ?? []) count.faults.set(name, (count.faults.get(name) ?? 0) + 1);
}

/** One documented fault that explains the difference by itself, or else all of them together. */
function faultsThatShow(pair: Pair, context: Context, accepted: boolean): readonly Fault[] | undefined {
  const agrees = (faults: readonly Fault[]) => {
    const other = reworded(pair, context, faults);
    return prepared(other.pair, other.context)() === accepted;
  };
  const alone = FAULTS.filter(fault => agrees([fault]));
  if (alone.length > 0) return alone.slice(0, 1);
  if (!agrees(FAULTS)) return undefined;
  return FAULTS.filter(fault => !agrees(FAULTS.filter(other => other !== fault)));
}

function report(pairs: number, { outcomes, faults, operators, disagreements }: Count): void {
  console.log(`${pairs} pairs, ${operators.size} operators: ${outcomes.accept} accepted, ${outcomes.reject} rejected, ${outcomes.unknown} unknown`);
  for (const { name } of FAULTS) console.log(`${String(faults.get(name) ?? 0).padStart(6)}  documented: ${name}`);
  console.log(`${String(disagreements.length).padStart(6)}  not documented`);
  for (const pair of disagreements.slice(0, 3)) console.log(JSON.stringify({ policy: policyOf(pair), claims: pair.claims }, undefined, 1));
  process.exitCode = disagreements.length > 0 || outcomes.unknown > 0 || Math.min(outcomes.accept, outcomes.reject) < pairs / 10 ? 1 : 0;
}

const [size = '50000'] = process.argv.slice(2);
main(Number(size));
