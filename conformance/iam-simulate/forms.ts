import { operatorOf, Pair } from './pairs';
import { FAMILIES } from './values';
import type { Outcome } from '../../src/private/decision';

const SETS = [undefined, 'ForAllValues', 'ForAnyValue'] as const;

/** Every operator with every suffix and set operator that it takes. */
const ALL = Object.values(FAMILIES).flat().flatMap(base => base === 'Null' ? ['Null'] : SETS.flatMap(set => [true, false].map(ifExists => operatorOf({ set, base, ifExists }))));

/** The forms of operators that a run reached: where a test held that decides the outcome, and where one did not. */
export class Forms {
  private readonly held = new Set<string>();
  private readonly failed = new Set<string>();

  public get all(): readonly string[] {
    return ALL;
  }

  public get missing(): readonly string[] {
    return ALL.filter(form => !this.held.has(form) || !this.failed.has(form));
  }

  /** What a policy with that one test answers to the token, beside the same policy without it. */
  public add({ version, statements, claims }: Pair, decide: (pair: Pair) => { outcome: Outcome }): void {
    for (const { principal, conditions } of statements) {
      for (const condition of conditions) {
        const form = operatorOf({ ...condition, spelling: undefined });
        if (this.held.has(form) && this.failed.has(form)) continue;
        const alone = { effect: 'Allow', principal, action: { Action: '*' } } as const;
        if (decide({ version, claims, statements: [{ ...alone, conditions: [] }] }).outcome !== 'accept') continue;
        (decide({ version, claims, statements: [{ ...alone, conditions: [condition] }] }).outcome === 'accept' ? this.held : this.failed).add(form);
      }
    }
  }
}
