import { evaluateCel } from './cel';
import * as errors from './errors';
import type { Workload } from '../../identity/workload';
import { Problem } from '../../private/problem';
import { MAPPING } from '../limits';
import type { ProviderSettings } from '../trust';

/** What a composite attribute writes beside the value of a claim: its length, a colon and a slash. */
const BESIDE_A_VALUE = 6;

/** A job of these workloads for which the provider would map more than Google takes: it would only be told when it asks for a token. */
export function mappedBytesProblem({ mapping }: ProviderSettings, workloads: readonly Workload[]): Problem | undefined {
  for (const workload of workloads) {
    const claims = longestClaims(workload);
    if (bound(mapping, claims) <= MAPPING.bytes) continue;
    const bytes = mappedBytes(mapping, claims);
    if (bytes > MAPPING.bytes) return errors.mappedTooLong(workload.toString(), bytes, Object.keys(mapping).length);
  }
  return undefined;
}

/** The claims of the longest token that the workload is known to admit. */
function longestClaims(workload: Workload): Record<string, string> {
  const longest = (values: readonly string[]) => values.reduce((a, b) => Buffer.byteLength(b) > Buffer.byteLength(a) ? b : a);
  const { claims, subjects } = workload;
  return {
    ...workload.sampleClaims(''),
    ...subjects.length === 0 ? {} : { sub: longest(subjects) },
    ...Object.fromEntries(Object.entries(claims).map(([name, values]) => [name, longest(values)])),
  };
}

/** More than any mapping of the provider can come to: for the many cases that need no evaluation. */
function bound(mapping: ProviderSettings['mapping'], claims: Readonly<Record<string, string>>): number {
  const most = Object.values(claims).reduce((sum, value) => sum + Buffer.byteLength(value) + BESIDE_A_VALUE, 0);
  return Object.keys(mapping).length * most;
}

function mappedBytes(mapping: ProviderSettings['mapping'], claims: Readonly<Record<string, string>>): number {
  return Object.values(mapping).reduce((sum, expression) => {
    const result = evaluateCel(expression, { assertion: claims });
    return sum + (result.kind === 'value' ? Buffer.byteLength(String(result.value)) : 0);
  }, 0);
}
