import { CONDITION_MAX, MAPPING, SUBJECT_BYTES } from './limits';
import * as causes from './private/causes';
import { CelOutcome, evaluateCel } from './private/cel';
import { evaluateIamCondition } from './private/iam-condition';
import { selectorOf } from './private/member';
import { Open, openOf } from './private/open';
import { partialCel } from './private/truth';
import { own } from '../identity/private/own';
import { causeFirst, Decision, Outcome, Reason } from '../private/decision';
import { hintFor } from '../private/hints';
import { couldBecome, Late, Text } from '../private/late';
import { ANY, isLike, ONE, Sign } from '../private/wildcards';

/** A provider of a pool, as plain data and with every reference resolved. */
export interface NativeProvider {
  /** `projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`; what only a deployment knows stands in angle brackets. */
  readonly name: string;
  readonly issuer: string;
  /** Empty for Google's own. */
  readonly allowedAudiences: readonly string[];
  readonly attributeMapping: Readonly<Record<string, string>>;
  readonly attributeCondition?: string;
}

/** What stands between a token and a resource. */
export interface NativeTrust {
  readonly provider: NativeProvider;
  /** Members of the binding: `principal://…`, `principalSet://…`. Where none are known, only the exchange at the provider is decided. */
  readonly members?: readonly string[];
  /** Those of the members of which a part is only known at deployment. */
  readonly openMembers?: readonly Late[];
  /**
   * What is not known yet: a part of the provider as Terraform calls it and then what it waits for, `attribute_condition (var.owner)`. A name that begins with no such
   * part may stand for anything.
   */
  readonly unresolved?: readonly string[];
}

/** The IAM condition of a binding: the members may do something where it is true. */
export interface BindingCondition {
  readonly title?: Text;
  readonly expression: Text;
}

type Claims = Readonly<Record<string, unknown>>;

/**
 * Decides a token as Google Cloud would: issuer, audience, mapping, condition, then the members and the IAM condition of their binding.
 *
 * What Google does with a claim that a mapping or condition reads and the token lacks is not documented; it is taken for a rejection, which is
 * what the Common Expression Language says of an error.
 *
 * @param condition of the binding, where it has one
 */
export function evaluate(trust: NativeTrust, claims: Claims, condition?: BindingCondition): Decision {
  let outcome: Outcome = 'accept';
  for (const looked of steps(trust, claims, condition)) {
    if (looked.outcome !== 'accept') outcome = looked.outcome;
    if (outcome === 'reject') break; // a test that fails on what is known decides, whatever is not known beside it
  }
  return new Decided(outcome, () => [...steps(trust, claims, condition)]);
}

/** Why takes longer to find out than whether, and who asks about many tokens looks at few reasons: they are made when they are asked for. */
class Decided implements Decision {
  readonly #steps: () => readonly Step[];
  #reasons?: readonly Reason[];

  public constructor(public readonly outcome: Outcome, allSteps: () => readonly Step[]) {
    this.#steps = allSteps;
  }

  public get reasons(): readonly Reason[] {
    return this.#reasons ??= this.made();
  }

  /** What surely fails before what cannot be told. */
  private made(): readonly Reason[] {
    const looked = this.#steps();
    const [open, decided] = [true, false].map(wanted => looked.filter(({ outcome }) => (outcome === 'unknown') === wanted).flatMap(({ reasons }) => reasons()));
    const sorted = causeFirst(decided);
    return causes.distinct([...sorted.filter(({ ok }) => !ok), ...causeFirst(open), ...sorted]);
  }

  public toJSON(): Decision {
    return { outcome: this.outcome, reasons: this.reasons };
  }
}

/** One thing that Google looks at, in its own order. */
interface Step {
  readonly outcome: Outcome;
  readonly reasons: () => readonly Reason[];
}

function step(outcome: Outcome, reasons: () => readonly Reason[]): Step {
  return { outcome, reasons };
}

