import { whole } from './problem';
import { isLike } from './subjects';

/** A hint, and how much of the subject is as it should be: the nearest of several is told. */
interface Near {
  readonly near: number;
  readonly hint: string;
}

/** Why a subject is none of those that are expected, of an issuer of which nothing more is known than that it puts parts between colons or slashes. */
export function partsHint(expected: readonly string[], found: string): string | undefined {
  return expected.map(value => nearestOf(value, found)).sort((a, b) => b.near - a.near)[0]?.hint;
}

function nearestOf(wanted: string, found: string): Near {
  const bitbucket = bitbucketHint(wanted, found);
  if (bitbucket !== undefined) return { near: Infinity, hint: bitbucket };
  const [asked, sent] = [partsOf(wanted), partsOf(found)];
  const alike = asked.filter((part, i) => sent[i] !== undefined && isLike(part, sent[i])).length;
  return { near: alike, hint: cutHint(wanted, found) ?? differenceHint(asked, sent, found) ?? `the job is another than the one that is trusted: trust ${whole(found)}, or run the job that is meant` };
}

/** What is trusted is the subject but for its beginning or its end, or goes on after it. */
function cutHint(wanted: string, found: string): string | undefined {
  const start = found.indexOf(wanted.split(/[*?]/)[0]);
  if (start > 0 && isLike(wanted, found.slice(start), true)) return `the subject begins with ${whole(found.slice(0, start))}, which is missing in what is trusted: write ${whole(found.slice(0, start) + wanted)}`;
  const rest = found.slice(wanted.length);
  // a pattern without the separator would take longer names in
  if (wanted !== '' && found.startsWith(wanted) && /^[:/]/.test(rest)) return `the subject goes on after what is trusted, with ${whole(rest)}: trust the whole of it, or the pattern ${whole(`${wanted}${rest[0]}*`)}`;
  const goesOn = partsOf(found).length < partsOf(wanted).length && partsOf(found).every((part, i) => isLike(partsOf(wanted)[i], part));
  return goesOn ? `what is trusted goes on where the subject ends: trust ${whole(found)}, or have the issuer send the longer form` : undefined;
}

/** The parts that differ, by the names before them where the subject is made of names and values. */
function differenceHint(asked: readonly string[], sent: readonly string[], found: string): string | undefined {
  if (asked.length !== sent.length) return undefined;
  const differing = asked.flatMap((part, i) => isLike(part, sent[i], true) ? [] : [i]);
  if (differing.length === 0 || differing.length > 2) return undefined;
  const named = sent.length % 2 === 0 && sent.every((part, i) => i % 2 === 1 || (part === asked[i] && /^[a-z_]+$/i.test(part)));
  const told = differing.map(i => named ? `its ${sent[i - 1]} is ${whole(sent[i])}, and ${whole(asked[i])} is trusted` : `it says ${whole(sent[i])} where ${whole(asked[i])} is trusted`);
  return `the subject is another, ${told.join('; ')}: trust ${named ? differing.map(i => whole(sent[i])).join(' and ') : whole(found)} as well, or run the job that is meant`;
}

/** A branch has slashes of its own, so that colons go before them where there are both. */
function partsOf(subject: string): string[] {
  return subject.split(subject.includes(':') && !/^\w+:\/\//.test(subject) ? ':' : '/');
}

const BITBUCKET = /^\{[0-9a-f-]{36}\}(:\{[0-9a-f-]{36}\}){1,2}$/i;

/** `{repository}:{step}` or `{repository}:{deployment environment}:{step}`: the step is another in each run. */
function bitbucketHint(wanted: string, found: string): string | undefined {
  if (!BITBUCKET.test(found)) return undefined;
  const [repository, ...rest] = found.split(':');
  const [asked, ...further] = wanted.split(':');
  if (!isLike(asked, repository)) return `the job is of repository ${whole(repository)}, and ${whole(asked)} is trusted: trust ${whole(`${repository}:*`)}, or run the job in that repository`;
  if (further.length === 2 && rest.length === 1) return 'the step runs for no deployment environment: name one at the step, "deployment: NAME"';
  if (further.length === 2 && !isLike(further[0], rest[0])) return `the step runs for deployment environment ${whole(rest[0])}, and ${whole(further[0])} is trusted: trust that one as well, or run the step for the other`;
  return `the subject ends with the id of the step, another one in each run: trust the pattern ${whole([repository, ...rest.slice(0, -1), '*'].join(':'))}`;
}
