import { admissionsOf } from './admission';
import type { Admission } from './admission/admission';
import { ClaimTest, demands } from './admission/admission';
import { Bound, grammarOf, guessedGrammar, isForPeople, IssuerGrammar, Level, Scope, Subject } from './issuers';
import type { Target } from './model';
import { ANY, LATE, narrower, Width, wider, widthOf } from './pattern';
import { own } from '../identity/private/own';

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

/** Everything the rules ask about one target, worked out once. */
export function judge(target: Target): Case {
  return { target, admissions: admissionsOf(target).map(judged) };
}

function judged(admission: Admission): Judged {
  const grammar = grammarFor(admission);
  const subjects = grammar === undefined ? [] : admission.tests.filter(test => test.claim === 'sub' && test.negative !== true && test.opaque !== true)
    .flatMap(test => test.values.map(value => ({ value, test, subject: grammar.subject(value) })));
  const read = admission.tests.map(test => ({ test, values: valuesOf(test, grammar, subjects) }));
  return { ...admission, grammar, subjects, bounds: { tenant: boundOf(read, 'tenant'), project: boundOf(read, 'project'), context: boundOf(read, 'context') } };
}

/** That of the issuer; of one that is not known, whoever sends such claims. */
function grammarFor({ issuer, tests, named = [] }: Admission): IssuerGrammar | undefined {
  const known = grammarOf(issuer);
  if (known !== undefined || (issuer !== undefined && isForPeople(issuer))) return known;
  const guessed = guessedGrammar([...tests.map(test => test.claim), ...named], tests.filter(test => test.claim === 'sub').flatMap(test => test.values));
  return guessed === undefined || issuer === undefined ? guessed : { ...guessed, ownInstance: true };
}

/** A test with what its values say; `late` where that is only known at deployment, nothing where they say nothing. */
interface ReadTest {
  readonly test: ClaimTest;
  readonly values: readonly { readonly value: string; readonly scope: Scope }[] | 'late' | undefined;
}

function boundOf(read: readonly ReadTest[], level: Level): LevelBound {
  let best: LevelBound = { width: 'open', culprits: [] };
  for (const one of read) {
    const found = testBound(one, level);
    if (found !== undefined && narrower(best.width, found.width) === found.width && (found.width !== best.width || best.test === undefined)) best = found;
  }
  return best;
}

function testBound({ test, values }: ReadTest, level: Level): LevelBound | undefined {
  if (values === 'late') return { width: 'late', test, culprits: [] };
  const known = values?.flatMap(({ value, scope }) => scope[level] === undefined ? [] : [{ value, bound: scope[level] }]) ?? [];
  if (known.length === 0 || known.length < values!.length) return undefined;
  const width = known.map(one => one.bound.width).reduce(wider);
  return { width, test, culprits: known.filter(one => one.bound.width === width) };
}

function valuesOf(test: ClaimTest, grammar: IssuerGrammar | undefined, subjects: readonly JudgedSubject[]): ReadTest['values'] {
  if (test.opaque) {
    if (test.negative || isOfRequest(test.claim)) return undefined;
    // whatever its value is, a claim speaks of its own levels alone
    const speaks = test.claim === 'sub' || test.vacuous !== undefined || grammar === undefined ? undefined : own(grammar.claims, test.claim);
    return speaks === undefined ? 'late' : [{ value: LATE, scope: speaks(LATE) }];
  }
  const always = test.claim === 'sub' || test.claim === 'aud';
  if (!demands(test) && !(always && test.negative !== true)) return undefined;
  // whoever has the claim at all
  if (grammar === undefined || test.mistyped || (test.claim !== 'sub' && isAnything(test))) return undefined;
  // an asterisk in an operator of equality is only a character
  if (test.claim === 'sub') return subjects.filter(one => one.test === test).map(({ value, subject }) => ({ value, scope: subject.never === undefined ? subject.scope : EXACT_SCOPE }));
  const claim = grammar.tags === true ? test.claim.replace(/^aws:RequestTag\//i, '') : test.claim;
  return own(grammar.claims, claim) === undefined ? undefined : test.values.map(value => ({ value, scope: grammar.claims[claim](value) }));
}

/** What a request says, its address, its time, its length, says nothing of whose job it is; tags may come with the token. */
function isOfRequest(claim: string): boolean {
  return claim === 'aud' || /^(sts:|aws:(?!RequestTag\/))/i.test(claim);
}

const EXACT: Bound = { width: 'exact', text: '' };
const EXACT_SCOPE: Scope = { tenant: EXACT, project: EXACT, context: EXACT };

export function isAnything(test: ClaimTest): boolean {
  return test.values.some(value => value === ANY || widthOf(value) === 'open') && test.negative !== true;
}
