import { BoundClaims } from './bound-claims';
import { GitLabRefs, GitLabSource, impliedGitLabClaims, isProject } from './gitlab-subject';
import type { SubjectTest } from './workload-parts';

const COMMIT = '714a629c0b401fdce83e847fc9589983fc6f46bc';

/** The claims of one job that matches: what the workload leaves open is filled with examples. */
export function gitLabSampleOf(source: GitLabSource, refs: GitLabRefs, bound: BoundClaims, subject: SubjectTest | undefined): Record<string, string> {
  const path = isProject(source) ? source.fullPath : bound.project_path?.[0] ?? `${bound.namespace_path?.[0] ?? source.fullPath}/example`;
  const type = bound.ref_type?.[0] ?? refs.ref?.type ?? 'branch';
  const ref = bound.ref?.[0] ?? (refs.ref === undefined ? 'main' : `${refs.ref.name}${refs.ref.open ? 'example' : ''}`);
  const first = (claims: BoundClaims) => Object.fromEntries(Object.entries(claims).map(([name, values]) => [name, values[0]]));
  const implied = first(impliedGitLabClaims(source, refs.ref?.open ? {} : refs));
  return {
    sub: subjectOf(source, refs, subject, path, type, ref),
    namespace_id: '72',
    namespace_path: path.slice(0, path.lastIndexOf('/')),
    project_id: '20',
    project_path: path,
    user_id: '1',
    user_login: 'sample-user',
    user_email: 'sample-user@example.com',
    user_access_level: 'maintainer',
    pipeline_id: '574',
    pipeline_source: 'push',
    job_id: '302',
    ref,
    ref_type: type,
    ref_path: `refs/${type === 'tag' ? 'tags' : 'heads'}/${ref}`,
    ref_protected: 'true',
    runner_environment: 'gitlab-hosted',
    sha: COMMIT,
    project_visibility: 'private',
    ...implied,
    ...first(bound),
  };
}

function subjectOf(source: GitLabSource, refs: GitLabRefs, subject: SubjectTest | undefined, path: string, type: string, ref: string): string {
  const rest = `ref_type:${type}:ref:${ref}`;
  if (subject === undefined || !isProject(source)) return `project_path:${path}:${rest}`;
  if (!subject.prefix) return subject.text;
  return refs.everyRef ? `${subject.text}${rest}` : `${subject.text}example`;
}
