import type { IssuerGrammar, Scope, Subject } from './grammar';
import { bound, closed, context, narrowerBound, path, ref, tenant, whole } from './text';
import { ANY, hasWildcard, isLate, LATE, ONE } from '../pattern';

/** Claims that a subject template can name; `context` stands for one of the next three in the default subject. */
const KEYS: readonly string[] = [
  'repo', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'repository_visibility', 'environment', 'pull_request', 'ref', 'ref_type', 'ref_protected', 'context',
  'job_workflow_ref', 'job_workflow_sha', 'workflow', 'workflow_ref', 'workflow_sha', 'actor', 'actor_id', 'event_name', 'head_ref', 'base_ref', 'enterprise', 'enterprise_id', 'runner_environment',
  'run_id', 'run_number', 'run_attempt', 'sha', 'check_run_id', 'environment_node_id', 'issuer_scope', 'deployment',
];

/** Whoever writes a workflow anywhere chooses what these say. */
const ABUSABLE: readonly string[] = ['workflow', 'workflow_ref', 'environment', 'ref', 'context', 'head_ref', 'base_ref', 'actor', 'event_name', 'pull_request', 'ref_type', 'runner_environment', 'repository_visibility'];

const CLAIMS: IssuerGrammar['claims'] = {
  repository: path,
  repository_owner: tenant,
  repository_owner_id: tenant,
  repository_id: whole,
  enterprise: tenant,
  enterprise_id: tenant,
  environment: context,
  environment_node_id: pattern => ({ ...whole(pattern), ...context(pattern) }),
  ref,
  event_name: context,
  workflow_ref: workflow,
  job_workflow_ref: workflow,
};

const NUMBER = [/^\d+$/, 'a number'] as const;
const WORKFLOW = [/^[^/\s]+\/[^/\s]+\/.+@(refs\/|[0-9a-f]{40}$)/, 'written OWNER/REPOSITORY/.github/workflows/FILE@REF, where REF begins with "refs/" or is a whole commit'] as const;

const SHAPES: IssuerGrammar['shapes'] = {
  repository: [/^[^/\s:]+\/[^/\s:]+$/, 'written OWNER/REPOSITORY'],
  repository_owner: [/^[^/\s:]+$/, 'a name without a slash'],
  repository_id: NUMBER,
  repository_owner_id: NUMBER,
  actor_id: NUMBER,
  enterprise_id: NUMBER,
  ref: [/^refs\/(heads|tags|pull)\/./, 'written refs/heads/BRANCH or refs/tags/TAG'],
  ref_type: [/^(branch|tag)$/, '"branch" or "tag"'],
  ref_protected: [/^(true|false)$/, '"true" or "false"'],
  repository_visibility: [/^(public|private|internal)$/, '"public", "private" or "internal"'],
  runner_environment: [/^(github|self)-hosted$/, '"github-hosted" or "self-hosted"'],
  job_workflow_ref: WORKFLOW,
  workflow_ref: WORKFLOW,
};

export const GITHUB: IssuerGrammar = {
  name: 'GitHub',
  issuer: /^https:\/\/(token\.actions\.githubusercontent\.com(\/[^/]+)?|token\.actions\.[^/]+\.ghe\.com(\/[^/]+)?)$/,
  tell: {
    claims: ['repository', 'repository_owner', 'repository_id', 'repository_owner_id', 'job_workflow_ref', 'workflow', 'workflow_ref', 'actor', 'event_name', 'head_ref', 'base_ref', 'repository_visibility'],
    subject: /^(repo|repository|repository_owner|repository_id|repository_owner_id|job_workflow_ref):/,
  },
  shared: true,
  usualAudience: true,
  words: { tenant: 'owner', project: 'repository', context: 'ref or environment' },
  subject: pattern => subjectOf(pattern, true),
  claims: CLAIMS,
  sends: [
    'sub', 'aud', 'iss', 'jti', 'exp', 'iat', 'nbf', 'actor', 'actor_id', 'base_ref', 'check_run_id', 'enterprise', 'enterprise_id', 'environment', 'environment_node_id', 'event_name', 'head_ref', 'issuer_scope',
    'job_workflow_ref', 'job_workflow_sha', 'ref', 'ref_protected', 'ref_type', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'repository_visibility', 'run_attempt', 'run_id', 'run_number',
    'runner_environment', 'sha', 'workflow', 'workflow_ref', 'workflow_sha', 'enterprise_owner_id', 'workflow_repository', 'workflow_repository_id',
  ],
  shapes: SHAPES,
  sometimes: ['environment', 'environment_node_id', 'enterprise', 'enterprise_id', 'check_run_id', 'issuer_scope', 'head_ref', 'base_ref'],
  ids: { tenant: 'repository_owner_id', project: 'repository_id' },
  narrowed: { project: /^repo:[^:]+/, contexts: [':environment:production', ':ref:refs/heads/main'] },
  example: 'repo:OWNER/REPOSITORY:environment:production',
};

