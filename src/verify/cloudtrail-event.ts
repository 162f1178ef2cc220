import { isObject, JsonObject, listAt, objectAt, textAt } from './readers/private/values';

/** What CloudTrail keeps of a token: never the token, and never another claim. */
export const RECORDED: readonly string[] = ['iss', 'sub', 'aud'];

/** The claims that an event keeps; what is not in it is absent. */
export type RecordedClaims = Readonly<Record<string, string>>;

/** Events of CloudTrail in a value: one by itself, in a file of a trail, as EventBridge hands it on, or as `aws cloudtrail lookup-events` prints it. */
export function cloudTrailEvents(value: unknown): JsonObject[] {
  if (!isObject(value)) return [];
  if (typeof value.eventSource === 'string' && typeof value.eventName === 'string') return [value];
  if (isObject(value.detail)) return cloudTrailEvents(value.detail);
  const inText = textAt(value, 'CloudTrailEvent');
  if (inText !== undefined) return cloudTrailEvents(parsed(inText));
  return [...listAt(value, 'Records'), ...listAt(value, 'Events')].flatMap(cloudTrailEvents);
}

export function isWebIdentity(event: JsonObject): boolean {
  return event.eventSource === 'sts.amazonaws.com' && event.eventName === 'AssumeRoleWithWebIdentity';
}

/** Issuer, subject and audience; nothing where the event does not say whose token it was. */
export function recordedClaims(event: JsonObject): RecordedClaims | undefined {
  const identity = objectAt(event, 'userIdentity');
  const provider = textAt(identity, 'identityProvider') ?? textAt(event, 'responseElements', 'provider');
  const sub = textAt(identity, 'userName') ?? textAt(event, 'responseElements', 'subjectFromWebIdentityToken');
  if (provider === undefined || sub === undefined) return undefined;
  const aud = textAt(event, 'responseElements', 'audience') ?? audienceIn(textAt(identity, 'principalId'), provider, sub);
  const [, host = provider] = /:oidc-provider\/(.+)$/.exec(provider) ?? [];
  return { iss: host.startsWith('https://') ? host : `https://${host}`, sub, ...aud === undefined ? {} : { aud } };
}

/** A principal reads `<provider>:<audience>:<subject>`. */
function audienceIn(principal: string | undefined, provider: string, sub: string): string | undefined {
  const [start, end] = [`${provider}:`, `:${sub}`];
  if (principal?.startsWith(start) !== true || !principal.endsWith(end) || principal.length <= start.length + end.length) return undefined;
  return principal.slice(start.length, -end.length);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
