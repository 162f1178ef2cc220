import * as errors from './errors';
import { refProblem, RefType } from './git-refs';
import { textProblem } from './text';
import { Problem } from '../../private/problem';

const SEGMENT = /^[a-zA-Z0-9_.][a-zA-Z0-9_.-]*$/;

/** Full path of a group or project, by the rules of GitLab's path_regex. */
export function pathProblem(path: unknown, what: string, leastSegments: number): Problem | undefined {
  const problem = textProblem(path, { what });
  if (problem) return problem;
  const text = path as string;
  const segments = text.split('/');
  if (segments.length < leastSegments) return errors.invalidProjectPath(text, 'names no group, a project stands in a group or in a user\'s namespace');
  for (const segment of segments) {
    if (segment === '') return errors.invalidProjectPath(text, 'has an empty part');
    if (!SEGMENT.test(segment)) return errors.invalidProjectPath(text, `has the part ${JSON.stringify(segment)}, parts hold ASCII letters, digits, "_", "." and "-" and do not begin with "-"`);
    if (/\.(git|atom)$/.test(segment)) return errors.invalidProjectPath(text, `has the part ${JSON.stringify(segment)}, no part ends with .git or .atom`);
    if (segment.length > 255) return errors.tooLong('part of a GitLab path', segment, 255);
  }
  return undefined;
}

/** Characters of an environment's name by GitLab's environment_name_regex. */
export function gitLabEnvironmentProblem(name: unknown): Problem | undefined {
  const problem = textProblem(name, { what: 'environment name', max: 255 });
  if (problem) return problem;
  const text = name as string;
  if (!/^[a-zA-Z0-9_/${}. -]+$/.test(text)) return errors.invalidEnvironment(text, 'may hold ASCII letters, digits, space and - _ / $ { } . only');
  return /^\/|\/$/.test(text) ? errors.invalidEnvironment(text, 'must not begin or end with "/"') : undefined;
}

/** Git's rules and GitLab's own. */
export function gitLabRefProblem(name: unknown, kind: RefType, partial = false): Problem | undefined {
  const problem = refProblem(name, kind, partial);
  if (problem) return problem;
  const text = name as string;
  if (text.startsWith('-')) return errors.invalidRef(kind, text, 'begins with "-"');
  return text === 'HEAD' && !partial ? errors.invalidRef(kind, text, 'is "HEAD"') : undefined;
}