/** An instance of GitHub Enterprise Server: up to 3.18 it wrote a colon within a name as it is, and its version is not known. */
export const GITHUB_SERVER: IssuerGrammar = {
  ...GITHUB,
  issuer: /^https:\/\/[^/]+\/_services\/token$/,
  tell: undefined,
  subject: pattern => subjectOf(pattern, false),
};

/** `OWNER/REPOSITORY/.github/workflows/FILE@REF`: the one workflow decides which job it is, whoever calls it. */
function workflow(pattern: string): Scope {
  const [file] = pattern.split('@');
  const scope = path(file.includes('/.github/') ? file.replace(/\/\.github\/.*$/s, '') : file.replace(/^([^/]*\/[^/]*)\/.*$/s, '$1'));
  return { ...scope, context: scope.project?.width === 'open' ? undefined : bound(file) };
}

function subjectOf(pattern: string, escapes: boolean): Subject {
  if (pattern === '') return { scope: {}, never: 'it is empty' };
  if (/^[\ue000\ue001]/.test(pattern)) return { scope: tail(pattern) };
  if (pattern.startsWith(LATE)) return { scope: lateScope(pattern) };
  const whole_ = /^repo:(.*)$/s.exec(pattern);
  if (whole_ !== null) return repositorySubject(whole_[1], escapes);
  const beginning = pattern.split(/[\ue000-\ue002]/)[0];
  if (beginning.length < pattern.length && 'repo:'.startsWith(beginning)) return { scope: pattern.includes(LATE) ? lateScope(pattern) : tail(pattern) };
  const first = pattern.split(':')[0];
  const known = KEYS.includes(first) || /^repo_property_/.test(first);
  if (!known && !/[\ue000-\ue002]/.test(first)) return { scope: {}, never: `a subject of GitHub begins with "repo:" or the name of a claim, not with "${first}"` };
  const pairs = templatePairs(pattern);
  const merged = mergedScope(pairs);
  const scope = merged.context === undefined && /[\ue000\ue001]$/.test(pattern) ? { ...merged, context: bound(ANY) } : merged;
  const never = escapes ? colonNever(pairs) : undefined;
  return { scope, never, abusable: ABUSABLE.includes(first) ? first : undefined, ...contextFacts(pairs), nameOnly: !pairs.some(([key]) => /_id$/.test(key)) };
}

/** Of a subject that begins with a wildcard the end may still say something, but not whose it is. */
function tail(pattern: string): Scope {
  const found = /:(environment:.+|ref:.+|pull_request)$/.exec(pattern)?.[1];
  return { tenant: bound(ANY), project: bound(ANY), context: found === undefined ? bound(ANY) : contextScope(found) };
}

function lateScope(pattern: string): Scope {
  const after = /\ue002[^\ue002:]*:([^\ue002]*)$/.exec(pattern)?.[1];
  return { tenant: bound(LATE), project: bound(LATE), context: after === undefined ? bound(LATE) : contextScope(after) };
}

