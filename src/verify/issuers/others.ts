import type { IssuerGrammar, Scope, Subject } from './grammar';
import { pairedSubject } from './pairs';
import { bound, context, project, tenant, whole } from './text';
import { ANY, hasWildcard, isLate, LATE } from '../pattern';

const ANYTHING: Scope = { tenant: bound(ANY), project: bound(ANY), context: bound(ANY) };
const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

export const HCP_TERRAFORM: IssuerGrammar = {
  name: 'HCP Terraform',
  issuer: /^https:\/\/app\.(eu\.)?terraform\.io$/,
  tell: { claims: ['terraform_organization_id', 'terraform_organization_name', 'terraform_workspace_id', 'terraform_workspace_name', 'terraform_project_id', 'terraform_project_name', 'terraform_run_phase', 'terraform_full_workspace'], subject: /^organization:([^:]*:project:|\ue000)/ },
  shared: true,
  words: { tenant: 'organization', project: 'workspace', context: 'run phase' },
  subject: hcpSubject,
  claims: {
    terraform_organization_id: tenant,
    terraform_organization_name: tenant,
    terraform_workspace_id: whole,
    terraform_workspace_name: project,
    terraform_project_id: tenant,
    terraform_project_name: () => ({}),
    terraform_run_phase: context,
    terraform_full_workspace: pattern => pairedFull(pattern),
  },
  shapes: {
    terraform_run_phase: [/^(plan|apply)$/, '"plan" or "apply"'],
    terraform_organization_id: [/^org-/, 'one that begins with "org-"'],
    terraform_workspace_id: [/^ws-/, 'one that begins with "ws-"'],
    terraform_project_id: [/^prj-/, 'one that begins with "prj-"'],
  },
  sometimes: [],
  ids: { tenant: 'terraform_organization_id', project: 'terraform_workspace_id' },
  narrowed: { project: /^organization:.*:(workspace:[^:]+|stack:[^:]+:deployment:[^:]+)/, contexts: [':run_phase:apply'] },
  example: 'organization:ORGANIZATION:project:PROJECT:workspace:WORKSPACE:run_phase:apply',
};

const HCP_PAIRS = pairedSubject('HCP Terraform', [
  ['organization', 'tenant'], ['project', undefined], ['workspace', 'project'], ['run_phase', 'context'], ['stack', 'project'], ['deployment', 'context'], ['operation', 'context'],
]);

function hcpSubject(pattern: string): Subject {
  const subject = HCP_PAIRS(pattern);
  if (/^organization:[^:\ue000-\ue002]*:workspace:/.test(pattern)) return { ...subject, never: 'between organization and workspace stands the project' };
  if (subject.never !== undefined || hasWildcard(pattern) || isLate(pattern)) return subject;
  const phase = /:run_phase:(.*)$/s.exec(pattern)?.[1];
  if (phase !== undefined) return /^(plan|apply)$/.test(phase) ? subject : { ...subject, never: `a run phase is "plan" or "apply", not "${phase}"` };
  return /:stack:/.test(pattern) ? subject : { ...subject, never: 'after the workspace comes "run_phase:plan" or "run_phase:apply"' };
}

function pairedFull(pattern: string): Scope {
  const { tenant: organization, project: workspace } = HCP_TERRAFORM.subject(pattern).scope;
  return { tenant: organization, project: workspace };
}

export const BUILDKITE: IssuerGrammar = {
  name: 'Buildkite',
  issuer: /^https:\/\/agent\.([^/]+\.)?buildkite\.(com|dev|site)$/,
  tell: { claims: ['organization_slug', 'pipeline_slug', 'build_branch', 'build_tag'], subject: /^organization:[^:]*:pipeline:/ },
  shared: true,
  words: { tenant: 'organization', project: 'pipeline', context: 'ref' },
  subject: pattern => {
    if (new RegExp(`^${UUID}$`).test(pattern)) return { scope: { tenant: bound(pattern), project: bound(pattern), context: bound(pattern) } };
    const subject = BUILDKITE_PAIRS(pattern);
    const exact = subject.never === undefined && !hasWildcard(pattern) && !isLate(pattern);
    return { ...subject, volatile: (exact && pattern.includes(':commit:')) || undefined };
  },
  claims: {
    organization_slug: tenant,
    organization_id: tenant,
    pipeline_slug: project,
    pipeline_id: whole,
    build_branch: context,
    build_tag: context,
    cluster_id: tenant,
    cluster_name: () => ({}),
    queue_id: tenant,
  },
  ids: { tenant: 'organization_id', project: 'pipeline_id' },
  tags: true,
  narrowed: { project: /^organization:[^:]+:pipeline:[^:]+/, contexts: [':ref:refs/heads/main:*'] },
  example: 'organization:ORGANIZATION:pipeline:PIPELINE:ref:refs/heads/main:*',
};