function* steps({ provider, members, openMembers = [], unresolved = [] }: NativeTrust, claims: Claims, condition?: BindingCondition): Generator<Step> {
  const open = openOf(unresolved);
  if (open.anything.length > 0) return yield notResolved('trust', open.anything);
  yield issuerStep(provider, claims, open);
  yield audienceStep(provider, claims, open);
  const mapped: Mapped = { google: {}, attribute: {}, open: new Set() };
  if (open.wholeMapping.length > 0) {
    mapped.open.add(WHOLE);
    yield notResolved(WHOLE, open.wholeMapping);
  }
  for (const [target, expression] of Object.entries(provider.attributeMapping)) {
    const found = open.mapping.has(target) ? notResolved(target, open.mapping.get(target)!) : mappingStep(target, expression, claims, mapped);
    if (found.outcome === 'unknown') mapped.open.add(target);
    yield found;
  }
  if (mapped.open.size === 0) yield sizeStep(mapped);
  if (provider.attributeCondition !== undefined && provider.attributeCondition !== '') yield conditionStep(provider, provider.attributeCondition, claims, mapped, open);
  if (members !== undefined) yield memberStep(provider, { members, openMembers }, claims, mapped);
  if (condition !== undefined) yield bindingConditionStep(condition);
}

const WHOLE = 'attribute_mapping';

function notResolved(claim: string, names: readonly string[], { expected = [], found }: { readonly expected?: readonly string[]; readonly found?: unknown } = {}): Step {
  return step('unknown', () => [{ claim, expected, found, ok: false, hint: `not resolved: ${names.join(', ')}` }]);
}

function issuerStep({ issuer }: NativeProvider, claims: Claims, open: Open): Step {
  const found = own(claims, 'iss');
  if (open.issuer.length > 0 && couldEndAs(issuer, found)) return notResolved('iss', open.issuer, { expected: [issuer], found });
  const ok = found === issuer;
  return step(ok ? 'accept' : 'reject', () => [{ claim: 'iss', expected: [issuer], found, ok, ...ok ? {} : { hint: hintFor({ claim: 'iss', expected: [issuer], found }) } }]);
}

function audienceStep(provider: NativeProvider, claims: Claims, open: Open): Step {
  const expected = audiencesOf(provider);
  const found = own(claims, 'aud');
  const ok = [found].flat().some(one => expected.includes(one as string));
  if (!ok && open.audiences.length > 0 && [found].flat().some(one => provider.allowedAudiences.length === 0 || expected.some(audience => couldEndAs(audience, one)))) return notResolved('aud', open.audiences, { expected: provider.allowedAudiences, found });
  const isOpen = [found].flat().some(one => expected.some(audience => couldBe(audience, one)));
  // of Google's own the first spelling is the one to ask for
  const wanted = provider.allowedAudiences.length > 0 ? expected : expected.slice(0, 1);
  const hint = () => isOpen ? 'the audience holds what is only known at deployment' : hintFor({ claim: 'aud', expected: wanted, found });
  return step(ok ? 'accept' : isOpen ? 'unknown' : 'reject', () => [{ claim: 'aud', expected, found, ok, ...ok ? {} : { hint: hint() } }]);
}

/** What the provider makes of a token, for its condition and for the members. */
interface Mapped {
  readonly google: Record<string, unknown>;
  readonly attribute: Record<string, unknown>;
  /** What is mapped, and cannot be told here. */
  readonly open: Set<string>;
}

function mappingStep(target: string, expression: string, claims: Claims, mapped: Mapped): Step {
  if (expression.length > MAPPING.expression) return tooLong(target, expression, MAPPING.expression);
  const [, room, name] = /^(google|attribute)\.(.+)$/.exec(target) ?? [];
  const result = evaluateCel(expression, { assertion: claims });
  if (result.kind === 'value' && room !== undefined && (typeof result.value === 'string' || target === 'google.groups')) {
    mapped[room as 'google' | 'attribute'][name] = result.value;
    return step('accept', () => []);
  }
  return step(result.kind === 'unknown' ? 'unknown' : 'reject', () => [
    ...causes.ofMapping(expression, claims),
    { claim: target, expected: [expression], found: undefined, ok: false, hint: result.kind === 'value' ? 'the mapping gives no text: map it from a claim that is one' : `the mapping cannot be evaluated: ${result.text}` },
  ]);
}

