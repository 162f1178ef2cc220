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
  const samples = workloads.map(workload => ({ workload, claims: workload.sampleClaims(AUDIENCE) }));
  for (const { workload, claims } of samples) {
    const answer = conditionOf(settings, claims);
    if (answer !== 'true') problems.push(errors.conditionRejects(condition, workload.toString(), answer));
  }
  const admitsStrangers = samples.some(({ claims }) => STRANGE_NAMES.some(strange => conditionOf(settings, strangerTo(claims, strange)) === 'true'));
  if (admitsStrangers) problems.push(errors.conditionVacuous(condition));
  return problems;
}

/** Owners and groups that the condition admits by their names alone: whoever registers a freed one gets in, with other ids. */
export function namesAdmitted(settings: ProviderSettings, workloads: readonly Workload[]): string[] {
  return workloads.map(workload => workload.sampleClaims(AUDIENCE))
    .filter(claims => conditionOf(settings, strangerTo(claims, name => name)) === 'true')
    .flatMap(({ repository_owner: owner, namespace_path: group, project_path: project }) => owner ?? group ?? project ?? []);
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

/** Names that a stranger can have today: a comparison may look at the beginning or the end alone. */
const STRANGE_NAMES: readonly ((name: string) => string)[] = [name => `stranger-${name}`, name => `${name}-stranger`];

/** Claims that say who somebody is. */
const WHO = /(^sub$|_id$|^repository|^project|^namespace|^job_namespace|^job_project|^group|owner|actor|^user|workflow_ref|^ci_config_ref_uri|^enterprise)/;

/** The same job of somebody else, with other ids. */
function strangerTo(claims: Readonly<Record<string, string>>, strange: (name: string) => string): Record<string, string> {
  const isWho = (name: string) => WHO.test(name) && !/_visibility$|access_level$/.test(name);
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, isWho(name) ? renamed(value, strange) : value]));
}

/** Ids stand alone, or behind an "@" in a subject; what stands before a slash is the name of an owner or group, or of what belongs to one. */
function renamed(value: string, strange: (name: string) => string): string {
  if (/^\d+$/.test(value)) return `9${value}0`;
  const ids = value.replace(/@(\d+)(?=[/:]|$)/g, '@9$10').replace(/((?:^|:)[a-z_]*id:)(\d+)(?=:|$)/g, '$19$20');
  if (!/[:/]/.test(value)) return strange(ids);
  return ids.replace(/(^|[:/])([^:/@]+)(?=(?:@\d+)?\/)/g, (_all, before: string, name: string) => `${before}${strange(name)}`);
}