const BUILDKITE_PAIRS = pairedSubject('Buildkite', [['organization', 'tenant'], ['pipeline', 'project'], ['ref', 'context'], ['commit', undefined], ['step', undefined]]);

export const CIRCLECI: IssuerGrammar = {
  name: 'CircleCI',
  issuer: /^https:\/\/oidc\.circleci\.com(\/org\/.+)?$/,
  tell: { claims: ['oidc.circleci.com/project-id', 'oidc.circleci.com/org-id', 'oidc.circleci.com/vcs-ref', 'oidc.circleci.com/vcs-origin', 'oidc.circleci.com/context-ids'], subject: /^org\/[^/]*\/project\// },
  shared: false,
  words: { tenant: 'organization', project: 'project', context: 'ref' },
  subject: circleSubject,
  claims: { 'oidc.circleci.com/project-id': whole, 'oidc.circleci.com/org-id': tenant, 'oidc.circleci.com/vcs-ref': context, 'oidc.circleci.com/context-ids': context, 'oidc.circleci.com/vcs-origin': project },
  untexted: ['oidc.circleci.com/ssh-rerun'],
  example: 'org/ORGANIZATION_ID/project/PROJECT_ID/user/*',
  contextIsOptional: true,
};

function circleSubject(pattern: string): Subject {
  if (pattern.startsWith(LATE)) return { scope: { tenant: bound(LATE), project: bound(LATE), context: bound(LATE) } };
  const [, org, id, rest] = /^org\/([^/]*)(?:\/project\/([^/]*))?(.*)$/s.exec(pattern) ?? [];
  const beginning = pattern.split(/[\ue000-\ue002]/)[0];
  if (org === undefined) return beginning.length < pattern.length && 'org/'.startsWith(beginning) ? { scope: ANYTHING } : { scope: {}, never: 'a subject of CircleCI begins with "org/"' };
  const projectText = id ?? (isLate(org) ? LATE : ANY);
  return { scope: { tenant: bound(org), project: bound(projectText), context: bound(rest === '' && id !== undefined && !/[\ue000]/.test(id) ? projectText : rest === '' ? ANY : rest.slice(1)) } };
}

export const BITBUCKET: IssuerGrammar = {
  name: 'Bitbucket Pipelines',
  issuer: /^https:\/\/api\.bitbucket\.org\/2\.0\/workspaces\//,
  tell: { claims: ['repositoryUuid', 'workspaceUuid', 'deploymentEnvironmentUuid'], subject: /^\{[0-9a-f-]{36}\}:/i },
  shared: false,
  words: { tenant: 'workspace', project: 'repository', context: 'deployment environment' },
  subject: bitbucketSubject,
  claims: { repositoryUuid: whole, workspaceUuid: tenant, deploymentEnvironmentUuid: context, branchName: context },
  sometimes: ['deploymentEnvironmentUuid', 'branchName'],
  example: '{REPOSITORY_UUID}:{ENVIRONMENT_UUID}:*',
  contextIsOptional: true,
};

function bitbucketSubject(pattern: string): Subject {
  if (isLate(pattern)) return { scope: { project: bound(LATE), context: bound(LATE) } };
  const parts = pattern.split(':');
  const [repository, second, third] = parts.map(part => part.replace(/\}\ue000$/, '}'));
  const isUuid = (text: string) => new RegExp(`^\\{${UUID}\\}$`).test(text);
  const bad = parts.find(part => !hasWildcard(part) && !isUuid(part) && !/^\{.*\}$/.test(part));
  const never = bad === undefined ? undefined : `every part is a UUID in braces, and "${bad}" is none`;
  return {
    never,
    scope: { project: bound(repository), context: bound(third === undefined ? second ?? ANY : second) },
    volatile: (!hasWildcard(pattern) && never === undefined) || undefined,
  };
}

