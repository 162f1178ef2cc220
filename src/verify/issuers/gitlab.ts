import type { IssuerGrammar, Scope, Subject } from './grammar';
import { bound, context, pairsOf, path, tenant, whole } from './text';
import { ANY, hasWildcard, isLate, LATE } from '../pattern';

const COMPONENTS: readonly string[] = ['project_path', 'project_id', 'namespace_path', 'namespace_id', 'job_project_id', 'source_project_id', 'ref_type', 'ref', 'ref_protected', 'environment_protected', 'deployment_tier'];

const CLAIMS: IssuerGrammar['claims'] = {
  project_path: path,
  project_id: whole,
  namespace_path: namespacePath,
  namespace_id: tenant,
  job_project_path: path,
  job_project_id: whole,
  job_namespace_id: tenant,
  groups_direct: tenant,
  ref: context,
  ref_path: pattern => context(/^refs\/(heads\/|tags\/)?\ue000$/.test(pattern) ? ANY : pattern),
  ref_protected: context,
  environment: context,
  environment_protected: context,
  deployment_tier: context,
  ci_config_ref_uri: pattern => ({ ...path(pattern.replace(/^[^/\ue000]*\//, '')), context: bound(pattern) }),
  user_login: person,
  user_id: person,
  user_email: person,
};

const SENDS: readonly string[] = [
  'iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'project_id', 'project_path', 'namespace_id', 'namespace_path', 'user_id', 'user_login', 'user_email', 'user_access_level', 'user_identities', 'job_project_id',
  'job_project_path', 'job_namespace_id', 'job_namespace_path', 'pipeline_id', 'pipeline_source', 'job_id', 'ref', 'ref_type', 'ref_path', 'ref_protected', 'runner_id', 'runner_environment', 'sha', 'ci_config_ref_uri',
  'ci_config_sha', 'project_visibility', 'job_source', 'environment', 'environment_protected', 'deployment_tier', 'environment_action', 'groups_direct', 'job_config', 'target_audience', 'root_namespace_id', 'root_namespace_path',
];

const NUMBER = [/^\d+$/, 'a number'] as const;

const SHAPES: IssuerGrammar['shapes'] = {
  project_path: [/^[^/\s:]+(\/[^/\s:]+)+$/, 'written GROUP/PROJECT'],
  project_id: NUMBER,
  namespace_id: NUMBER,
  user_id: NUMBER,
  ref: [/^(?!refs\/)./, 'the short name of a branch or tag, without "refs/"'],
  ref_path: [/^refs\/./, 'written refs/heads/BRANCH or refs/tags/TAG'],
  ref_type: [/^(branch|tag)$/, '"branch" or "tag"'],
  ref_protected: [/^(true|false)$/, '"true" or "false"'],
};

const COMMON = {
  signsIn: true,
  words: { tenant: 'group', project: 'project', context: 'ref' },
  subject: subjectOf,
  tell: {
    claims: ['project_path', 'project_id', 'namespace_path', 'namespace_id', 'user_login', 'user_email', 'user_id', 'ref_path', 'pipeline_source', 'ci_config_ref_uri', 'groups_direct', 'environment_protected', 'deployment_tier'],
    subject: /^project_(path|id):/,
  },
  claims: CLAIMS,
  sends: SENDS,
  shapes: SHAPES,
  untexted: ['runner_id'],
  sometimes: ['environment', 'environment_protected', 'deployment_tier', 'environment_action', 'groups_direct', 'ci_config_ref_uri', 'user_identities'],
  ids: { tenant: 'namespace_id', project: 'project_id' },
  narrowed: { project: /^project_(path|id):[^:]+/, contexts: [':ref_type:branch:ref:main'] },
  example: 'project_path:GROUP/PROJECT:ref_type:branch:ref:main',
};

export const GITLAB: IssuerGrammar = { ...COMMON, name: 'GitLab', issuer: /^https:\/\/gitlab\.com$/, shared: true };

/** Everybody with an account on the instance can have a project there. */
export const SELF_MANAGED_GITLAB: IssuerGrammar = { ...COMMON, name: 'GitLab', issuer: /^https:\/\/([^/]+\.)?gitlab[^/]*\.[^/]+(\/.*)?$/, shared: true, ownInstance: true };

/** A job of one person is narrow enough, whatever the project. */
function person(pattern: string): Scope {
  return { ...whole(pattern), ...context(pattern) };
}

function namespacePath(pattern: string): Scope {
  const { tenant: first } = path(pattern);
  return { tenant: first };
}

function subjectOf(pattern: string): Subject {
  if (pattern === '') return { scope: {}, never: 'it is empty' };
  if (pattern.startsWith(LATE)) {
    const late = bound(LATE);
    const after = /:ref:(.*)$/s.exec(pattern)?.[1];
    return { scope: { tenant: late, project: late, context: after === undefined ? pattern.endsWith(`:${ANY}`) ? bound(ANY) : late : context(after).context } };
  }
  if (/^[\ue000\ue001]/.test(pattern)) return { scope: { tenant: bound(ANY), project: bound(ANY), context: bound(ANY) } };
  const { pairs, rest } = pairsOf(pattern, COMPONENTS);
  const beginning = pattern.split(/[\ue000-\ue002]/)[0];
  if (pairs.length === 0 && beginning.length < pattern.length && 'project_path:'.startsWith(beginning)) {
    return { scope: isLate(pattern) ? { tenant: bound(LATE), project: bound(LATE), context: bound(LATE) } : { tenant: bound(ANY), project: bound(ANY), context: bound(ANY) } };
  }
  if (rest !== '') return { scope: {}, never: `a subject of GitLab begins with "project_path:" or "project_id:", not with "${rest.slice(0, 60)}"` };
  const values = new Map(pairs);
  const scopes = pairs.map(([name, value]) => name === 'ref' || name === 'ref_type' ? {} : CLAIMS[name]?.(value) ?? {});
  const scope = Object.assign({}, ...scopes) as Scope;
  return { scope: { ...scope, context: contextOf(values, scope, pattern) }, never: neverOf(values, pattern) };
}

function contextOf(values: ReadonlyMap<string, string>, scope: Scope, pattern: string): Scope['context'] {
  const ref = values.get('ref');
  const type = values.get('ref_type');
  if (ref === undefined) return scope.context ?? bound(isLate(pattern) && !hasWildcard(pattern) ? LATE : ANY);
  // the same name can be a branch and a tag, and whoever may push tags has both
  if (type === undefined ? hasWildcard(pattern.slice(0, pattern.lastIndexOf(':ref:'))) : hasWildcard(type)) return bound(ANY);
  return bound(type === 'tag' && bound(ref).width === 'pattern' ? `refs/tags/${ref}` : ref);
}

function neverOf(values: ReadonlyMap<string, string>, pattern: string): string | undefined {
  const ref = values.get('ref');
  const type = values.get('ref_type');
  const path_ = values.get('project_path');
  if (ref !== undefined && /^refs\//.test(ref)) return 'GitLab writes the short name of a branch or tag into its subject, without "refs/"';
  if (type !== undefined && !/[\ue000-\ue002]/.test(type) && type !== 'branch' && type !== 'tag') return `a ref of GitLab is of type "branch" or "tag", not "${type}"`;
  if (path_ !== undefined && !/[\ue000-\ue002]/.test(path_) && !path_.includes('/')) return `a project is written GROUP/PROJECT, not "${path_}"`;
  if (!hasWildcard(pattern) && !isLate(pattern) && values.has('project_path') && values.size === 1) return 'after the project come the type and the name of its ref';
  return undefined;
}
