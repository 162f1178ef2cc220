import { admissionsOf } from './admission';
import type { Admission } from './admission/admission';
import { ClaimTest, demands } from './admission/admission';
import { Bound, grammarOf, guessedGrammar, isForPeople, IssuerGrammar, Level, Scope, Subject } from './issuers';
import type { Target } from './model';
import { ANY, LATE, narrower, Width, wider, widthOf } from './pattern';

/** An admission together with what its issuer's grammar says of it. */
export interface Judged extends Admission {
  readonly grammar?: IssuerGrammar;
  /** Every value of a subject that it takes. */
  readonly subjects: readonly JudgedSubject[];
  /** What it says of a level, taking the tests together. */
  readonly bounds: Readonly<Record<Level, LevelBound>>;
}

export interface JudgedSubject {
  readonly value: string;
  readonly test: ClaimTest;
  readonly subject: Subject;
}

/** The strongest test of a level, with those of its values that say least. */
export interface LevelBound {
  readonly width: Width;
  /** Absent where no test speaks of the level. */
  readonly test?: ClaimTest;
  readonly culprits: readonly { readonly value: string; readonly bound: Bound }[];
}

export interface Case {
  readonly target: Target;
  readonly admissions: readonly Judged[];
}

const LEVELS: readonly Level[] = ['tenant', 'project', 'context'];

/** Everything the rules ask about one target, worked out once. */
export function judge(target: Target): Case {
  return { target, admissions: admissionsOf(target).map(judged) };
}

function judged(admission: Admission): Judged {
  const grammar = grammarFor(admission);
  const subjects = grammar === undefined ? [] : admission.tests.filter(test => test.claim === 'sub' && test.negative !== true && test.opaque !== true)
    .flatMap(test => test.values.map(value => ({ value, test, subject: grammar.subject(value) })));
  const bounds = Object.fromEntries(LEVELS.map(level => [level, boundOf(admission, level, grammar, subjects)])) as Record<Level, LevelBound>;
  return { ...admission, grammar, subjects, bounds };
}

/** That of the issuer; of one that is not known, whoever sends such claims. */
function grammarFor({ issuer, tests, named = [] }: Admission): IssuerGrammar | undefined {
  const known = grammarOf(issuer);
  if (known !== undefined || (issuer !== undefined && isForPeople(issuer))) return known;
  const guessed = guessedGrammar([...tests.map(test => test.claim), ...named], tests.filter(test => test.claim === 'sub').flatMap(test => test.values));
  return guessed === undefined || issuer === undefined ? guessed : { ...guessed, ownInstance: true };
}

function boundOf(admission: Admission, level: Level, grammar: IssuerGrammar | undefined, subjects: readonly JudgedSubject[]): LevelBound {
  let best: LevelBound = { width: 'open', culprits: [] };
  for (const test of admission.tests) {
    const one = testBound(test, level, grammar, subjects);
    if (one !== undefined && narrower(best.width, one.width) === one.width && (one.width !== best.width || best.test === undefined)) best = one;
  }
  return best;
}

function testBound(test: ClaimTest, level: Level, grammar: IssuerGrammar | undefined, subjects: readonly JudgedSubject[]): LevelBound | undefined {
  if (test.opaque) return test.negative ? undefined : { width: 'late', test, culprits: [] };
  const always = test.claim === 'sub' || test.claim === 'aud';
  if (!demands(test) && !(always && test.negative !== true)) return undefined;
  // whoever has the claim at all
  if (grammar === undefined || test.mistyped || (test.claim !== 'sub' && isAnything(test))) return undefined;
  const claim = grammar.tags === true ? test.claim.replace(/^aws:RequestTag\//i, '') : test.claim;
  const own = Object.prototype.hasOwnProperty.call(grammar.claims, claim) ? grammar.claims[claim] : undefined;
  const values: { value: string; scope: Scope }[] = test.claim === 'sub'
    ? subjects.filter(one => one.test === test).map(one => ({ value: one.value, scope: one.subject.never === undefined ? one.subject.scope : { tenant: EXACT, project: EXACT, context: EXACT } }))
    : own === undefined ? [] : test.values.map(value => ({ value, scope: own(value) }));
  const known = values.flatMap(({ value, scope }) => scope[level] === undefined ? [] : [{ value, bound: scope[level] }]);
  if (known.length < values.length || values.length === 0) return undefined;
  // an asterisk in an operator of equality is only a character
  const width = known.map(one => one.bound.width).reduce(wider);
  return { width, test, culprits: known.filter(one => one.bound.width === width) };
}

const EXACT: Bound = { width: 'exact', text: '' };

/** Whether anything of a test is not known yet. */
export function isLateTest(test: ClaimTest): boolean {
  return test.opaque === true || test.values.some(value => value.includes(LATE));
}

export function isAnything(test: ClaimTest): boolean {
  return test.values.some(value => value === ANY || widthOf(value) === 'open') && test.negative !== true;
}
