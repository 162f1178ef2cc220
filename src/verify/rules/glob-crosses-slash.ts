import { each, PASS, TargetRule } from './rule';
import { ANY, shown } from '../pattern';

export const globCrossesSlash: TargetRule = {
  id: 'glob-crosses-slash',
  severity: 'warning',
  scope: 'target',
  title: 'a wildcard of a glob goes across slashes and colons',
  why: 'In Vault an asterisk stands for anything, slashes and colons included: "repo:acme/*:ref:refs/heads/main" also fits "repo:acme/x:environment:a:ref:refs/heads/main", and "group/*" every subgroup.',
  remedy: 'name the values one by one, of which a bound claim may have several',
  check: one => one.target.cloud !== 'vault' ? PASS : each(one, admission => admission.tests.filter(test => test.negative !== true && !test.opaque).flatMap(test => test.values
    .filter(value => crosses(test.claim, value)).map(value => ({ message: `the asterisk in ${test.written} = ${JSON.stringify(shown(value))} goes across slashes and colons` })))),
};

/** In the middle, or where the value is a path of which the wildcard is meant to be one part. */
function crosses(claim: string, value: string): boolean {
  const middle = value.slice(1, -1).includes(ANY) || (value.startsWith(ANY) && value.length > 1);
  const path = /^(repository|project_path|namespace_path|job_workflow_ref|workflow_ref)$/.test(claim) && value.includes(ANY) && value !== ANY;
  return (middle && /[/:]/.test(value)) || path;
}