function sizeStep(mapped: Mapped): Step {
  const { subject } = mapped.google;
  const length = typeof subject === 'string' ? Buffer.byteLength(subject) : 0;
  const fits = length > 0 && length <= SUBJECT_BYTES;
  const bytes = [...Object.values(mapped.google), ...Object.values(mapped.attribute)].flat().reduce<number>((sum, text) => sum + Buffer.byteLength(String(text)), 0);
  const hint = length === 0 ? 'the mapping gives no google.subject, without which no token is exchanged: map it from assertion.sub'
    : `the subject is ${length} bytes, and Google takes ${SUBJECT_BYTES}: map google.subject from something shorter, or shorten the names that it is made of`;
  return step(fits && bytes <= MAPPING.bytes ? 'accept' : 'reject', () => [
    { claim: 'google.subject', expected: [`1 to ${SUBJECT_BYTES} bytes`], found: subject, ok: fits, ...fits ? {} : { hint } },
    ...bytes <= MAPPING.bytes ? [] : [{ claim: 'attribute', expected: [`at most ${MAPPING.bytes} bytes`], found: bytes, ok: false, hint: 'the mapped attributes of the token are too long: map fewer of them' }],
  ]);
}

function conditionStep(provider: NativeProvider, condition: string, claims: Claims, mapped: Mapped, open: Open): Step {
  const late = open.condition.length > 0;
  if (!late && condition.length > CONDITION_MAX) return tooLong('attribute condition', condition, CONDITION_MAX);
  const isPartial = late || (mapped.open.size > 0 && MAPPED.test(condition));
  const whole = isPartial ? undefined : evaluateCel(condition, { assertion: claims, google: mapped.google, attribute: mapped.attribute });
  const result = whole === undefined || (whole.kind === 'unknown' && isFalse(partialCel(condition, { claims }))) ? partialCel(condition, { claims, late }) : whole;
  if (isPartial && result.kind === 'unknown') return late ? notResolved('attribute condition', open.condition, { expected: [condition] }) : step('unknown', () => []);
  const ok = result.kind === 'value' && result.value === true;
  return step(ok ? 'accept' : result.kind === 'unknown' ? 'unknown' : 'reject', () => {
    const found = ok || result.kind === 'unknown' ? [] : causes.ofCondition(condition, provider, claims, late);
    return [...found, { claim: 'attribute condition', expected: [condition], found: result.kind === 'value' ? plain(result.value) : undefined, ok, ...ok || found.length > 0 ? {} : { hint: conditionHint(result) } }];
  });
}

/** Of a provider that nobody can have. */
function tooLong(claim: string, expression: string, most: number): Step {
  const hint = `it is ${expression.length.toLocaleString('en')} characters long, and Google takes ${most.toLocaleString('en')}: shorten it`;
  return step('reject', () => [{ claim, expected: [expression], found: undefined, ok: false, hint }]);
}

/** Of a condition that is not modelled whole, one part of which fails. */
function isFalse(result: CelOutcome): boolean {
  return result.kind === 'value' && result.value === false;
}

