/** Changes that no test can notice, or that are not worth one, by the reason. A change is found again by what stands there, wherever that moves. */
export interface Accepted {
  readonly why: string;
  /** File below src/, a part of the line, what stands there, and what it may be as well. */
  readonly changes: readonly (readonly [file: string, within: string, original: string, replacement: string])[];
}

const SOMETHING = '["Stryker was here"]';
const GITHUB = String.raw`/^repo:([^/@:]+)(?:@([^/:]*))?\/([^@:]+)(?:@([^:]*))?(?::([^]*))?$/`;
const GITLAB = String.raw`/^project_path:([^:]+)(?::(ref_type:([^:]*):ref:([^]*)|[^]*\*[^]*))?$/`;

export const ACCEPTED: readonly Accepted[] = [
  {
    why: 'Nobody reads it: what stands there only has to be there, or to differ from what else may stand there.',
    changes: [
      ['aws/private/evaluation/policy.ts', 'fixed: { outcome, why }', '[]', SOMETHING], // of a policy that is decided as a whole
      ['aws/private/evaluation/policy.ts', 'fixed: { outcome, why }', '() => NEVER', '() => undefined'],
      ['aws/private/evaluation/policy.ts', 'const NEVER', "(): Answer => 'no'", '() => undefined'],
      ['aws/private/evaluation/policy.ts', 'const NEVER', "'no'", '""'],
      ['vault/evaluate.ts', 'neverBecomes(late[name]', '[]', SOMETHING], // what never comes out rests on no attribute
      ['vault/evaluate.ts', 'malformed(claims)', '[]', SOMETHING], // a test of the token alone rests on no attribute
      ['azure/evaluate.ts', 'outcome: ok ?', "'accept'", '""'], // what is neither a rejection nor unknown
      ['google/evaluate.ts', '.exec(target)', '[]', SOMETHING],
      ['google/evaluate.ts', 'mapped.google.groups', '[]', SOMETHING], // a group that no member can name by accident
      ['private/hints.ts', "case 'event_name'", "''", '"Stryker was here!"'], // what a job is sent for a pull request has no name
      ['aws/evaluate.ts', 'return { outcome: \'reject\', reasons: [{ claim: \'', '[]', '["Stryker was here"]'],
      ['aws/private/evaluation/condition.ts', 'if (base === \'null\') return ifExists ? undefined', 'false', 'true'],
      ['aws/private/evaluation/context-keys.ts', 'const [, issuer, claim] = /^([^/:]+\\.[^/:]+(?::\\', '[]', '["Stryker was here"]'],
      ['aws/private/evaluation/context-keys.ts', 'default: return undefined;', 'default: return undefined;', 'default:'],
      ['aws/private/evaluation/context-keys.ts', 'return roles === undefined ? undefined : listOf(', '[]', '["Stryker was here"]'],
      ['aws/private/evaluation/operators.ts', 'const [, address, length] = /^([^/]+)(?:\\/(\\d{1,', '\'\'', '"Stryker was here!"'],
      ['aws/private/evaluation/operators.ts', 'const [, address, length] = /^([^/]+)(?:\\/(\\d{1,', '[\'\', \'\']', '[]'],
      ['aws/private/evaluation/principals.ts', 'if (principal === \'*\') return { covers: () => \'y', '[]', '["Stryker was here"]'],
      ['aws/private/evaluation/principals.ts', 'if (principal instanceof Late) return { covers:', '[]', '["Stryker was here"]'],
      ['aws/private/evaluation/reasons.ts', 'const { audiences = [], roleArn } = policy;', '[]', '["Stryker was here"]'],
      ['aws/private/evaluation/reasons.ts', 'default: break;', 'default: break;', 'default:'],
      ['aws/private/evaluation/reasons.ts', 'role === \'maybe\' ? unresolved(typeof roleArn ===', '[]', '["Stryker was here"]'],
      ['identity/github-repository.ts', 'const parts = typeof fullName === \'string\' ? ful', '[]', '["Stryker was here"]'],
    ],
  },
  {
    why: 'It comes to the same: both sides of a comparison change alike, or what follows answers the same.',
    changes: [
      ['google/evaluate.ts', 'result.value === false', "result.kind === 'value'", 'true'],
      ['google/evaluate.ts', 'segments.push([])', '[]', SOMETHING],
      ['google/evaluate.ts', '}, [[]])', '[]', SOMETHING],
      ['vault/trust.ts', 'Object.entries({ bound_issuer', '[]', SOMETHING], // what is no template is not late
      ['aws/private/evaluation/policy.ts', 'matcher(piecesOf(text', '{ variables: false, wildcards: false }', '{}'],
      ['aws/private/evaluation/pattern.ts', 'value.parts.flatMap', "typeof part === 'string'", 'true'], // what is late has no sign in it
      ['vault/trust.ts', 'JSON.stringify', 'sub !== undefined', 'sub === undefined'],
      ['google/evaluate.ts', 'result.value === true', "result.kind === 'value'", 'true'],
      ['private/hints.ts', 'asDefault', "typeof audience === 'string'", 'true'], // a regular expression reads a number as a text
      ['private/subject-hints.ts', "tail.startsWith('ref:')", "'default'", '""'],
      ['private/subject-hints.ts', 'default: return undefined', 'default: return undefined;', 'default:'],
      ['private/subjects.ts', 'GITHUB.exec', "'repo:'", '""'], // the expression asks for it as well
      ['private/subjects.ts', 'GITLAB.exec', "'project_path:'", '""'],
      ['private/subjects.ts', 'asked === given', '!/[*?]/.test(asked)', 'false'],
      ['private/subjects.ts', 'merge queue', '/\\/pr-[^]*$/', '/\\/pr-[^]*/'],
      ['google/trust.ts', 'sort', 'a < b', 'a <= b'], // no name stands twice in a mapping with two expressions
      ['aws/private/evaluation/condition.ts', 'return value.toLowerCase() === String(isNull) ?', '\'no\'', '""'],
      ['aws/private/evaluation/controls.ts', '&& values.every(value => typeof value !== \'strin', 'typeof value !== \'string\'', 'false'],
      ['aws/private/evaluation/operators.ts', 'const W3C_DATE = /^\\d{4}-\\d{2}(-\\d{2}(T\\d{2}:\\d{', '/^\\d{4}-\\d{2}(-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2}))?)?$/', '/\\d{4}-\\d{2}(-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2}))?)?$/'],
      ['aws/private/evaluation/operators.ts', 'const fold = (text: string) => ignoreCase ? text', 'text.toLowerCase()', 'text.toUpperCase()'],
      ['aws/private/evaluation/operators.ts', 'const known = plain(piecesOf(text, { variables:', '{ variables: false, wildcards: false }', '{}'],
      ['aws/private/evaluation/operators.ts', 'const range = known === undefined ? undefined :', 'known === undefined', 'false'],
      ['aws/private/evaluation/operators.ts', 'return /^[+-]?(\\d+\\.?\\d*|\\.\\d+)$/.test(text) ? N', '/^[+-]?(\\d+\\.?\\d*|\\.\\d+)$/', '/^[+-]?(\\d\\.?\\d*|\\.\\d+)$/'],
      ['aws/private/evaluation/operators.ts', 'return lower === \'true\' || lower === \'false\' ? l', 'lower === \'true\'', 'lower !== \'true\''],
      ['aws/private/evaluation/principals.ts', '(aws).map((value): Answer => value', '\'no\'', '""'],
      ['aws/private/evaluation/principals.ts', 'if (name !== undefined) return name === issuer ?', '\'no\'', '""'],
      ['aws/private/evaluation/principals.ts', 'if (typeof provider === \'string\') return issuerO', '\'no\'', '""'],
      ['aws/private/evaluation/principals.ts', 'return `:iam::000000000000${BEFORE_NAME}${issuer', '\'no\'', '""'],
      ['aws/private/evaluation/reasons.ts', '...covered === \'yes\' ? [] : [reason(\'action\', [W', '\'policy\'', '""'],
      ['aws/private/evaluation/reasons.ts', '...statement.lateConditions.length > 0 ? [reason', '\'policy\'', '""'],
      ['aws/private/evaluation/reasons.ts', 'const fix = instead !== undefined && supported.', 'instead !== undefined', 'true'],
      ['aws/private/evaluation/reasons.ts', 'if (!(\'claim\' in key)) return undefined;', '!(\'claim\' in key)', 'false'],
      ['aws/private/evaluation/reasons.ts', 'if (condition.exact && texts.some(value => /[*?]', '\'\'', '"Stryker was here!"'],
      ['aws/private/evaluation/reasons.ts', 'if (key.kind === \'token\' && key.claim === \'amr\'', 'key.kind === \'token\'', 'true'],
      ['aws/private/evaluation/reasons.ts', 'if (statement.conditions.length === 0) return [r', '\'policy\'', '""'],
      ['aws/private/evaluation/reasons.ts', 'reason(\'action\', [action], policy.allows.flatMap', '\'policy\'', '""'],
      ['aws/private/evaluation/reasons.ts', 'return reason(\'iss\', expected, found, false, hin', '\'iss\'', '""'],
      ['aws/private/evaluation/reasons.ts', 'return { claim, expected: [], found: own(claims,', '\'key\'', '""'],
      ['identity/github-repository.ts', 'return this.wide({ kind: \'any\', value: \'\' }, \'an', '\'\'', '"Stryker was here!"'],
      ['identity/github-repository.ts', 'return this.wide({ kind: \'pull_request\', value:', '\'\'', '"Stryker was here!"'],
      ['identity/github-subject-template.ts', '? { api: \'of\', text: \'names repository and conte', '\'names repository and context\'', '""'],
      ['identity/github-workload.ts', 'const inSubject = template._has(\'repo\') ? reposi', 'repository.repositoryId !== undefined', 'true'],
      ['identity/gitlab-project.ts', 'if (odd >= 0) refuse(errors.invalidComponents(gi', 'odd >= 0', 'odd > 0'],
      ['identity/gitlab-workload.ts', 'if (!isProject(this.source)) refuse(values.map(v', '!isProject(this.source)', 'true'],
      ['identity/private/claims.ts', 'return further.length === 0 ? GITHUB_ALTERNATIVE', 'further.length === 0', 'false'],
      ['identity/private/github-context.ts', 'case \'any\': return undefined;', '\'any\'', '""'],
      ['identity/private/github-context.ts', 'case \'any\': return undefined;', 'case \'any\': return undefined;', 'case \'any\':'],
      ['identity/private/github-names.ts', 'const FULL_REF = /^refs\\/(heads|tags)\\/(.+)$/;', '/^refs\\/(heads|tags)\\/(.+)$/', '/^refs\\/(heads|tags)\\/(.+)/'],
      ['identity/private/github-names.ts', 'const WORKFLOW = /^([^/]+)\\/([^/]+)\\/\\.github\\/w', '/^([^/]+)\\/([^/]+)\\/\\.github\\/workflows\\/[^/@]+\\.ya?ml@(.+)$/', '/^([^/]+)\\/([^/]+)\\/\\.github\\/workflows\\/[^/@]+\\.ya?ml@(.+)/'],
      ['identity/private/github-sample.ts', 'if (context.kind === \'any\' && environment !== un', 'context.kind === \'any\'', 'true'],
      ['identity/private/github-subject.ts', 'if (open >= 0 && open < segments.length - 1) ref', 'open >= 0', 'open > 0'],
      ['identity/private/github-subject.ts', 'return { text: segments.map(segment => segment.t', 'open >= 0', 'open > 0'],
      ['identity/private/gitlab-sample.ts', 'const ref = bound.ref?.[0] ?? (refs.ref === unde', '\'\'', '"Stryker was here!"'],
      ['identity/private/gitlab-subject.ts', 'if (openAt >= 0 && openAt < carried.length - 1)', 'openAt >= 0', 'openAt > 0'],
      ['identity/private/gitlab-subject.ts', 'if (refs.ref?.open && openAt < 0) refuse(errors.', 'openAt < 0', 'openAt <= 0'],
      ['identity/private/gitlab-subject.ts', 'subjects: subjects.map(text => ({ text, prefix:', 'openAt >= 0', 'openAt > 0'],
      ['identity/private/text.ts', 'const time = /^\\d{4}-\\d{2}-\\d{2}$/.test(value) ?', '/^\\d{4}-\\d{2}-\\d{2}$/', '/\\d{4}-\\d{2}-\\d{2}$/'],
      ['identity/private/text.ts', 'const time = /^\\d{4}-\\d{2}-\\d{2}$/.test(value) ?', '/^\\d{4}-\\d{2}-\\d{2}$/', '/^\\d{4}-\\d{2}-\\d{2}/'],
      ['identity/private/text.ts', 'if (rule.max !== undefined && [...value].length', 'rule.max !== undefined', 'true'],
    ],
  },
  {
    why: 'What it would let in cannot be: the texts that it reads are never of that form.',
    changes: [
      ['google/evaluate.ts', "typeof part === 'bigint'", "'null'", '""'], // JSON can say all that an expression comes to
      ['private/subject-hints.ts', 'function slipHint', "''", '"Stryker was here!"'], // a subject without a tail fits every other
      ['google/evaluate.ts', 'exec(target)', '/^(google|attribute)\\.(.+)$/', '/^(google|attribute)\\.(.+)/'],
      ['private/subject-hints.ts', 'function formOf', "''", '"Stryker was here!"'], // a subject without a tail fits every other
      ['private/subjects.ts', 'const GITHUB', GITHUB, GITHUB.replace(/\$\/$/, '/')],
      ['private/subjects.ts', 'const GITLAB', GITLAB, GITLAB.replace(/\$\/$/, '/')],
      ['google/evaluate.ts', 'const pool', '/\\/providers\\/[^/]+$/', '/\\/providers\\/[^/]+/'],
      ['aws/private/evaluation/context-keys.ts', 'const [, issuer, claim] = /^([^/:]+\\.[^/:]+(?::\\', '/^([^/:]+\\.[^/:]+(?::\\d+)?(?:\\/[^:]*)?):(.+)$/', '/^([^/:]+\\.[^/:]+(?::\\d+)?(?:\\/[^:]*)?):(.+)/'],
      ['aws/private/evaluation/principals.ts', 'const PROVIDER_ARN = /^arn:(aws(?:-[a-z]+)*):iam', '/^arn:(aws(?:-[a-z]+)*):iam::(\\d{12}):oidc-provider\\/(.+)$/', '/^arn:(aws(?:-[a-z]+)*):iam::(\\d{12}):oidc-provider\\/(.+)/'],
      ['aws/private/evaluation/reasons.ts', 'role === \'maybe\' ? unresolved(typeof roleArn ===', '\'policy\'', '""'],
      ['aws/private/evaluation/reasons.ts', 'role === \'maybe\' ? unresolved(typeof roleArn ===', 'typeof roleArn === \'object\'', 'true'],
    ],
  },
  {
    why: 'A shortcut, or what is remembered: without it the answer is the same and comes later.',
    changes: [
      ['google/evaluate.ts', 'isFalse(partialCel', "whole.kind === 'unknown'", 'true'],
      ['aws/private/evaluation/context-keys.ts', 'return audience;', "typeof audience === 'string'", 'false'],
      ['aws/private/evaluation/context-keys.ts', 'return audience;', "'string'", '""'],
      ['aws/private/evaluation/pattern.ts', 'return [...done, text]', "[...done, text].filter(piece => piece !== '')", '[...done, text]'],
      ['aws/private/evaluation/pattern.ts', 'return [...done, text]', "piece !== ''", 'true'],
      ['aws/private/evaluation/pattern.ts', 'return [...done, text]', "''", '"Stryker was here!"'],
      ['aws/private/evaluation/pattern.ts', "if (typeof piece === 'string') {", "typeof piece === 'string'", 'false'],
      ['aws/private/evaluation/pattern.ts', "if (typeof piece === 'string') {", "'string'", '""'],
      ['aws/private/evaluation/pattern.ts', 'text.startsWith(first)', "pieces.length === 2 && typeof first === 'string' && pattern[first.length] === ANY", 'false'],
      ['aws/private/evaluation/pattern.ts', 'text.startsWith(first)', "typeof first === 'string'", 'true'],
      ['aws/private/evaluation/pattern.ts', 'text.startsWith(first)', "typeof first === 'string'", "typeof first !== 'string'"],
      ['aws/private/evaluation/pattern.ts', 'text.startsWith(first)', "'string'", '""'],
      ['aws/private/evaluation/pattern.ts', 'return [text];', '!/[*?$]/.test(text)', 'false'],
      ['aws/private/evaluation/pattern.ts', 'return () => pieces;', '!hasVariable(pieces)', 'false'],
      ['aws/private/evaluation/policy.ts', 'return allowed;', 'denials.length === 0', 'false'],
      ['aws/private/evaluation/policy.ts', 'rulings[0]', 'rulings.length === 1', 'false'],
      ['aws/private/evaluation/policy.ts', 'speaksToAws(claims)', "answer !== 'no' && speaksToAws(claims)", 'true'],
      ['aws/private/evaluation/policy.ts', 'speaksToAws(claims)', "answer !== 'no' && speaksToAws(claims)", "answer !== 'no' || speaksToAws(claims)"],
      ['aws/private/evaluation/policy.ts', 'speaksToAws(claims)', "answer !== 'no'", 'true'],
      ['aws/private/evaluation/policy.ts', 'speaksToAws(claims)', "'no'", '""'],
      ['aws/private/evaluation/statement.ts', 'tests[0]', 'tests.length === 1', 'false'],
      ['aws/private/evaluation/statement.ts', 'knownAction(action)', "typeof action === 'string'", 'true'],
      ['aws/private/evaluation/statement.ts', 'knownAction(action)', "typeof action === 'string'", 'false'],
      ['aws/private/evaluation/statement.ts', 'knownAction(action)', "typeof action === 'string'", "typeof action !== 'string'"],
      ['aws/private/evaluation/statement.ts', 'knownAction(action)', "'string'", '""'],
      ['aws/private/evaluation/condition.ts', 'if (comparisons.length === 1) return comparisons', 'comparisons.length === 1', 'false'],
      ['aws/private/evaluation/context-keys.ts', 'if (name.length >= AWS_CLAIMS.tags.length && nam', '\'https://aws.amazon.com/\'', '""'],
      ['aws/private/evaluation/context-keys.ts', 'if (name.length >= AWS_CLAIMS.tags.length && nam', 'name.length >= AWS_CLAIMS.tags.length', 'true'],
      ['aws/private/evaluation/context-keys.ts', 'if (name.length >= AWS_CLAIMS.tags.length && nam', 'name.length >= AWS_CLAIMS.tags.length && name.startsWith(\'https://aws.amazon.com/\')', 'name.length >= AWS_CLAIMS.tags.length || name.startsWith(\'https://aws.amazon.com/\')'],
      ['aws/private/evaluation/context-keys.ts', 'if (name.length >= AWS_CLAIMS.tags.length && nam', 'name.length >= AWS_CLAIMS.tags.length && name.startsWith(\'https://aws.amazon.com/\')', 'true'],
      ['aws/private/evaluation/context-keys.ts', 'return false;', 'false', 'true'],
      ['aws/private/evaluation/operators.ts', 'if (!hasVariable(pieces)) {', '!hasVariable(pieces)', 'false'],
      ['aws/private/evaluation/operators.ts', 'if (!hasVariable(pieces)) {', '{ const compare = compiled(pieces); return ignoreCase ? found => compare(fold(found)) : compare; }', '{}'],
      ['aws/private/evaluation/pattern.ts', 'if (exact !== undefined) return text => text ===', 'exact !== undefined', 'false'],
      ['aws/private/evaluation/pattern.ts', 'if (pieces.length === 0) return \'\';', 'pieces.length === 0', 'false'],
      ['aws/private/evaluation/reasons.ts', 'const further = outcome === \'accept\' ? [] : furt', '\'accept\'', '""'],
      ['aws/private/evaluation/reasons.ts', 'const further = outcome === \'accept\' ? [] : furt', 'outcome === \'accept\'', 'false'],
    ],
  },
];

export function reasonFor(file: string, line: string, original: string, replacement: string): string | undefined {
  return ACCEPTED.find(({ changes }) => changes.some(([where, within, from, to]) => `src/${where}` === file && line.includes(within) && from === original && to === replacement))?.why;
}
