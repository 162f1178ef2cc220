import { evaluateCel } from './cel';
import * as errors from './errors';
import { traitsOf } from './issuer-traits';
import type { Issuer } from '../../identity/issuer';
import type { Workload } from '../../identity/workload';
import { Problem } from '../../private/problem';
import { GoogleTrust, longSubjectMapping, ProviderSettings, SUBJECT_MAPPING } from '../trust';

const AUDIENCE = 'https://iam.googleapis.com/example';

/** What an existing provider lacks for these workloads. */
export function importedProblems(settings: ProviderSettings, issuer: Issuer, workloads: readonly Workload[], trust: GoogleTrust): Problem[] {
  const { mapping, condition } = settings;
  const long = longSubjectMapping(traitsOf(issuer).idClaim);
  const subject = mapping['google.subject'];
  const problems = subject === long || (subject === SUBJECT_MAPPING && !trust.longSubjects)
    ? []
    : [errors.mappingMissing('google.subject', trust.longSubjects ? long : SUBJECT_MAPPING, subject)];
  for (const { name, expression } of trust.attributes) {
    const found = mapping[`attribute.${name}`];
    if (found !== expression) problems.push(errors.mappingMissing(`attribute.${name}`, expression, found));
  }
  const strangers: string[] = [];
  for (const workload of workloads) {
    const claims = workload.sampleClaims(AUDIENCE);
    const answer = conditionOf(settings, claims);
    if (answer !== 'true') problems.push(errors.conditionRejects(condition, workload.toString(), answer));
    strangers.push(conditionOf(settings, strangerTo(claims)));
  }
  if (strangers.includes('true')) problems.push(errors.conditionVacuous(condition));
  return problems;
}

function conditionOf({ mapping, condition }: ProviderSettings, claims: Readonly<Record<string, string>>): string {
  const mapped: Record<string, Record<string, unknown>> = { google: {}, attribute: {} };
  for (const [target, expression] of Object.entries(mapping)) {
    const result = evaluateCel(expression, { assertion: claims });
    const [room, name] = target.split(/\.(.*)/);
    if (result.kind === 'value' && mapped[room] !== undefined) mapped[room][name] = result.value;
  }
  const result = evaluateCel(condition, { assertion: claims, ...mapped });
  return result.kind === 'value' ? String(result.value) : result.text;
}

/** The same job of somebody else: everything that names owner, project or person is another. */
function strangerTo(claims: Readonly<Record<string, string>>): Record<string, string> {
  const stranger = { ...claims };
  for (const name of Object.keys(stranger)) {
    if (/(^sub$|_id$|^repository|^project|^namespace|owner|actor|^user|workflow_ref|^enterprise)/.test(name) && name !== 'repository_visibility' && name !== 'project_visibility') {
      stranger[name] = /^\d+$/.test(stranger[name]) ? `9${stranger[name]}0` : stranger[name].replace(/(^|[:/])(?=[^:/]+\/)/, '$1stranger-');
    }
  }
  return stranger;
}
