import { own } from '../../identity/private/own';
import type { Reason } from '../../private/decision';
import { notCarried } from '../../private/hints';
import type { Claims } from '../decide';
import { grammarOf, IssuerGrammar } from '../issuers';

/** What other issuers, or people, call a claim that these ones send under another name. */
const INSTEAD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  GitHub: {
    namespace_id: 'repository_owner_id',
    namespace_path: 'repository_owner',
    namespace: 'repository_owner',
    group: 'repository_owner',
    owner: 'repository_owner',
    owner_id: 'repository_owner_id',
    organization: 'repository_owner',
    organization_id: 'repository_owner_id',
    org: 'repository_owner',
    project_id: 'repository_id',
    project_path: 'repository',
    project: 'repository',
    repo: 'repository',
    repo_id: 'repository_id',
    repository_name: 'repository',
    user_login: 'actor',
    user_id: 'actor_id',
    pipeline_source: 'event_name',
    event: 'event_name',
    ref_path: 'ref',
    branch: 'ref',
    tag: 'ref',
    ci_config_ref_uri: 'workflow_ref',
    environment_name: 'environment',
    environment_protected: 'environment',
    deployment_tier: 'environment',
    target_branch: 'base_ref',
    source_branch: 'head_ref',
    reusable_workflow: 'job_workflow_ref',
  },
  GitLab: {
    repository_id: 'project_id',
    repository: 'project_path',
    project: 'project_path',
    repo: 'project_path',
    repository_owner_id: 'namespace_id',
    repository_owner: 'namespace_path',
    namespace: 'namespace_path',
    group: 'namespace_path',
    group_id: 'namespace_id',
    actor: 'user_login',
    actor_id: 'user_id',
    event_name: 'pipeline_source',
    job_workflow_ref: 'ci_config_ref_uri',
    workflow_ref: 'ci_config_ref_uri',
    branch: 'ref',
    tag: 'ref',
    deployment_action: 'environment_action',
    environment_name: 'environment',
    protected: 'ref_protected',
  },
};

/** The same reason, with the cause where the issuer of the token has no such claim at all. */
export function withNeverSent(reason: Reason, claims: Claims): Reason {
  if (reason.ok || reason.hint !== notCarried(reason.claim)) return reason;
  const { iss } = claims;
  const grammar = grammarOf(typeof iss === 'string' ? iss : undefined);
  if (grammar?.sends === undefined || grammar.sends.includes(reason.claim)) return reason;
  return { ...reason, hint: `${grammar.name} never sends the claim ${reason.claim}: ${fixFor(reason.claim, grammar)}` };
}

function fixFor(claim: string, { name, ids }: IssuerGrammar): string {
  const instead = own(own(INSTEAD, name) ?? {}, claim);
  const examples = ['sub', ...Object.values(ids ?? {})];
  return instead === undefined ? `leave the test out, or test what it sends, for example ${examples.join(', ')}` : `test ${instead} instead`;
}