function repositorySubject(rest: string, escapes: boolean): Subject {
  const colon = rest.indexOf(':');
  const name = colon < 0 ? rest : rest.slice(0, colon);
  const after = colon < 0 ? undefined : rest.slice(colon + 1);
  const scope = repositoryScope(name, after === undefined);
  const complete = scope.project?.width === 'exact' && scope.tenant?.width === 'exact';
  if (after === undefined) {
    const open = /[\ue000\ue002]$/.test(name);
    const late = name.endsWith(LATE);
    if (!open && !isLate(name) && !hasWildcard(name)) return { scope, never: 'after the repository comes its ref or environment' };
    return { scope: { ...scope, context: bound(late ? LATE : ANY) }, ...idFacts(name) };
  }
  if (!/[\ue000-\ue002]/.test(name) && !/^[^/\s]+\/[^/\s]+$/.test(name)) return { scope, never: `a repository is written OWNER/REPOSITORY, not "${name}"` };
  if (/[^\x00-\x7f\ue000-\ue004]/.test(name)) return { scope, never: `the name of a repository has letters of ASCII alone, and one of "${name}" only looks like that` };
  const pairs = templatePairs(after);
  const never = /[^/]\.git$/.test(name) ? 'the name of a repository does not end with ".git"' : contextNever(after) ?? (escapes ? colonNever(pairs) : undefined);
  const gate = pairs.find(([key]) => key === 'job_workflow_ref' || key === 'workflow_ref');
  const gated = gate === undefined ? {} : workflow(gate[1]);
  const all: Scope = { ...mergedScope(pairs.slice(1)), ...scope, project: narrowerBound(scope.project, gated.project), context: narrowerBound(contextScope(after), gated.context) };
  return { scope: all, never: never ?? (complete ? idsNever(name) : undefined), ...contextFacts(pairs), ...idFacts(name) };
}

/** Owner and repository may each be followed by `@` and a numeric id. */
function repositoryScope(name: string, ends: boolean): Scope {
  if (!name.includes('/') && name.includes(LATE)) return { tenant: bound(LATE), project: bound(LATE) };
  const { tenant: owner, project: repository } = path(name);
  const plain = (text: string) => text.replace(/@(\d|[\ue000-\ue002])*$/, '');
  const ownerText = plain(owner?.text ?? '');
  const repositoryText = plain(repository?.text ?? '');
  // an asterisk after the id goes on into the repository or the context, but it cannot change the name before it
  const cut = ends && repository?.text.endsWith(ANY) === true && !/@\d*\ue000$/.test(repository.text) ? repository.text : repositoryText;
  return { tenant: bound(ownerText), project: owner?.text.includes(ANY) && !/@\ue000$/.test(owner.text) ? bound(ANY) : bound(cut) };
}

function idsNever(name: string): string | undefined {
  const ids = name.split('/').map(part => part.includes('@'));
  if (ids[0] !== ids[1]) return 'a subject carries the ids of owner and repository both or neither';
  return /@(?![\d\ue000-\ue002]+(\/|$))/.test(name) ? 'an id is a number' : undefined;
}

function idFacts(name: string): Pick<Subject, 'nameOnly' | 'openIds'> {
  const openIds = /@\d*[\ue000\ue001]/.test(name);
  return { nameOnly: !name.includes('@') && !isLate(name), openIds: openIds || undefined };
}

const CONTEXTS: readonly string[] = ['environment:', 'pull_request', 'ref:refs/heads/', 'ref:refs/tags/', 'ref:refs/pull/', ...KEYS.filter(key => !['ref', 'pull_request'].includes(key)).map(key => `${key}:`), 'repo_property_'];

/** What follows the repository, if it is not one of what GitHub writes there. */
function contextNever(after: string): string | undefined {
  if (after === '' || /^[\ue000-\ue002]/.test(after)) return after === '' ? 'after the repository comes its ref or environment' : undefined;
  const known = after.split(/[\ue000-\ue002]/)[0];
  const isOpen = known.length < after.length;
  const fits = CONTEXTS.some(start => known.startsWith(start) || (isOpen && start.startsWith(known)));
  if (!fits) return `after the repository GitHub writes "environment:NAME", "pull_request", "ref:refs/heads/BRANCH" or "ref:refs/tags/TAG", not "${known.slice(0, 60)}"`;
  if (/^environment:[^:]*:(pull_request|ref:refs\/pull\/)/.test(after)) return 'where a job has an environment, no pull request stands in its subject';
  if (after.includes('ref:refs/') && templatePairs(after).some(([key, text]) => key === 'ref' && /^refs\/[^\ue000-\ue002:]*:[^\ue000-\ue002]/.test(text))) return 'the name of a ref holds no colon: several subjects stand in a list';
  const [, next] = /^pull_request:?(.+)$/s.exec(after) ?? [];
  if (next !== undefined && !/^[\ue000-\ue002]/.test(next) && !(after.startsWith('pull_request:') && KEYS.some(key => next.startsWith(`${key}:`)))) return 'nothing follows "pull_request"';
  const [, value] = /^(?:environment:|ref:refs\/(?:heads|tags)\/)(.*)$/s.exec(after) ?? [];
  if (value !== undefined && after.startsWith('ref:') && /\/$|\/\/|\.lock$/.test(value)) return 'no ref is called so';
  return value === '' ? 'the name of the ref or environment is missing' : value !== undefined && /^\s|\s$/.test(value) ? 'white space stands at an end of the name' : undefined;
}

