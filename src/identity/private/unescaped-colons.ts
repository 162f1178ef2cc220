import * as errors from './errors';
import type { SubjectTest } from './workload-parts';
import type { Problem } from '../../private/problem';

/**
 * Keys of a subject template whose values hold no colon: names of accounts and repositories, refs of git, ids, numbers, and closed lists.
 * Whoever writes a workflow chooses the others: the name of an environment or a workflow, the path of a file, a property.
 */
const WITHOUT_COLON: readonly string[] = [
  'repo', 'repository', 'repository_owner', 'repository_visibility', 'enterprise', 'actor', 'event_name', 'runner_environment',
  'ref', 'ref_type', 'ref_protected', 'head_ref', 'base_ref', 'repository_id', 'repository_owner_id', 'enterprise_id', 'actor_id',
  'check_run_id', 'run_id', 'run_number', 'run_attempt', 'sha', 'workflow_sha', 'job_workflow_sha',
];

/**
 * Why a subject of a server that does not escape colons could also be that of a job that was not declared:
 * a name with colons can spell what follows it.
 *
 * @param parts what stands in the subject for each of the keys
 */
export function forgeryProblem({ text, prefix }: SubjectTest, keys: readonly string[], parts: readonly string[]): Problem | undefined {
  // no job has such a value, but another whose values stand closer together may have the same subject
  const neverSent = keys.some((key, i) => WITHOUT_COLON.includes(key) && /:.*:/s.test(parts[i]));
  if (neverSent) return errors.ambiguousSubject(text, keys);
  if (!prefix) return readings(text, keys, 0) > 1 ? errors.ambiguousSubject(text, keys) : undefined;
  const free = keys.slice(0, -1).find(key => !WITHOUT_COLON.includes(key));
  return free === undefined ? undefined : errors.forgeablePattern(text, free);
}

/** In how many ways a text is the subject of some job, as far as one tells from two. */
function readings(text: string, keys: readonly string[], at: number): number {
  const [key, ...rest] = keys;
  let found = 0;
  for (const length of lengthsOf(text.slice(at), key)) {
    const end = at + length;
    if (rest.length === 0) found += end === text.length ? 1 : 0;
    else if (text[end] === ':') found += readings(text, rest, end + 1);
    if (found > 1) break;
  }
  return found;
}

/** How much of the text what the key stands for may take. */
function lengthsOf(text: string, key: string): number[] {
  if (key === 'context') {
    const named = ['environment', 'ref'].flatMap(name => lengthsOf(text, name));
    return /^pull_request(?=:|$)/.test(text) ? [...named, 'pull_request'.length] : named;
  }
  const start = `${key === 'repository' ? 'repo' : key}:`;
  if (!text.startsWith(start)) return [];
  const ends = [...text.matchAll(/:|$/g)].map(({ index }) => index).filter(index => index >= start.length);
  return WITHOUT_COLON.includes(key) ? ends.slice(0, 1) : ends;
}
