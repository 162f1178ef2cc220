import { compare, targetsOf } from './explain';
import { AwsPart, awsParts, written } from './inventory-aws';
import type { Artefacts, AzureTarget, Cloud, GoogleTarget, Source, Target, Unjudged, VaultTarget } from './model';
import { namesOf } from './names';

/** One line of the table of who can assume what from where. */
export interface Entry {
  readonly target: string;
  /** What people call it, where its id is not that; `null` where nothing is known. */
  readonly name: string | null;
  readonly arn: string | null;
  readonly cloud: Cloud;
  readonly kind: string;
  /** The only issuer that it trusts; `null` where there are several, or none is known. */
  readonly issuer: string | null;
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  /** The jobs: subjects, or whatever stands in for them. */
  readonly subjects: readonly string[];
  /** What a token has to fulfil beyond issuer, audience and subject. */
  readonly conditions: readonly string[];
  /** What it is then allowed to do, as far as the artefact tells. */
  readonly grants: readonly string[];
  /** What no test asks for, so that whoever the rest lets in is let in. */
  readonly notTested: readonly ('audience' | 'subject')[];
  /** What cannot be told, and why it cannot. */
  readonly unknown: readonly string[];
  readonly source: Source;
}

export interface Inventory {
  readonly entries: readonly Entry[];
  readonly unjudged: readonly Unjudged[];
  readonly passedOver: number;
}

/** Who can assume what from where, in the order of target ids, so that two runs can be compared. */
export function inventory(artefacts: Artefacts): Inventory {
  const entries = targetsOf(artefacts).flatMap(target => partsOf(target).map((part): Entry => {
    const { name = null, arn = null } = namesOf(target);
    const issuers = sorted(part.issuers);
    return {
      target: target.id,
      name,
      arn,
      cloud: target.cloud,
      kind: target.kind,
      issuer: issuers.length === 1 ? issuers[0] : null,
      issuers,
      audiences: sorted(part.audiences),
      subjects: sorted(part.subjects),
      conditions: sorted(part.conditions),
      grants: sorted(part.grants),
      notTested: part.notTested,
      unknown: sorted(part.unknown),
      source: target.source,
    };
  }));
  const unjudged = [...artefacts.unjudged].sort((a, b) => compare(a.id, b.id) || compare(a.source.file, b.source.file) || compare(a.reason, b.reason));
  return { entries, unjudged, passedOver: artefacts.passedOver ?? 0 };
}

function partsOf(target: Target): AwsPart[] {
  switch (target.cloud) {
    case 'aws': return awsParts(target);
    case 'google': return [googlePart(target)];
    case 'azure': return [azurePart(target)];
    case 'vault': return [vaultPart(target)];
  }
}

function googlePart(target: GoogleTarget): AwsPart {
  const { provider, members } = target.trust;
  const { attributeCondition = '' } = provider;
  const bound = target.kind === 'workload-identity-binding' && members !== undefined;
  const isRead = !provider.name.endsWith('/providers/<provider>');
  const powers = (target.powers ?? []).filter(({ role }) => role !== String(target.grant?.role));
  return {
    issuers: optional(target.issuer ?? (provider.issuer === '' ? undefined : provider.issuer)),
    // what Google takes where the provider lists none
    audiences: provider.allowedAudiences.length > 0 || !isRead ? provider.allowedAudiences : [`//iam.googleapis.com/${provider.name}`],
    subjects: bound ? members : attributeCondition === '' ? [] : ['any token that the condition lets through'],
    conditions: attributeCondition === '' ? [] : [attributeCondition],
    grants: [...target.grant === undefined ? [] : [`${String(target.grant.role)} on ${target.grant.resource}`], ...powers.map(({ role, on }) => `${role} on the whole ${on}`)],
    notTested: bound || attributeCondition !== '' ? [] : ['subject'],
    unknown: isRead ? [] : [`the issuer, the audience and the condition: the providers of ${target.pool} are not among what was read`],
  };
}

function azurePart({ credential, holder, powers = [] }: AzureTarget): AwsPart {
  const { issuer, audience, subject, expression, unresolved, late = {} } = credential;
  const open = (name: string) => unresolved.includes(name) ? String(late[name] ?? `<${name}>`) : undefined;
  return {
    issuers: optional(issuer ?? open('issuer')),
    audiences: optional(audience ?? open('audience')),
    subjects: optional(subject ?? expression ?? open('subject') ?? open('expression')),
    conditions: [],
    grants: [holder, ...powers.map(({ role, on }) => `${role} on the whole ${on}`)],
    notTested: [],
    unknown: [],
  };
}

function vaultPart({ role, policies, powers = [], issuer }: VaultTarget): AwsPart {
  const { boundAudiences, boundSubject, boundClaims, boundClaimsType, unresolved } = role;
  const bound = Object.entries(boundClaims).map(([name, value]) => ({ name, text: `${name} ${boundClaimsType === 'glob' ? 'like' : '='} ${written(value)}` }));
  const subjects = [...optional(boundSubject), ...bound.filter(({ name }) => name === 'sub').map(({ text }) => text)];
  const isOpen = (...names: string[]) => names.some(name => unresolved.includes(name));
  return {
    issuers: optional(issuer),
    audiences: boundAudiences,
    subjects,
    conditions: bound.filter(({ name }) => name !== 'sub').map(({ text }) => text),
    grants: [...policies.map(policy => `policy ${String(policy)}`), ...powers.map(({ role: policy, on }) => `policy ${policy} writes ${on}`)],
    notTested: [
      ...boundAudiences.length > 0 || isOpen('bound_audiences') ? [] : ['audience'] as const,
      ...subjects.length > 0 || isOpen('bound_subject', 'bound_claims', 'bound_claims.sub') ? [] : ['subject'] as const,
    ],
    unknown: unresolved.map(name => name === 'bound_issuer' ? 'the issuer: it is an entry of the backend, which is not among what was read' : `${name} is unknown until deployment`),
  };
}

function optional(value: string | undefined): string[] {
  return value === undefined ? [] : [value];
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compare);
}