function contextScope(after: string): Scope['context'] {
  if (/^(environment:|ref:refs\/(heads|tags)\/|ref:refs\/|ref:)?[\ue000\ue001]+$/.test(after) || /^\w{0,12}\ue000$/.test(after)) return bound(ANY);
  // a branch may be called anything
  if (after.startsWith(ANY)) return bound(ANY);
  if (/^(environment:|ref:)\ue000:/.test(after)) return bound(ANY);
  return bound(after);
}

const KEY = new RegExp(`(?:^|:)(${[...KEYS].sort((a, b) => b.length - a.length).join('|')}|repo_property_\\w+)(?=:|$|[${ANY}${ONE}${LATE}])`, 'gu');

/** A template puts claims one after the other; values keep no colon but the one of a ref. */
function templatePairs(text: string): (readonly [string, string])[] {
  const found = [...text.matchAll(KEY)];
  return found.map((match, index): readonly [string, string] => {
    const value = text.slice(match.index + match[0].length, found[index + 1]?.index ?? text.length);
    return [match[1], closed(value.replace(/^:/, ''))];
  });
}

function mergedScope(pairs: readonly (readonly [string, string])[]): Scope {
  const scopes = pairs.map(([key, value]): Scope => key === 'repo' ? repositoryScope(value, false) : key === 'pull_request' ? context('pull_request') : CLAIMS[key]?.(value) ?? {});
  return Object.assign({}, ...scopes) as Scope;
}

/** Names that may hold a colon. Git allows none in a ref. */
const MAY_HOLD_COLON = /^(environment|workflow|repo_property_\w+)$/;

/** Why no subject has such a name: a colon in it is escaped, and what follows another colon is the next claim. */
function colonNever(pairs: readonly (readonly [string, string])[]): string | undefined {
  for (const [key, value] of pairs) {
    const known = value.split(/[\ue000-\ue002]/)[0];
    const colon = known.indexOf(':');
    if (colon < 0 || !MAY_HOLD_COLON.test(key)) continue;
    const next = known.slice(colon + 1);
    const mayBeClaim = known.length < value.length && [...KEYS, 'repo_property_'].some(name => `${name}:`.startsWith(next));
    if (!mayBeClaim) return `a colon within the name of ${bearer(key)} is written "%3A", and no claim is called "${next.split(':')[0].slice(0, 60)}"`;
  }
  return undefined;
}

function bearer(key: string): string {
  return /^repo_property_/.test(key) ? `the property ${key}` : key === 'environment' ? 'an environment' : 'a workflow';
}

/** Names with an escaped colon: the percent sign is not escaped, so that a name which holds "%3A" itself stands in the subject in the same way. */
function ambiguousNames(pairs: readonly (readonly [string, string])[]): Subject['ambiguous'] {
  const found = pairs.flatMap(([key, value]) => {
    const name = /^(job_)?workflow_ref$/.test(key) ? value.split('@')[0] : MAY_HOLD_COLON.test(key) ? value : '';
    return name.includes('%3A') ? [{ value: name, claims: key === 'environment' ? ['environment', 'environment_node_id'] : [key] }] : [];
  });
  return found.length === 0 ? undefined : found;
}

function contextFacts(pairs: readonly (readonly [string, string])[]): Pick<Subject, 'pullRequest' | 'environment' | 'ambiguous'> {
  const environment = pairs.find(([key]) => key === 'environment')?.[1];
  const named = pairs.some(([key]) => key === 'pull_request') || pairs.some(([key, value]) => key === 'event_name' && /^pull_request/.test(value)) || pairs.some(([key, value]) => key === 'ref' && value.startsWith('refs/pull/'));
  return { pullRequest: named || undefined, environment, ambiguous: ambiguousNames(pairs) };
}
