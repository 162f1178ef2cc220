import { measure } from './child-process';
import { Framework } from './frameworks';
import { median } from './median';
import { Section } from './section';
import { Size } from './size';
import { table } from './table';

const DECISION_BOUND = 1 / 100;
const TOKEN_BOUND = 10;
const GROWTH_BOUND = 3;
const FEWER = 10;

interface Decisions {
  readonly pairs: number;
  /** All in microseconds of processor time. */
  readonly outcome: number;
  readonly reasons: number;
  /** With the reading of the policy, which is done once for all tokens. */
  readonly first: number;
  readonly theirs: number;
}

interface Tokens {
  readonly build: number;
  readonly microseconds: number;
  readonly admitted: number;
}

/** One decision on a trust policy beside an evaluator of IAM policies, and many tokens put to many roles. */
export function decisionSection(framework: Framework, { decisions, tokens, targets, rounds }: Size): Section {
  const runs = Array.from({ length: rounds }, () => measure<Decisions>('decisions', [String(decisions)], framework));
  const [few, many] = [targets / FEWER, targets].map(roles => Array.from({ length: rounds }, () => measure<Tokens>('tokens', [String(roles), String(tokens)], framework)));
  if ([...few, ...many].some(({ admitted }) => admitted === 0)) throw new Error('no token was admitted, so nothing was measured');
  const time = (list: readonly Tokens[]) => median(list.map(({ microseconds }) => microseconds));
  const of = (name: 'outcome' | 'reasons' | 'first' | 'theirs') => median(runs.map(run => run[name]));
  return {
    text: [
      `decisions on ${runs[0].pairs} pairs of a generated policy and a token: medians of ${rounds} processes\n`,
      table([
        ['', 'CPU µs a decision'],
        ['evaluate', of('outcome').toFixed(2)],
        ['evaluate, with its reasons', of('reasons').toFixed(2)],
        ['evaluate, the policy read anew each time', of('first').toFixed(2)],
        ['iam-simulate, core engine, the policy read before', of('theirs').toFixed(2)],
      ]),
      `\n${tokens.toLocaleString('en-US')} tokens put to all roles: medians of ${rounds} processes\n`,
      table([
        ['', 'µs a token', 'ms to build'],
        ...[few, many].map((list, i) => [`${(i === 0 ? targets / FEWER : targets).toLocaleString('en-US')} roles`, time(list).toFixed(2), median(list.map(({ build }) => build)).toFixed(0)]),
      ]),
    ].join('\n'),
    promises: [
      { what: 'time of a decision beside iam-simulate', value: median(runs.map(({ outcome, theirs }) => outcome / theirs)), bound: DECISION_BOUND },
      { what: `a token against ${targets.toLocaleString('en-US')} roles`, value: time(many), bound: TOKEN_BOUND, unit: ' µs' },
      { what: 'the same beside a tenth of the roles', value: time(many) / time(few), bound: GROWTH_BOUND },
    ],
  };
}
