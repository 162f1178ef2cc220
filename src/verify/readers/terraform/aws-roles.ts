import { sourceOf, TerraformArtefact } from './artefact';
import { blocksIn } from './blocks';
import type { Resource } from './module';
import { own } from '../../../identity/private/own';
import { isTable, LateJson, LateTable, listOf, Text } from '../../../private/late';
import type { AwsPermissions } from '../../model';
import { policyIn, policyOf } from '../private/embedded-policy';
import { asText, asTexts, isLate, known } from '../private/texts';

/** A role, whichever provider and whichever of its names it is written by. */
export interface WrittenRole {
  readonly name?: Text;
  readonly trust: LateJson | undefined;
  /** Where the trust stands below the resource. */
  readonly at: string;
  readonly session: LateJson | undefined;
  readonly boundary?: Text;
  readonly managed: readonly Text[];
  readonly inline: readonly AwsPermissions[];
}

/** What AWS Cloud Control is told, by its types. */
export const CLOUD_CONTROL = 'aws_cloudcontrolapi_resource';

export const ROLE_TYPES = ['aws_iam_role', 'awscc_iam_role'];

/** The role that a resource defines. */
export function writtenRole(artefact: TerraformArtefact, resource: Resource): WrittenRole {
  if (resource.type === CLOUD_CONTROL) return ofProperties(artefact, resource, desiredState(artefact, resource), CFN_NAMES);
  const { module } = artefact;
  const body = module.value(resource.body) as LateTable;
  if (resource.type === 'awscc_iam_role') return ofProperties(artefact, resource, body, AWSCC_NAMES);
  return {
    name: asText(own(body, 'name')),
    trust: own(body, 'assume_role_policy'),
    at: 'assume_role_policy',
    session: own(body, 'max_session_duration'),
    boundary: withoutEmpty(asText(own(body, 'permissions_boundary'))),
    managed: asTexts(own(body, 'managed_policy_arns') ?? []),
    inline: blocksIn(body.inline_policy).known
      .map(({ name = null, policy = null }, i) => document(artefact, resource, { name, document: policy, at: ['inline_policy', i] }))
      .filter(one => one.document !== null),
  };
}

interface Names {
  /** Where all of it stands below the resource. */
  readonly at: string;
  readonly name: string;
  readonly trust: string;
  readonly session: string;
  readonly boundary: string;
  readonly managed: string;
  readonly policies: string;
  readonly policy: string;
  readonly policyName: string;
}

const CFN_NAMES: Names = {
  at: 'desired_state',
  name: 'RoleName',
  trust: 'AssumeRolePolicyDocument',
  session: 'MaxSessionDuration',
  boundary: 'PermissionsBoundary',
  managed: 'ManagedPolicyArns',
  policies: 'Policies',
  policy: 'PolicyDocument',
  policyName: 'PolicyName',
};
const AWSCC_NAMES: Names = {
  at: 'assume_role_policy_document',
  name: 'role_name',
  trust: 'assume_role_policy_document',
  session: 'max_session_duration',
  boundary: 'permissions_boundary',
  managed: 'managed_policy_arns',
  policies: 'policies',
  policy: 'policy_document',
  policyName: 'policy_name',
};

function ofProperties(artefact: TerraformArtefact, resource: Resource, properties: LateJson, names: Names): WrittenRole {
  const { at } = names;
  // of what is unknown as a whole the trust is unknown as well
  const property = (name: string) => isTable(properties) ? own(properties, name) : properties;
  const table = (name: string) => isTable(properties) ? listOf(own(properties, name)).filter(isTable) : [];
  return {
    name: asText(property(names.name)),
    trust: property(names.trust),
    at,
    session: isTable(properties) ? property(names.session) : undefined,
    boundary: isTable(properties) ? withoutEmpty(asText(property(names.boundary))) : undefined,
    managed: isTable(properties) ? asTexts(property(names.managed) ?? []) : [],
    inline: table(names.policies)
      .map(policy => document(artefact, resource, { name: policy[names.policyName] ?? null, document: policy[names.policy] ?? null, at: [at] })),
  };
}

/** The properties that a resource of Cloud Control is to have: JSON in a text. */
export function desiredState({ module }: TerraformArtefact, resource: Resource): LateJson {
  return policyOf(module.value(resource.body.desired_state));
}

export function desiredTable(artefact: TerraformArtefact, resource: Resource): LateTable {
  const state = desiredState(artefact, resource);
  return isTable(state) ? state : {};
}

/** A policy that stands in the role itself. */
interface Inline {
  readonly name: LateJson;
  readonly document: LateJson;
  readonly at: readonly (string | number)[];
}

function document(artefact: TerraformArtefact, resource: Resource, one: Inline): AwsPermissions {
  const source = sourceOf(artefact, resource, ...one.at);
  const name = String(asText(one.name) ?? one.at[one.at.length - 1]);
  return { name, document: policyIn(artefact.reading, one.document, source), source };
}

/** A state has the empty text for an attribute that is not set. */
function withoutEmpty(text: Text | undefined): Text | undefined {
  return text !== undefined && known(text) === '' && !isLate(text) ? undefined : text;
}
