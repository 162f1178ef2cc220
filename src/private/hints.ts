import { whole } from './problem';
import { contextHint, subjectHint } from './subject-hints';
import { isLike, JobContext, refContext } from './subjects';
import { own } from '../identity/private/own';

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
  if (typeof found === 'number' || typeof found === 'boolean') return `the token carries ${claim} as a ${typeof found}, which never equals a text: test another claim`;
  if (Array.isArray(found)) return claim === 'aud' ? audienceHint(expected, found) : `the token carries ${claim} as a list: it takes a target that looks into lists`;
  if (typeof found !== 'string') return `the token carries ${claim} as an object, which never equals a text: test another claim`;
  if (expected.some(value => value !== found && value.trim() === found.trim())) return `only the white space around it differs, and it counts: write ${whole(found)}`;
  if (expected.some(value => value !== found && colons(value) === colons(found))) return `the issuer writes a colon within a name as "%3A": write ${whole(found)}`;
  if (expected.some(value => isLike(value, found) && !isLike(value, found, true))) return `only the letter case differs, and it counts: write ${whole(found)}, as the issuer does`;
  switch (claim) {
    case 'iss': return issuerHint(expected, found);
    case 'aud': return audienceHint(expected, found);
    case 'sub': return subjectHint(expected, found);
    case 'ref':
    case 'ref_path': return contextHint(expected.map(refContext), refContext(found)) ?? otherHint(claim, expected, found);
    case 'environment': return contextHint(expected.map(environment), environment(found));
    case 'event_name': return found.startsWith('pull_request') ? contextHint(expected.map(name => ({ kind: 'other', name })), { kind: 'pull request', name: '' }) : otherHint(claim, expected, found);
    default: return otherHint(claim, expected, found);
  }
}

function colons(text: string): string {
  return text.replace(/%3A/gi, ':');
}

/** Why a claim that must not be what it is fails; where it is not there at all, that is the cause. */
export function refusedHint(claim: string, found: unknown): string | undefined {
  if (found === undefined || found === null) return undefined;
  return `the token carries ${claim} ${whole(found)}, which is just what is refused: run a job that sends another, or change that test`;
}

/**
 * The same where the target compares to the letter, and an asterisk was written as if it stood for anything.
 *
 * @param fix who compares, and what to write instead
 */
export function hintToTheLetter(mismatch: Mismatch, fix: string): string | undefined {
  const { expected, found } = mismatch;
  const meant = typeof found === 'string' && expected.some(value => /[*?]/.test(value) && isLike(value, found));
  return meant ? `an asterisk or a question mark is taken for that very character: ${fix}` : hintFor(mismatch);
}

/** What a claim says of the job, in words. */
const WORDS: Readonly<Record<string, string>> = {
  repository: 'is of repository',
  repository_id: 'is of repository',
  repository_owner: 'is of owner',
  repository_owner_id: 'is of owner',
  project_path: 'is of project',
  project_id: 'is of project',
  namespace_path: 'is of group',
  namespace_id: 'is of group',
  ref: 'runs for ref',
  ref_path: 'runs for ref',
  ref_type: 'runs for a ref of type',
  ref_protected: 'runs for a ref whose protection is',
  event_name: 'was started by',
  job_workflow_ref: 'runs through the reusable workflow',
};

function otherHint(claim: string, expected: readonly string[], found: string): string | undefined {
  const says = own(WORDS, claim);
  if (expected.length === 0) return undefined;
  if (says === undefined) return `the token carries ${claim} ${whole(found)}, and ${expected.map(whole).join(' or ')} is trusted: trust ${whole(found)} as well, or run the job that is meant`;
  return `the job ${says} ${whole(found)}, and ${expected.map(whole).join(' or ')} is trusted (claim ${claim}): trust ${whole(found)} as well, or run the job there`;
}

function absentHint(claim: string, expected: readonly string[]): string {
  const [name = 'NAME'] = expected;
  if (claim === 'environment') return `the job names no environment: add "environment: ${name}" to the job`;
  if (claim === 'aud') return noAudience(expected);
  if (claim === 'iss') return 'the token does not carry iss, without which nobody knows who signed it: give all the claims of the token';
  return notCarried(claim);
}

/** What is said of a claim of which nothing more is known than that the token lacks it. */
export function notCarried(claim: string): string {
  return `the token does not carry ${claim}: test a claim that the issuer sends, or have it sent`;
}

function noAudience(expected: readonly string[]): string {
  return `the token was requested for no audience: request it for ${expected.length === 0 ? 'one' : expected.map(whole).join(' or ')}`;
}

/** An enterprise of GitHub may have its slug in the issuer; one with data residency, and one with a server of its own, have a host of their own. */
function issuerHint(expected: readonly string[], found: string): string {
  const trusted = expected.map(whole).join(' or ');
  if (expected.some(issuer => found === `${issuer}/` || issuer === `${found}/`)) return `only the slash at its end differs, and it counts: trust ${whole(found)}`;
  const longer = expected.some(issuer => found.startsWith(`${issuer}/`));
  if (longer) return `the enterprise of the job has its slug in the issuer of its tokens: trust the issuer ${whole(found)}, with a provider and with conditions of its own`;
  const shorter = expected.some(issuer => issuer.startsWith(`${found}/`));
  if (shorter) return `the enterprise does not have its slug in the issuer of its tokens, or the job is not of that enterprise: trust the issuer ${whole(found)}, or have the slug included`;
  if (/^https:\/\/token\.actions\.[^/]+\.ghe\.com(\/|$)/.test(found)) return `the token is of an enterprise on GHE.com, which signs with an issuer of its own: trust ${whole(found)}`;
  if (SERVER.test(found)) return `the token is of a GitHub Enterprise Server, which signs with an issuer of its own: trust ${whole(found)}`;
  if (expected.some(issuer => SERVER.test(issuer))) return `the token is not of the GitHub Enterprise Server that is trusted: trust the issuer ${whole(found)}, or run the job on ${trusted}`;
  const entra = /^https:\/\/login\.microsoftonline\.com\//.test(found) && expected.some(issuer => issuer.startsWith('https://vstoken.dev.azure.com/'));
  if (entra) return `Entra signs the tokens of this service connection, as of every newer one of Azure DevOps: trust the issuer ${whole(found)}, with the subject that the connection shows`;
  return `another issuer signed the token: trust ${whole(found)}, or take a token of ${trusted === '' ? 'an issuer that is trusted' : trusted}`;
}

const SERVER = /^https:\/\/[^/]+\/_services\/token$/;

function audienceHint(expected: readonly string[], found: string | readonly unknown[]): string {
  const wanted = expected.map(whole).join(' or ');
  if (Array.isArray(found) && found.length !== 1) return found.length === 0 ? noAudience(expected) : `the token is for several audiences: request it for ${wanted === '' ? 'one' : wanted} alone`;
  const [audience] = Array.isArray(found) ? found : [found];
  if (expected.length === 0) return `no audience is trusted: register ${whole(audience)}`;
  const asDefault = typeof audience === 'string' && /^https:\/\/github\.com\/[^/]+$/.test(audience) ? ', which GitHub puts in when the job names none' : '';
  return `the job requested its token for audience ${whole(audience)}${asDefault}: request it for ${wanted}`;
}

function environment(name: string): JobContext {
  return { kind: 'environment', name };
}

/** Why the token is refused already where a value is only known in part. */
export function neverBecomes(names: readonly string[]): string {
  return `differs from what the token carries, whatever ${[...new Set(names)].join(' and ')} will be: trust what the job sends, or run the job that is meant`;
}
