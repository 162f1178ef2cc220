import { takesWebIdentity } from './admission/aws';
import { compare, targetsOf } from './explain';
import type { Artefacts, AwsTarget, Cloud, Source, Target } from './model';
import { statementsIn } from '../aws/policy';
import { isTable, Late, LateJson, LateTable, listOf } from '../private/late';

/** One line of the table of who can assume what from where. */
export interface Entry {
  readonly target: string;
  readonly cloud: Cloud;
  readonly kind: string;
  readonly issuer: string | null;
  readonly audiences: readonly string[];
  /** The jobs: subjects, or whatever stands in for them. */
  readonly subjects: readonly string[];
  /** What a token has to fulfil beyond issuer, audience and subject. */
  readonly conditions: readonly string[];
  /** What it is then allowed to do, as far as the artefact tells. */
  readonly grants: readonly string[];
  readonly source: Source;
}

/** Who can assume what from where, in the order of target ids, so that two runs can be compared. */
export function inventory(artefacts: Artefacts): Entry[] {
  return targetsOf(artefacts).flatMap(target => partsOf(target).map((part): Entry => ({
    target: target.id,
    cloud: target.cloud,
    kind: target.kind,
    issuer: target.issuer ?? null,
    audiences: sorted(part.audiences),
    subjects: sorted(part.subjects),
    conditions: sorted(part.conditions),
    grants: sorted(part.grants),
    source: target.source,
  })));
}

type Part = Pick<Entry, 'audiences' | 'subjects' | 'conditions' | 'grants'>;

function partsOf(target: Target): Part[] {
  switch (target.cloud) {
    case 'aws': return awsParts(target);
    case 'google': {
      const { provider, members } = target.trust;
      const { attributeCondition } = provider;
      return [{
        audiences: provider.allowedAudiences,
        subjects: target.kind === 'workload-identity-binding' && members !== undefined ? members : ['any token that the condition lets through'],
        conditions: attributeCondition === undefined || attributeCondition === '' ? [] : [attributeCondition],
        grants: target.grant === undefined ? [] : [`${String(target.grant.role)} on ${target.grant.resource}`],
      }];
    }
    case 'azure': {
      const { audience, subject, expression, unresolved, late = {} } = target.credential;
      const open = (name: string) => unresolved.includes(name) ? String(late[name] ?? `<${name}>`) : undefined;
      return [{ audiences: optional(audience ?? open('audience')), subjects: optional(subject ?? expression ?? open('subject') ?? open('expression')), conditions: [], grants: [target.holder] }];
    }
    case 'vault': {
      const { boundAudiences, boundSubject, boundClaims, boundClaimsType } = target.role;
      const bound = Object.entries(boundClaims).map(([name, value]) => ({ name, text: `${name} ${boundClaimsType === 'glob' ? 'like' : '='} ${written(value)}` }));
      return [{
        audiences: boundAudiences,
        subjects: [...optional(boundSubject), ...bound.filter(({ name }) => name === 'sub').map(({ text }) => text)],
        conditions: bound.filter(({ name }) => name !== 'sub').map(({ text }) => text),
        grants: target.policies.map(policy => `policy ${String(policy)}`),
      }];
    }
  }
}

/** One part for each statement that lets a token in, for what stands in one statement is tested together. */
function awsParts({ trust, role }: AwsTarget): Part[] {
  const grants = role === undefined ? [] : [...role.managedPolicies.map(policy => String(policy)), ...role.permissions.map(({ name }) => `inline ${name}`)];
  return statementsIn(trust.policy).filter(({ Action: action }) => takesWebIdentity(listOf(action).filter(one => typeof one === 'string'))).map((statement): Part => {
    const tests = Object.entries(fieldsOf(statement.Condition)).flatMap(([operator, keys]) => Object.entries(fieldsOf(keys)).map(([key, value]) => ({ operator, key, value })));
    const name = (key: string) => key.slice(key.lastIndexOf(':') + 1).toLowerCase();
    const is = (wanted: string) => ({ operator, key }: { operator: string; key: string }) => name(key) === wanted && /^(ForAny\w+:)?String(Equals|Like)$/i.test(operator);
    const values = ({ value }: { value: LateJson }) => listOf(value).map(written);
    const others = tests.filter(test => !is('aud')(test) && !is('sub')(test)).map(({ operator, key, value }) => `${operator} ${key} ${written(value)}`);
    const effect = written(statement.Effect ?? 'Allow');
    return { audiences: tests.filter(is('aud')).flatMap(values), subjects: tests.filter(is('sub')).flatMap(values), conditions: effect === 'Allow' ? others : [`${effect}:`, ...others], grants };
  });
}

function fieldsOf(value: LateJson | undefined): LateTable {
  return isTable(value) ? value : {};
}

function optional(value: string | undefined): string[] {
  return value === undefined ? [] : [value];
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(', ');
  return typeof value === 'string' || value instanceof Late ? String(value) : JSON.stringify(value);
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compare);
}
