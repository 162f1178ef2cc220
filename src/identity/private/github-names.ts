import * as errors from './errors';
import { refProblem } from './git-refs';
import { textProblem } from './text';
import { Problem } from '../../private/problem';

/** "alphanumeric or single hyphens, max 39"; managed users add "_shortcode" and old names break the rule on hyphens. */
export function ownerProblem(owner: unknown): Problem | undefined {
  const problem = textProblem(owner, { what: 'repository owner', max: 39 });
  if (problem) return problem.code === 'TOO_LONG' && String(owner).includes('/') ? errors.invalidFullName(String(owner)) : problem;
  const text = owner as string;
  if (text.includes('/')) return errors.invalidFullName(text);
  return /^[A-Za-z0-9_-]+$/.test(text) ? undefined : errors.invalidOwner(text);
}

export function repositoryNameProblem(name: unknown): Problem | undefined {
  const problem = textProblem(name, { what: 'repository name', max: 100 });
  if (problem) return problem;
  const text = name as string;
  return /^[A-Za-z0-9._-]+$/.test(text) && text !== '.' && text !== '..' ? undefined : errors.invalidRepositoryName(text);
}

/** At most 255 characters are documented, their kind is not: whatever could be a name is accepted. */
export function environmentProblem(name: unknown, partial = false): Problem | undefined {
  const problem = textProblem(name, { what: 'environment name', max: 255 });
  if (problem) return problem;
  const text = name as string;
  if (partial && text.includes(':')) return errors.colonInBeginning(text);
  if (partial && /%3?$/.test(text)) return errors.percentEnd(text);
  return text.includes('%3A') ? errors.percentEscape('environment name', text) : undefined;
}

const WORKFLOW = /^([^/]+)\/([^/]+)\/\.github\/workflows\/[^/@]+\.ya?ml@(.+)$/;
const FULL_REF = /^refs\/(heads|tags)\/(.+)$/;

/** `job_workflow_ref`: the file of a reusable workflow and the commit, tag or branch at which it is called. */
export function workflowProblem(reference: unknown): Problem | undefined {
  const problem = textProblem(reference, { what: 'reusable workflow' });
  if (problem) return problem;
  const parts = WORKFLOW.exec(reference as string);
  if (!parts) return errors.invalidWorkflow(reference as string);
  const named = ownerProblem(parts[1]) ?? repositoryNameProblem(parts[2]);
  if (named) return named;
  const ref = FULL_REF.exec(parts[3]);
  if (ref) return refProblem(ref[2], ref[1] === 'heads' ? 'branch' : 'tag');
  return isCommit(parts[3]) ? undefined : errors.invalidWorkflow(reference as string);
}

/** Whether a push can change what runs: branches move by nature, tags can be moved. */
export function isMoving(reference: string): boolean {
  return !isCommit(WORKFLOW.exec(reference)![3]);
}

function isCommit(ref: string): boolean {
  return /^[0-9a-f]{40}$/.test(ref);
}
