import { partsHint } from './parts-hints';
import { whole } from './problem';
import { isLike, JobContext, JobSubject, jobSubjectOf } from './subjects';

/** Why the subject of a job is none of those that are expected, to the letter or as patterns. */
export function subjectHint(expected: readonly string[], found: string): string | undefined {
  const asRepo = expected.filter(value => value.startsWith('repository:')).map(value => value.replace(/^repository:/, 'repo:'));
  if (asRepo.length > 0 && found.startsWith('repo:')) {
    const rest = asRepo.some(value => isLike(value, found, true)) ? undefined : subjectHint(asRepo, found);
    return `GitHub presents the key "repository" of a subject template as "repo": trust ${whole(found)}${rest === undefined ? '' : `; besides, ${rest}`}`;
  }
  const sent = jobSubjectOf(found);
  const hints = expected.flatMap(value => {
    const wanted = jobSubjectOf(value);
    if (wanted === undefined || sent === undefined) return wanted === sent || !/^[a-z_]+:/.test(wanted === undefined ? value : found) ? [] : [{ near: -1, hint: formHint(found, sent === undefined) }];
    return wanted.kind !== sent.kind ? [] : [{ near: likeness(wanted, sent), hint: jobHint(wanted, sent, found) }];
  });
  return hints.sort((a, b) => b.near - a.near)[0]?.hint ?? partsHint(expected, found);
}

/** A subject can be configured, and then begins with the name of some claim. */
function formHint(found: string, sentIsOther: boolean): string {
  return sentIsOther
    ? `the issuer sends a subject that was customised, and the default form is trusted: trust ${whole(found)}, or have the default restored`
    : `the issuer sends a subject of the default form, and a customised one is trusted: trust ${whole(found)}, or have the subject customised`;
}

/** How much two subjects have in common, so that the hint speaks of the nearest. */
function likeness(wanted: JobSubject, sent: JobSubject): number {
  return (isLike(wanted.project, sent.project) ? 4 : 0) + (fitsIds(wanted, sent) ? 1 : 0) + (fitsContext(wanted, sent) ? 2 : 0);
}

function fitsContext({ tail }: JobSubject, sent: JobSubject): boolean {
  return tail === undefined || sent.tail === undefined || isLike(tail, sent.tail);
}

/** An asterisk at the end of owner and repository takes the ids in. */
function fitsIds(wanted: JobSubject, sent: JobSubject): boolean {
  if (wanted.ids !== undefined) return sent.ids !== undefined && isLike(wanted.ids, sent.ids);
  return sent.ids === undefined || wanted.project.split('/').every(part => part.endsWith('*'));
}

function jobHint(wanted: JobSubject, sent: JobSubject, found: string): string | undefined {
  const context = fitsContext(wanted, sent) ? undefined : differingContext(wanted, sent, found);
  const besides = (hint: string) => context === undefined ? hint : `${hint}; besides, ${context}`;
  if (!isLike(wanted.project, sent.project)) {
    if (wanted.ids !== undefined && wanted.ids === sent.ids) return besides(`the repository was renamed or transferred: its ids are those that are trusted, its name is not: write ${whole(sent.project)} in place of ${whole(wanted.project)}`);
    return besides(`the job is of ${whole(sent.project)}, and ${whole(wanted.project)} is trusted: trust it as well, or in place of the other if that was renamed or moved, or run the job there`);
  }
  if (!fitsIds(wanted, sent)) return besides(idsHint(wanted, sent, found));
  if (context !== undefined) return context;
  return isLike(wanted.project, sent.project, true) ? undefined : `only the letter case of ${whole(wanted.project)} differs, and it counts: write ${whole(sent.project)}, as the issuer does`;
}

/** Contexts that GitHub never writes, and people do. */
const SLIP = /^(refs:|ref:(?!refs\/|[*?])|(branch(es)?|tags?|env|environments|pull-request|pull_requests?)(:|$)(?<!pull_request))/;

function slipHint({ kind, tail = '', context }: JobSubject, sent: JobSubject, found: string): string | undefined {
  if (kind === 'github' && SLIP.test(tail)) return `no subject of GitHub goes on with ${whole(tail)}, that of this job goes on with ${whole(sent.tail)}: write ${whole(found)}`;
  const isFullRef = kind === 'gitlab' && /^refs\/(heads|tags)\//.test(context.name);
  return isFullRef ? `GitLab names the ref in its subject by its short name, that of this job is ${whole(sent.context.name)}: write ${whole(found)}` : undefined;
}

function differingContext(wanted: JobSubject, sent: JobSubject, found: string): string | undefined {
  const slip = slipHint(wanted, sent, found);
  if (slip !== undefined) return slip;
  const [ours, theirs] = [formOf(wanted), formOf(sent)];
  const differs = ours !== undefined && theirs !== undefined && ours !== theirs;
  return differs ? formHint(found, theirs === 'customised') : contextHint([wanted.context], sent.context);
}

/** A subject can be configured to name the repository, and then some other claim. */
function formOf({ kind, context, tail = '' }: JobSubject): 'default' | 'customised' | undefined {
  if (context.kind !== 'other' || tail.startsWith('ref:')) return 'default';
  return kind === 'github' && /^[a-z_]+:/.test(tail) ? 'customised' : undefined;
}

function idsHint(wanted: JobSubject, sent: JobSubject, found: string): string {
  if (wanted.ids === undefined) return `the repository sends its numeric ids in the subject, as every one does that is new, renamed or transferred since 2026-07-15: trust ${whole(found)}`;
  if (sent.ids === undefined) return `the repository sends names without ids in its subject: trust ${whole(found)}, or have the repository send the immutable form`;
  return `the ids are those of another repository of the same name, as after one was deleted and made again or handed over: trust ${whole(found)} only if you know it`;
}

/** Why a job of one context is none of another. */
export function contextHint(wanted: readonly JobContext[], sent: JobContext): string | undefined {
  const expected = wanted.map(written).join(' or ');
  const [first] = wanted;
  if (first === undefined) return undefined;
  switch (sent.kind) {
    case 'merge queue': return `the job runs in the merge queue of branch ${whole(sent.name)}, on a branch that exists for it alone: run it on a push to ${whole(sent.name)}, or trust the queue by its name`;
    case 'pull request': return `the job runs for a pull request, whose subject names neither branch nor environment: run it on a push for ${expected}, or have it name an environment that is trusted`;
    case 'environment':
      if (first.kind === 'environment') return `the job names environment ${whole(sent.name)}: have it name ${expected}, or trust ${whole(sent.name)} as well`;
      return `the job names environment ${whole(sent.name)}, which takes the place of the ref in its subject: trust environment ${whole(sent.name)}, or take the environment out of the job`;
    case 'branch':
    case 'tag':
      if (first.kind === 'environment') return `the job names no environment, and runs for ${written(sent)}: add "environment: ${first.name}" to the job, or trust ${written(sent)}`;
      if (first.kind === 'pull request') return `the job runs for ${written(sent)}, and only pull requests are trusted: trust ${written(sent)}`;
      return `the job runs for ${written(sent)}, and ${expected} is trusted: run it for ${expected}, or trust ${written(sent)}`;
    default: return undefined;
  }
}

function written({ kind, name }: JobContext): string {
  if (kind === 'other') return whole(name);
  if (name === '*') return `any ${kind}`;
  return name === '' ? `a ${kind}` : `${kind} ${whole(name)}`;
}