/** Service accounts of a cluster; one namespace is as narrow as many a cluster is used. */
export const KUBERNETES: IssuerGrammar = {
  name: 'Kubernetes',
  issuer: /^https:\/\/(oidc\.eks\.|container\.googleapis\.com\/|[^/]*\.oic\.[^/]*azure\.com\/|oidc\.op1\.openshiftapps\.com\/|[^/]*\.s3[.-][^/]*amazonaws\.com\/?|s3[.-][^/]*amazonaws\.com\/|kubernetes\.default)/,
  tell: { claims: [], subject: /^system:serviceaccount:/ },
  shared: false,
  words: { tenant: 'cluster', project: 'namespace', context: 'service account' },
  subject: pattern => {
    if (isLate(pattern)) return { scope: { project: bound(LATE), context: bound(LATE) } };
    const [, namespace, account] = /^system:serviceaccount:([^:]*)(?::(.*))?$/s.exec(pattern) ?? [];
    const beginning = pattern.split(ANY)[0];
    if (!hasWildcard(pattern) && /service-?account|^[a-z0-9-]+:[a-z0-9-]+$/i.test(pattern) && !account) return { scope: {}, never: 'it is "system:serviceaccount:", the namespace, a colon and the service account' };
    if (namespace === undefined) {
      return beginning.length < pattern.length && 'system:serviceaccount:'.startsWith(beginning) ? { scope: { project: bound(ANY), context: bound(ANY) } } : { scope: {} };
    }
    const anyNamespace = bound(namespace).width === 'open' && account !== undefined && bound(account).width === 'exact';
    return { scope: { project: anyNamespace ? bound(account) : bound(namespace), context: bound(account ?? ANY) } };
  },
  claims: {},
  example: 'system:serviceaccount:NAMESPACE:SERVICE_ACCOUNT',
  contextIsOptional: true,
};

