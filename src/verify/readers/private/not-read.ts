import { isObject, member, textAt } from './values';
import { UNKNOWN_KIND } from '../unreadable';

/** Why a text that a person named is not read, where it is known what they meant. */
export function tableProblem(text: string): string | undefined {
  const [first = '', second = ''] = text.trimStart().split('\n', 2);
  if (/^Key\s+Value\s*$/.test(first) && /^-+\s+-+\s*$/.test(second)) return 'is a table of Vault: give the output of the same command with -format=json';
  if (/^Keys\s*$/.test(first) && /^-+\s*$/.test(second)) return LIST_OF_ROLES;
  if (/^-+(\s+-+)+\s*$/.test(second)) return 'is a table: give the output of the same command as JSON (az … -o json, gcloud … --format=json)';
  if (/^\s*[┌+]/.test(first) || /^NAME:? /.test(first)) return 'is a table: give the output of the same command with --format=json';
  return undefined;
}

const LIST_OF_ROLES = 'is a list of names: where they are roles of Vault, give the output of "vault read -format=json auth/PATH/role/NAME" for each';

/** Why a value is of no kind that is read. */
export function kindProblem(value: unknown): string {
  const keys = member(value, 'data', 'keys') ?? value;
  if (Array.isArray(keys) && keys.length > 0 && keys.every(one => typeof one === 'string')) return LIST_OF_ROLES;
  if (/\/deploymentParameters\.json#?$/i.test(textAt(value, '$schema') ?? '')) return 'holds parameters: give the template that they are for';
  if (isObject(value) && 'data' in value && 'lease_duration' in value) return 'is an answer of Vault, but neither a role of a JWT auth backend nor the configuration of one';
  return UNKNOWN_KIND;
}
