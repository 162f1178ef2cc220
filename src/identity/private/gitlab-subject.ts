import { BoundClaims, combinations } from './bound-claims';
import * as errors from './errors';
import { RefType } from './git-refs';
import { own } from './own';
import { refuse } from '../../private/problem';
import type { GitLabGroup } from '../gitlab-group';
import type { GitLabProject } from '../gitlab-project';
import { GitLabSubjectComponent } from '../gitlab-subject-component';
import type { SubjectTest } from './workload-parts';

export type GitLabSource = GitLabProject | GitLabGroup;

/** Which refs the jobs run on; neither is said by a workload of an environment alone. */
export interface GitLabRefs {
  readonly ref?: { readonly type: RefType; readonly name: string; readonly open?: boolean };
  readonly everyRef?: boolean;
}

export interface RenderedGitLabSubject {
  readonly subjects: readonly SubjectTest[];
  readonly claims: BoundClaims;
}

export function isProject(source: GitLabSource): source is GitLabProject {
  return 'subjectComponents' in source;
}

export function renderGitLabSubject(source: GitLabSource, refs: GitLabRefs, bound: BoundClaims): RenderedGitLabSubject {
  if (!isProject(source)) return { subjects: [{ text: `project_path:${source.fullPath}/`, prefix: true }], claims: bound };
  const components: string[] = source.subjectComponents;
  if (refs.everyRef) return { subjects: wholeProject(source, components), claims: bound };
  const refComponents = components.includes('ref') || components.includes('ref_type');
  if (refs.ref === undefined && refComponents) return { subjects: [], claims: { ...nameOf(source), ...bound } };

  const implied = impliedGitLabClaims(source, refs);
  const inEnvironment = ENVIRONMENT_CLAIMS.some(claim => bound[claim] !== undefined);
  const carried = components.filter(component => inEnvironment || !NEEDS_ENVIRONMENT.includes(component));
  const written = refs.ref?.open ? { ...implied, ref: [refs.ref.name] } : implied;
  const subjects = combinations(carried.map(component => valuesOf(component, source, written, bound)))
    .map(segments => segments.join(':'));
  const openAt = refs.ref?.open ? carried.indexOf('ref') : -1;
  if (refs.ref?.open && openAt < 0) refuse(errors.subjectValueUnknown('ref', 'a pattern needs subject components that end with ref'));
  if (openAt >= 0 && openAt < carried.length - 1) refuse(errors.patternNotLast(carried[openAt + 1]));
  return {
    subjects: subjects.map(text => ({ text, prefix: openAt >= 0 })),
    claims: notCarried(carried, implied, refs, bound),
  };
}

/** GitLab leaves these components out of the subject of a job without an environment. */
const NEEDS_ENVIRONMENT: readonly string[] = [GitLabSubjectComponent.ENVIRONMENT_PROTECTED, GitLabSubjectComponent.DEPLOYMENT_TIER];
const ENVIRONMENT_CLAIMS = ['environment', 'environment_action', ...NEEDS_ENVIRONMENT];

/** Claims that project and ref decide. */
export function impliedGitLabClaims(source: GitLabSource, refs: GitLabRefs): BoundClaims {
  const project = isProject(source) ? source : undefined;
  return {
    ...project === undefined ? {} : { project_path: [project.fullPath], namespace_path: [project.fullPath.slice(0, project.fullPath.lastIndexOf('/'))] },
    ...project?.projectId === undefined ? {} : { project_id: [project.projectId] },
    ...refs.ref === undefined ? {} : { ref_type: [refs.ref.type] },
    ...refs.ref === undefined ? {} : { ref: [nameOfRef(refs.ref)], ref_path: [`refs/${refs.ref.type === 'tag' ? 'tags' : 'heads'}/${nameOfRef(refs.ref)}`] },
  };
}

/** A beginning is shown as one; it is never tested as if it were a name. */
function nameOfRef({ name, open }: NonNullable<GitLabRefs['ref']>): string {
  return open ? `${name}…` : name;
}

function valuesOf(component: string, source: GitLabProject, implied: BoundClaims, bound: BoundClaims): string[] {
  if (component === 'project_id' && source.projectId === undefined) {
    refuse(errors.subjectValueUnknown(component, 'pass projectId to GitLabProject.of'));
  }
  const values = own(bound, component) ?? own(implied, component) ?? [];
  if (values.length === 0) refuse(errors.subjectValueUnknown(component, REMEDIES[component]));
  return values.map(value => `${component}:${value}`);
}

/** Of every component that neither project nor ref decides. */
const REMEDIES: Record<string, string> = {
  ref_protected: 'say whether the ref is protected, with withProtectedRef()',
  environment_protected: 'say whether the environment is protected, with withProtectedEnvironment()',
  deployment_tier: 'say which tier the environment has, with withDeploymentTier(tier)',
};

function wholeProject(source: GitLabProject, components: readonly string[]): SubjectTest[] {
  const [first, ...rest] = components;
  const value = first === 'project_id' ? source.projectId : source.fullPath;
  if (value === undefined) refuse(errors.subjectValueUnknown(first, 'pass projectId to GitLabProject.of'));
  const alone = { text: `${first}:${value}`, prefix: false };
  const longer = { text: `${first}:${value}:`, prefix: true };
  if (rest.length === 0) return [alone];
  return rest.every(component => NEEDS_ENVIRONMENT.includes(component)) ? [alone, longer] : [longer];
}

function nameOf(source: GitLabProject): BoundClaims {
  return source.projectId === undefined ? { project_path: [source.fullPath] } : { project_id: [source.projectId] };
}

function notCarried(carried: readonly string[], implied: BoundClaims, refs: GitLabRefs, bound: BoundClaims): BoundClaims {
  const declared: BoundClaims = { ...refs.ref === undefined ? {} : { ref_type: implied.ref_type, ...refs.ref.open ? {} : { ref: implied.ref } }, ...bound };
  return Object.fromEntries(Object.entries(declared).filter(([claim]) => !carried.includes(claim)));
}
