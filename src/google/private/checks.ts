import { Token } from 'cdktf';
import * as errors from './errors';
import { Workload } from '../../identity/workload';
import { Problem } from '../../private/problem';
import { AUDIENCES, DESCRIPTION_MAX, DISPLAY_NAME_MAX, ID, JWK_KEYS } from '../limits';

export function known(text: string | undefined): text is string {
  return typeof text === 'string' && !Token.isUnresolved(text);
}

export function idProblem(what: string, id: unknown): Problem | undefined {
  if (typeof id !== 'string') return errors.invalidId(what, id);
  if (Token.isUnresolved(id)) return undefined;
  return id.length >= ID.min && id.length <= ID.max && ID.pattern.test(id) && !id.startsWith(ID.reserved) ? undefined : errors.invalidId(what, id);
}

export function textProblems(props: { readonly displayName?: string; readonly description?: string }): (Problem | undefined)[] {
  const { displayName, description } = props;
  return [
    known(displayName) && displayName.length > DISPLAY_NAME_MAX ? errors.textTooLong('displayName', displayName) : undefined,
    known(description) && description.length > DESCRIPTION_MAX ? errors.textTooLong('description', description) : undefined,
  ];
}

export function audiencesProblem(audiences: readonly string[] | undefined): Problem | undefined {
  if (audiences === undefined || (Token.isUnresolved(audiences) as boolean)) return undefined;
  const good = audiences.length > 0 && audiences.length <= AUDIENCES.max
    && audiences.every(audience => Token.isUnresolved(audience) || (audience !== '' && audience.length <= AUDIENCES.length));
  return good ? undefined : errors.audiencesInvalid(audiences);
}

export function jwksProblem(jwks: string | undefined): Problem | undefined {
  if (!known(jwks)) return undefined;
  const keys = keysOf(jwks);
  if (keys === undefined) return errors.jwksInvalid(jwks, 'must be JSON with a list of "keys"');
  const odd = keys.flatMap(key => Object.keys(key)).find(name => !JWK_KEYS.includes(name));
  return odd === undefined ? undefined : errors.jwksInvalid(jwks, `holds the field ${JSON.stringify(odd)}, which Google refuses`);
}

function keysOf(jwks: string): object[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(jwks);
  } catch { // no JSON at all: the caller says so
    return undefined;
  }
  const keys = typeof parsed === 'object' && parsed !== null ? (parsed as { keys?: unknown }).keys : undefined;
  return Array.isArray(keys) && keys.length > 0 && keys.every(key => typeof key === 'object' && key !== null) ? keys : undefined;
}

export function workloadsProblem(workloads: unknown): Problem | undefined {
  if (!Array.isArray(workloads)) return errors.notAWorkload(workloads);
  const odd = workloads.findIndex(workload => !(workload instanceof Workload) && typeof (workload as { _parts?: unknown } | null)?._parts !== 'function');
  return odd < 0 ? undefined : errors.notAWorkload(workloads[odd]);
}

export function roleProblem(role: unknown): Problem | undefined {
  if (typeof role !== 'string') return errors.roleInvalid(String(role));
  return Token.isUnresolved(role) || /^((projects|organizations)\/[^/]+\/)?roles\/[\w.]+$/.test(role) ? undefined : errors.roleInvalid(role);
}