/** One issuer an organization: a service connection of a project, or a pipeline. */
export const AZURE_DEVOPS: IssuerGrammar = {
  name: 'Azure DevOps',
  issuer: /^https:\/\/vstoken\.dev\.azure\.com\/[^/]+$/,
  tell: { claims: [], subject: /^(sc|p):\/\// },
  shared: false,
  words: { tenant: 'organization', project: 'project', context: 'service connection' },
  subject: pattern => {
    if (pattern.startsWith(LATE)) return { scope: { project: bound(LATE), context: bound(LATE) } };
    const [, organization, project_, connection] = /^(?:sc|p):\/\/([^/]*)(?:\/([^/]*))?(?:\/(.*))?$/s.exec(pattern) ?? [];
    if (organization === undefined) {
      const beginning = pattern.split(/[\ue000-\ue002]/)[0];
      const open = beginning.length < pattern.length && ['sc://', 'p://'].some(start => start.startsWith(beginning));
      return open ? { scope: ANYTHING } : { scope: {}, never: 'a subject of Azure DevOps begins with "sc://" or "p://"' };
    }
    const never = !hasWildcard(pattern) && !isLate(pattern) && !connection ? 'after the organization come the project and the service connection' : undefined;
    const rest = isLate(pattern) && !pattern.endsWith(ANY) ? LATE : ANY;
    return { never, scope: { tenant: bound(organization), project: bound(project_ ?? rest), context: bound(connection ?? rest) } };
  },
  claims: { org_id: tenant, prj_id: project, def_id: context },
  fixedAudience: true,
  example: 'sc://ORGANIZATION/PROJECT/SERVICE_CONNECTION',
  contextIsOptional: true,
};

export const SPACELIFT: IssuerGrammar = {
  name: 'Spacelift',
  issuer: /^https:\/\/([^/]+\.)?spacelift\.io$/,
  tell: { claims: ['spaceId', 'callerType', 'callerId', 'runType'], subject: /^space:[^:]*:/ },
  shared: false,
  words: { tenant: 'account', project: 'space', context: 'stack and run type' },
  subject: pairedSubject('Spacelift', [['space', 'project'], ['stack', undefined], ['module', undefined], ['run_type', undefined], ['scope', undefined], ['spaceId', 'project'], ['callerId', undefined], ['space_path', 'project']], { mayBeginOpen: true }),
  claims: { spaceId: project, callerId: project, runType: context, scope: context },
  example: 'space:SPACE:stack:STACK:run_type:TRACKED:scope:write',
  contextIsOptional: true,
};

/** One issuer an organization. */
export const SEMAPHORE: IssuerGrammar = {
  name: 'Semaphore',
  issuer: /^https:\/\/[^/]+\.semaphoreci\.com$/,
  shared: false,
  words: { tenant: 'organization', project: 'project', context: 'ref' },
  subject: pairedSubject('Semaphore', [['org', 'tenant'], ['project', 'project'], ['repo', undefined], ['ref_type', undefined], ['ref', 'context']]),
  claims: {},
  example: 'org:ORGANIZATION:project:PROJECT_ID:repo:REPOSITORY:ref_type:branch:ref:refs/heads/main',
};

export const SCALR: IssuerGrammar = {
  name: 'Scalr',
  issuer: /^https:\/\/([^/]+\.)?scalr\.io$/,
  shared: true,
  words: { tenant: 'account', project: 'environment', context: 'workspace' },
  subject: pairedSubject('Scalr', [['account', 'tenant'], ['environment', 'project'], ['workspace', undefined]]),
  claims: { scalr_account_id: tenant, scalr_account_name: tenant, scalr_environment_name: project, scalr_workspace_name: project },
  example: 'account:ACCOUNT:environment:ENVIRONMENT:workspace:WORKSPACE',
  contextIsOptional: true,
};

export const CODEFRESH: IssuerGrammar = {
  name: 'Codefresh',
  issuer: /^https:\/\/oidc\.codefresh\.io$/,
  shared: true,
  words: { tenant: 'account', project: 'pipeline', context: 'trigger' },
  subject: pairedSubject('Codefresh', [['account', 'tenant'], ['pipeline', 'project'], ['initiator', undefined], ['scm_repo_url', undefined], ['scm_user_name', undefined], ['scm_ref', undefined], ['scm_pull_request_target_branch', undefined]]),
  claims: { account_id: tenant, account_name: tenant, pipeline_id: whole, pipeline_name: project },
  example: 'account:ACCOUNT_ID:pipeline:PIPELINE_ID:*',
  contextIsOptional: true,
};

export const VERCEL: IssuerGrammar = {
  name: 'Vercel',
  issuer: /^https:\/\/oidc\.vercel\.com(\/[^/]+)?$/,
  shared: true,
  words: { tenant: 'owner', project: 'project', context: 'environment' },
  subject: pairedSubject('Vercel', [['owner', 'tenant'], ['project', 'project'], ['environment', 'context']]),
  claims: { owner: tenant, owner_id: tenant, project: project, project_id: whole, environment: context },
  ids: { tenant: 'owner_id', project: 'project_id' },
  example: 'owner:OWNER:project:PROJECT:environment:production',
};

const PULUMI_PAIRS = pairedSubject('Pulumi Cloud', [
  ['org', 'tenant'], ['pulumi.organization.login', 'tenant'], ['project', 'project'], ['env', 'project'], ['rootEnvironment.name', 'project'], ['currentEnvironment.name', 'project'],
  ['stack', 'context'], ['operation', 'context'], ['scope', undefined], ['pulumi.user.login', undefined],
]);

export const PULUMI: IssuerGrammar = {
  name: 'Pulumi Cloud',
  issuer: /^https:\/\/api\.pulumi\.com\/oidc$/,
  tell: { claims: [], subject: /^pulumi:(deploy|environments):/ },
  shared: true,
  words: { tenant: 'organization', project: 'project or environment', context: 'stack' },
  subject: pulumiSubject,
  // tokens for a cloud carry the organization as their audience, those of an environment with the name of the cloud before it
  claims: { aud: audience => tenant(audience.replace(/^(aws|azure|gcp):/, '')), org: tenant, project, stack: context, operation: context },
  example: 'pulumi:deploy:org:ORGANIZATION:project:PROJECT:stack:STACK:operation:update:scope:write',
  contextIsOptional: true,
};

/** A deployment, or an environment of ESC; of other forms only how open they are is told. */
function pulumiSubject(pattern: string): Subject {
  const [, kind, rest] = /^pulumi:(deploy|environments):(.*)$/s.exec(pattern) ?? [];
  if (kind !== undefined && rest !== ANY) return PULUMI_PAIRS(rest);
  const beginning = pattern.split(ANY)[0];
  const open = beginning.length < pattern.length && /^(pulumi|$)/.test(beginning);
  if (isLate(pattern)) return { scope: { tenant: bound(LATE), project: bound(LATE), context: bound(LATE) } };
  return open ? { scope: ANYTHING } : { scope: {}, never: hasWildcard(pattern) || beginning.startsWith('pulumi:') ? undefined : `a subject of Pulumi Cloud begins with "pulumi:", not with "${pattern.split(':')[0].slice(0, 60)}"` };
}