/** A condition that names what is mapped. */
const MAPPED = /\b(google|attribute)\s*[.[]/;

/** As JSON has it: an integer of CEL is of a type that JSON cannot say. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part: unknown) => typeof part === 'bigint' ? Number(part) : part) ?? 'null');
}

function conditionHint(result: CelOutcome): string {
  return result.kind === 'value' ? 'the condition of the provider does not hold for the token: have the condition admit it, or use another provider' : result.text;
}

function memberStep(provider: NativeProvider, { members, openMembers }: Required<Pick<NativeTrust, 'members' | 'openMembers'>>, claims: Claims, mapped: Mapped): Step {
  const pool = provider.name.replace(/\/providers\/[^/]+$/, '');
  const principals = [
    ...mapped.google.subject === undefined ? [] : [`principal://iam.googleapis.com/${pool}/subject/${String(mapped.google.subject)}`],
    `principalSet://iam.googleapis.com/${pool}/*`,
    ...[mapped.google.groups ?? []].flat().map(group => `principalSet://iam.googleapis.com/${pool}/group/${String(group)}`),
    ...Object.entries(mapped.attribute).map(([name, value]) => `principalSet://iam.googleapis.com/${pool}/attribute.${name}/${String(value)}`),
  ];
  const member = members.find(one => principals.includes(one));
  if (member !== undefined) return step('accept', () => [{ claim: 'member', expected: members, found: member, ok: true }]);
  const open = openMembers.find(one => principals.some(principal => couldBecome(one, principal)));
  if (open !== undefined) return step('unknown', () => [{ claim: 'member', expected: members, found: principals[0], ok: false, hint: `not resolved: ${open.names.join(', ')}` }]);
  if (members.some(one => isOfOpen(one, pool, mapped))) return step('unknown', () => []); // its mapping says why
  return step('reject', () => {
    const found = causes.ofMembers(members, pool, provider, claims);
    return [...found, { claim: 'member', expected: members, found: principals[0], ok: false, ...found.length > 0 ? {} : { hint: 'no member of the binding is this job: grant the role to a member for it' } }];
  });
}

/** What the token does not tell is unknown, the time of the request too. */
function bindingConditionStep({ title, expression }: BindingCondition): Step {
  const called = title === undefined ? 'the condition of the binding' : `the condition ${JSON.stringify(String(title))} of the binding`;
  const { value, reads } = expression instanceof Late ? { value: undefined, reads: expression.names } : evaluateIamCondition(expression);
  const hint = value === false ? `${called} is never true, so that it grants nothing: correct it, or remove the binding`
    : reads.length > 0 ? `${called} hangs on ${reads.join(' and ')}, which a token does not tell` : `${called} is no expression that is evaluated here`;
  const outcome = value === undefined ? 'unknown' : value ? 'accept' : 'reject';
  return step(outcome, () => [{ claim: 'binding condition', expected: [String(expression)], found: undefined, ok: value === true, ...value === true ? {} : { hint } }]);
}

/** Whether a member is told by an attribute that cannot be told here. */
function isOfOpen(member: string, pool: string, { open }: Mapped): boolean {
  const told = selectorOf(member);
  return told?.pool === pool && (open.has(WHOLE) || open.has(told.attribute));
}

/** What a token may be for: Google's own audience has two spellings. */
export function audiencesOf(provider: Pick<NativeProvider, 'name' | 'allowedAudiences'>): readonly string[] {
  if (provider.allowedAudiences.length > 0) return provider.allowedAudiences;
  return [`https://iam.googleapis.com/${provider.name}`, `//iam.googleapis.com/${provider.name}`];
}

/** Whether a text with open parts, in angle brackets, could come out as this one. */
function couldBe(text: string, found: unknown): boolean {
  if (typeof found !== 'string' || !/<[^>]*>/.test(text)) return false;
  const [asked, given] = [segmentsOf(signsOf(text, [ONE, ANY])), segmentsOf([...found])];
  return asked.length === given.length && asked.every((segment, i) => isLike(segment, given[i] as string[]));
}

/** The same where an open part may hold anything. */
function couldEndAs(text: string, found: unknown): boolean {
  if (typeof found !== 'string') return false;
  return isLike(signsOf(text, [ANY]), [...found]);
}

/** With these signs in the place of what stands in angle brackets. */
function signsOf(text: string, open: readonly Sign[]): Sign[] {
  return text.split(/((?:<[^>]*>)+)/).flatMap((part, i) => i % 2 === 1 ? open : [...part]);
}

/** What stands between slashes, none of which an open part holds. */
function segmentsOf(signs: readonly Sign[]): Sign[][] {
  return signs.reduce<Sign[][]>((segments, sign) => {
    if (sign === '/') segments.push([]);
    else segments[segments.length - 1].push(sign);
    return segments;
  }, [[]]);
}
