import { each, PASS, TargetRule } from './rule';
import type { Scope } from '../issuers';
import { ANY, shown } from '../pattern';

export const globCrossesSlash: TargetRule = {
  id: 'glob-crosses-slash',
  severity: 'warning',
  scope: 'target',
  title: 'a wildcard of a glob goes across slashes and colons',
  why: 'In Vault an asterisk stands for anything, slashes and colons included: "repo:acme/*:ref:refs/heads/main" also fits "repo:acme/x:environment:a:ref:refs/heads/main", and "group/*" every subgroup.',
  remedy: 'name the values one by one: a bound claim may list several',
  check: one => one.target.cloud !== 'vault' ? PASS : each(one, ({ grammar, subjects, tests }) => grammar === undefined ? undefined : tests.filter(test => test.negative !== true && !test.opaque && !subjects.some(one_ => one_.test === test && isExact(one_.subject.scope))).flatMap(test => test.values
    .filter(value => crosses(test.claim, value)).map(value => ({ message: `the asterisk in ${test.written} = ${JSON.stringify(shown(value))} goes across slashes and colons` })))),
};

/** What the wildcard stands for differs from run to run and names nothing. */
function isExact(scope: Scope): boolean {
  return (['tenant', 'project', 'context'] as const).every(level => scope[level]?.width === 'exact');
}

/** In the middle, or where the value is a path of which the wildcard is meant to be one part. */
function crosses(claim: string, value: string): boolean {
  const middle = value.slice(1, -1).includes(ANY) || (value.startsWith(ANY) && value.length > 1);
  const path = /^(repository|project_path|namespace_path|job_workflow_ref|workflow_ref)$/.test(claim) && value.includes(ANY) && value !== ANY;
  return (middle && /[/:]/.test(value)) || path;
}
