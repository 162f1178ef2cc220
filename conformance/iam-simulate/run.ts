import { FAULTS, Fault, reworded } from './faults';
import { Forms } from './forms';
import { Context, contextOf, prepared } from './oracle';
import { drawn, Pair, policyOf } from './pairs';
import { evaluate } from '../../src/aws/evaluate';
import type { Outcome } from '../../src/private/decision';
import { Random } from '../../test/support/random';

const SEED = 20261121;

interface Count {
  readonly outcomes: Record<Outcome, number>;
  readonly faults: Map<string, number>;
  readonly forms: Forms;
  readonly disagreements: Pair[];
}

function main(pairs: number, seed: number): void {
  const random = new Random(seed);
  const count: Count = { outcomes: { accept: 0, reject: 0, unknown: 0 }, faults: new Map(), forms: new Forms(), disagreements: [] };
  for (let i = 0; i < pairs; i++) compare(drawn(random), count);
  report(pairs, count);
}

function compare(pair: Pair, count: Count): void {
  const { outcome } = decided(pair);
  count.outcomes[outcome] += 1;
  count.forms.add(pair, decided);
  const context = contextOf(pair.claims);
  if (context === undefined) {
    if (outcome !== 'reject') count.disagreements.push(pair);
    return;
  }
  const faults = faultsThatShow(pair, context, outcome);
  if (faults === undefined) count.disagreements.push(pair);
  for (const { name } of faults ?? []) count.faults.set(name, (count.faults.get(name) ?? 0) + 1);
}

function decided(pair: Pair): { outcome: Outcome } {
  return evaluate({ policy: policyOf(pair) as any }, pair.claims);
}

/**
 * The documented faults that explain the difference, none where there is none; nothing if both do not agree once every fault is put in other words.
 * The latter is asked of each pair: one on which both agree by chance would show nothing.
 */
function faultsThatShow(pair: Pair, context: Context, outcome: Outcome): readonly Fault[] | undefined {
  const agrees = (faults: readonly Fault[]) => {
    const other = reworded(pair, context, faults);
    return outcome === (prepared(other.pair, other.context)() ? 'accept' : 'reject');
  };
  if (!agrees(FAULTS)) return undefined;
  if (outcome === (prepared(pair, context)() ? 'accept' : 'reject')) return [];
  const alone = FAULTS.filter(fault => agrees([fault]));
  return alone.length > 0 ? alone.slice(0, 1) : FAULTS.filter(fault => !agrees(FAULTS.filter(other => other !== fault)));
}

function report(pairs: number, { outcomes, faults, forms, disagreements }: Count): void {
  console.log(`${pairs} pairs: ${outcomes.accept} accepted, ${outcomes.reject} rejected, ${outcomes.unknown} unknown`);
  console.log(`${forms.all.length} forms of operators, each decided the outcome both ways but for ${forms.missing.length}: ${forms.missing.join(', ') || '-'}`);
  for (const { name } of FAULTS) console.log(`${String(faults.get(name) ?? 0).padStart(6)}  documented: ${name}`);
  console.log(`${String(disagreements.length).padStart(6)}  not documented`);
  for (const pair of disagreements.slice(0, 3)) console.log(JSON.stringify({ policy: policyOf(pair), claims: pair.claims }, undefined, 1));
  const unbalanced = Math.min(outcomes.accept, outcomes.reject) < pairs / 10;
  const unreached = pairs >= 50_000 && forms.missing.length > 0;
  process.exitCode = disagreements.length > 0 || outcomes.unknown > 0 || unbalanced || unreached ? 1 : 0;
}

const [size = '50000', seed = String(SEED)] = process.argv.slice(2);
main(Number(size), Number(seed));
