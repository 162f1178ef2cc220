import { show } from './problem';
import { JobContext, JobSubject, jobSubjectOf, refContext } from './subjects';

/** A claim that is not what a target asks for. */
export interface Mismatch {
  readonly claim: string;
  /** The values of which the claim has to carry one, to the letter or as patterns. */
  readonly expected: readonly string[];
  readonly found: unknown;
}

/**
 * Why a claim is not what a target asks for, and what to do about it: causes that are the same on every cloud.
 *
 * Nothing where no known cause fits.
 */
export function hintFor({ claim, expected, found }: Mismatch): string | undefined {
  if (found === undefined || found === null) return absentHint(claim, expected);
  if (typeof found === 'number' || typeof found === 'boolean') return `the token carries ${claim} as a ${typeof found}, which never equals a text`;
  if (Array.isArray(found)) return claim === 'aud' ? audienceHint(expected, found) : `the token carries ${claim} as a list: it takes a target that looks into lists`;
  if (typeof found !== 'string') return undefined;
  const other = expected.find(value => value.toLowerCase() === found.toLowerCase());
  if (other !== undefined) return `only the letter case differs, and it counts: write ${show(found)}, as the issuer does`;
  switch (claim) {
    case 'iss': return issuerHint(expected, found);
    case 'aud': return audienceHint(expected, found);
    case 'sub': return subjectHint(expected, found);
    case 'ref': return contextHint(expected.map(refContext), refContext(found));
    case 'environment': return contextHint(expected.map(environment), environment(found));
    default: return undefined;
  }
}

function absentHint(claim: string, expected: readonly string[]): string {
  const [name = 'NAME'] = expected;
  if (claim === 'environment') return `the job names no environment: add "environment: ${name}" to the job`;
  if (claim === 'aud') return 'the token was requested for no audience: name one';
  return `the token does not carry ${claim}`;
}

/** An enterprise of GitHub may have its slug in the issuer, and one with data residency has a host of its own. */
function issuerHint(expected: readonly string[], found: string): string {
  const trusted = expected.map(show).join(' or ');
  if (expected.some(issuer => found === `${issuer}/` || issuer === `${found}/`)) return `only the slash at its end differs, and it counts: trust ${show(found)}`;
  const longer = expected.some(issuer => found.startsWith(`${issuer}/`));
  if (longer) return `the enterprise of the job has its slug in the issuer of its tokens: trust the issuer ${show(found)}, with a provider and with conditions of its own`;
  const shorter = expected.some(issuer => issuer.startsWith(`${found}/`));
  if (shorter) return `the enterprise does not have its slug in the issuer of its tokens, or the job is not of that enterprise: trust the issuer ${show(found)}, or have the slug included`;
  if (/^https:\/\/token\.actions\.[^/]+\.ghe\.com(\/|$)/.test(found)) return `the token is of an enterprise on GHE.com, which signs with an issuer of its own: trust ${show(found)}`;
  return `another issuer signed the token: trust ${show(found)}, or take a token of ${trusted === '' ? 'an issuer that is trusted' : trusted}`;
}

function audienceHint(expected: readonly string[], found: string | readonly unknown[]): string {
  const wanted = expected.map(show).join(' or ');
  if (Array.isArray(found) && found.length !== 1) return found.length === 0 ? 'the token was requested for no audience: name one' : `the token is for several audiences: request it for ${wanted === '' ? 'one' : wanted} alone`;
  const [audience] = Array.isArray(found) ? found : [found];
  if (expected.length === 0) return `no audience is trusted: register ${show(audience)}`;
  const asDefault = typeof audience === 'string' && /^https:\/\/github\.com\/[^/]+$/.test(audience) ? ', which GitHub puts in when the job names none' : '';
  return `the job requested its token for audience ${show(audience)}${asDefault}: request it for ${wanted}`;
}

