import { MAPPING, SUBJECT_BYTES } from './limits';
import { evaluateCel } from './private/cel';
import { own } from '../identity/private/own';
import type { Decision, Outcome, Reason } from '../private/decision';
import type { Late } from '../private/late';

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
  /** Parts of the artefact that are not known yet, by their names. */
  readonly unresolved?: readonly string[];
}

/**
 * Decides a token as Google Cloud would: issuer, audience, mapping, condition and then the members.
 *
 * What Google does with a claim that a mapping or condition reads and the token lacks is not documented; it is taken for a rejection, which is
 * what the Common Expression Language says of an error.
 */
export function evaluate(trust: NativeTrust, claims: Readonly<Record<string, unknown>>): Decision {
  const { provider } = trust;
  if (trust.unresolved !== undefined && trust.unresolved.length > 0) {
    return { outcome: 'unknown', reasons: [{ claim: 'trust', expected: [], found: undefined, ok: false, hint: `not resolved: ${trust.unresolved.join(', ')}` }] };
  }
  const reasons: Reason[] = [];
  let open = false;
  const answer = (outcome: Outcome): Decision => ({ outcome: outcome === 'accept' && open ? 'unknown' : outcome, reasons });
  const look = (reason: Reason): boolean => {
    reasons.push(reason);
    return reason.ok;
  };

  const iss = own(claims, 'iss');
  if (!look({ claim: 'iss', expected: [provider.issuer], found: iss, ok: iss === provider.issuer })) return answer('reject');

  const audiences = audiencesOf(provider);
  const aud = own(claims, 'aud');
  const audienceFits = [aud].flat().some(one => audiences.includes(one as string));
  // a test that fails on what is known decides, whatever is not known beside it
  open = !audienceFits && [aud].flat().some(one => audiences.some(audience => couldBe(audience, one)));
  if (!look({ claim: 'aud', expected: audiences, found: aud, ok: audienceFits, hint: open ? 'the audience holds what is only known at deployment' : undefined }) && !open) return answer('reject');

  const mapped: Record<'google' | 'attribute', Record<string, unknown>> = { google: {}, attribute: {} };
  let bytes = 0;
  for (const [target, expression] of Object.entries(provider.attributeMapping)) {
    const [, room, name] = /^(google|attribute)\.(.+)$/.exec(target) ?? [];
    const result = evaluateCel(expression, { assertion: claims });
    const text = result.kind === 'value' ? result.value : undefined;
    if (room === 'google' && name === 'groups' && result.kind === 'value') continue;
    if (typeof text === 'string' && room !== undefined) {
      mapped[room as 'google' | 'attribute'][name] = text;
      bytes += Buffer.byteLength(text);
      continue;
    }
    look({ claim: target, expected: [expression], found: undefined, ok: false, hint: result.kind === 'value' ? 'the mapping gives no text' : result.text });
    return answer(result.kind === 'unknown' ? 'unknown' : 'reject');
  }
  const subject = mapped.google.subject;
  const length = typeof subject === 'string' ? Buffer.byteLength(subject) : 0;
  const fits = length > 0 && length <= SUBJECT_BYTES;
  if (!look({ claim: 'google.subject', expected: [`1 to ${SUBJECT_BYTES} bytes`], found: subject, ok: fits, hint: fits ? undefined : `${length} bytes` })) return answer('reject');
  if (bytes > MAPPING.bytes) {
    look({ claim: 'attribute', expected: [`at most ${MAPPING.bytes} bytes`], found: bytes, ok: false });
    return answer('reject');
  }

  if (provider.attributeCondition !== undefined && provider.attributeCondition !== '') {
    const result = evaluateCel(provider.attributeCondition, { assertion: claims, ...mapped });
    const ok = result.kind === 'value' && result.value === true;
    look({ claim: 'attribute condition', expected: [provider.attributeCondition], found: result.kind === 'value' ? result.value : undefined, ok, hint: result.kind === 'value' ? undefined : result.text });
    if (!ok) return answer(result.kind === 'unknown' ? 'unknown' : 'reject');
  }

  const { members } = trust;
  if (members === undefined) return answer('accept');
  const pool = provider.name.replace(/\/providers\/[^/]+$/, '');
  const principals = [
    `principal://iam.googleapis.com/${pool}/subject/${String(subject)}`,
    `principalSet://iam.googleapis.com/${pool}/*`,
    ...Object.entries(mapped.attribute).map(([name, value]) => `principalSet://iam.googleapis.com/${pool}/attribute.${name}/${String(value)}`),
  ];
  const member = members.find(one => principals.includes(one));
  const late = member === undefined ? trust.openMembers?.find(one => principals.some(principal => couldEnd(one, principal))) : undefined;
  const hint = late === undefined ? hintFor(claims, members) : `not resolved: ${late.names.join(', ')}`;
  look({ claim: 'member', expected: members, found: member ?? principals[0], ok: member !== undefined, hint: member === undefined ? hint : undefined });
  if (late !== undefined) return answer('unknown');
  return answer(member === undefined ? 'reject' : 'accept');
}

/** What a token may be for: Google's own audience has two spellings. */
export function audiencesOf(provider: Pick<NativeProvider, 'name' | 'allowedAudiences'>): readonly string[] {
  if (provider.allowedAudiences.length > 0) return provider.allowedAudiences;
  return [`https://iam.googleapis.com/${provider.name}`, `//iam.googleapis.com/${provider.name}`];
}

/** Whether a text with open parts, in angle brackets, could come out as this one. */
function couldBe(text: string, found: unknown): boolean {
  if (typeof found !== 'string' || !/<[^>]*>/.test(text)) return false;
  const source = text.split(/(?:<[^>]*>)+/).map(part => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('[^/]+');
  return new RegExp(`^${source}$`).test(found);
}

/** Whether a member with open parts could come out as this one: what is known of it stands there in the same order. */
function couldEnd({ parts }: Late, principal: string): boolean {
  let at = 0;
  return parts.every((part, i) => {
    if (typeof part !== 'string') return true;
    const found = i === parts.length - 1 ? Math.max(principal.length - part.length, at) : i === 0 ? 0 : principal.indexOf(part, at);
    if (found < 0 || !principal.startsWith(part, found)) return false;
    at = found + part.length;
    return true;
  });
}

function hintFor(claims: Readonly<Record<string, unknown>>, members: readonly string[]): string | undefined {
  const sub = own(claims, 'sub');
  if (typeof sub !== 'string') return undefined;
  const subjects = members.map(member => member.slice(member.indexOf('/subject/') + '/subject/'.length));
  if (subjects.some(subject => subject.toLowerCase() === sub.toLowerCase())) return 'the subject differs in letter case only';
  const withoutIds = (text: string) => text.replace(/@\d+(?=[/:])/g, '');
  if (subjects.some(subject => withoutIds(subject) === withoutIds(sub))) return 'the subject differs in numeric ids only: the repository sends the other form';
  if (own(claims, 'environment') !== undefined && sub.includes(':environment:')) return 'the job names an environment, which takes the place of its ref in the subject';
  return undefined;
}