function subjectHint(expected: readonly string[], found: string): string | undefined {
  const sent = jobSubjectOf(found);
  if (sent === undefined) return undefined;
  const hints = expected.flatMap(value => {
    const wanted = jobSubjectOf(value);
    return wanted === undefined || wanted.kind !== sent.kind ? [] : [{ near: likeness(wanted, sent), hint: jobHint(wanted, sent, found) }];
  });
  return hints.sort((a, b) => b.near - a.near)[0]?.hint;
}

/** How much two subjects have in common, so that the hint speaks of the nearest. */
function likeness(wanted: JobSubject, sent: JobSubject): number {
  return (same(wanted.project, sent.project) ? 4 : 0) + (wanted.ids === sent.ids ? 1 : 0) + (sameContext(wanted.context, sent.context) ? 2 : 0);
}

function jobHint(wanted: JobSubject, sent: JobSubject, found: string): string | undefined {
  if (!same(wanted.project, sent.project)) {
    return /[*?]/.test(wanted.project) ? undefined : `the job is of ${show(sent.project)}, and ${show(wanted.project)} is trusted: trust it as well, or run the job there`;
  }
  const idsDiffer = wanted.ids !== sent.ids && !/[*?]/.test(wanted.ids ?? '');
  const context = sameContext(wanted.context, sent.context) ? undefined : contextHint([wanted.context], sent.context);
  if (idsDiffer) return [idsHint(wanted, sent, found), ...context === undefined ? [] : [`besides, ${context}`]].join('; ');
  if (context !== undefined) return context;
  return wanted.project === sent.project ? undefined : `only the letter case of ${show(wanted.project)} differs, and it counts: write ${show(sent.project)}, as the issuer does`;
}

function idsHint(wanted: JobSubject, sent: JobSubject, found: string): string {
  if (wanted.ids === undefined) return `the repository sends its numeric ids in the subject, as every one does that is new, renamed or transferred since 2026-07-15: trust ${show(found)}`;
  if (sent.ids === undefined) return `the repository sends names without ids in its subject: trust ${show(found)}, or have the repository send the immutable form`;
  return `the ids are those of another repository of the same name, as after one was deleted and made again or handed over: trust ${show(found)} only if you know it`;
}

function contextHint(wanted: readonly JobContext[], sent: JobContext): string | undefined {
  const expected = wanted.map(written).join(' or ');
  const [first] = wanted;
  if (first === undefined) return undefined;
  switch (sent.kind) {
    case 'merge queue': return `the job runs in the merge queue of branch ${show(sent.name)}, on a branch that exists for it alone: run it on a push to ${show(sent.name)}, or trust the queue by its name`;
    case 'pull request': return `the job runs for a pull request, whose subject names neither branch nor environment: run it on a push for ${expected}, or have it name an environment that is trusted`;
    case 'environment':
      if (first.kind === 'environment') return `the job names environment ${show(sent.name)}: have it name ${expected}, or trust ${show(sent.name)} as well`;
      return `the job names environment ${show(sent.name)}, which takes the place of the ref in its subject: trust environment ${show(sent.name)}, or take the environment out of the job`;
    case 'branch':
    case 'tag':
      if (first.kind === 'environment') return `the job names no environment, and runs for ${written(sent)}: add "environment: ${first.name}" to the job, or trust ${written(sent)}`;
      if (first.kind === 'pull request') return `the job runs for ${written(sent)}, and only pull requests are trusted: trust ${written(sent)}`;
      return `the job runs for ${written(sent)}, and ${expected} is trusted: run it for ${expected}, or trust ${written(sent)}`;
    default: return undefined;
  }
}

function written({ kind, name }: JobContext): string {
  return name === '' ? `a ${kind}` : `${kind} ${show(name)}`;
}

function environment(name: string): JobContext {
  return { kind: 'environment', name };
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function sameContext(a: JobContext, b: JobContext): boolean {
  return a.kind === b.kind && a.name === b.name;
}
