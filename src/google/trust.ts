import { SUBJECT_BYTES } from './limits';
import { claimPart, composite, MappedAttribute, prefixPart, writtenValue } from './private/attributes';
import { celOneOf } from './private/cel-text';
import * as errors from './private/errors';
import { Tenant, tenantOf, tenantTests } from './private/tenant';
import type { Issuer } from '../identity/issuer';
import { combinations } from '../identity/private/bound-claims';
import { Box, boxesOf, namesNobody } from '../identity/private/boxes';
import type { Workload } from '../identity/workload';
import { refuse } from '../private/problem';

/**
 * The native trust of Google Cloud for some workloads of one issuer: who is let in by name, and what the provider has to map for it.
 *
 * Together with the condition of the provider it accepts a token exactly when one of the workloads admits it, for tokens whose ids are
 * consistent with their names. The condition binds the tenant of the issuer and only ever rejects a token that contradicts what was declared
 * of its owner or project: a subject by names that comes with another `repository_owner_id` than the declared one, for example.
 */
export interface GoogleTrust {
  /** What follows the name of the pool: `subject/…` or `attribute.NAME/…`. */
  readonly principals: readonly string[];
  readonly attributes: readonly MappedAttribute[];
  /** Whether tokens are admitted whose subject may be longer than Google takes. */
  readonly longSubjects: boolean;
  readonly tenants: readonly Tenant[];
}

/**
 * Compiles workloads to members and attributes.
 *
 * An exact subject of at most 127 bytes is a `principal://…/subject/…`. Whatever else has to be tested with it, and a longer subject, becomes one
 * composite attribute for each set of claims, since a `principalSet://` selects by one attribute only; a beginning becomes an attribute that says `yes`.
 */
export function compileTrust(workloads: readonly Workload[], path?: string): GoogleTrust {
  refuse(workloads.length === 0 ? errors.noWorkloads() : workloads.map(workload => namesNobody(workload) ? errors.noSubject(workload.toString()) : undefined), path);
  const trusts = boxesOf(workloads).map(trustOfBox);
  const attributes = new Map(trusts.flatMap(trust => trust.attributes).map(attribute => [attribute.name, attribute]));
  return {
    principals: [...new Set(trusts.flatMap(trust => trust.principals))],
    attributes: [...attributes.values()],
    longSubjects: workloads.some(hasLongSubjects),
    tenants: workloads.flatMap(workload => tenantOf(workload._parts().facts) ?? []),
  };
}

function trustOfBox(box: Box): Pick<GoogleTrust, 'principals' | 'attributes'> {
  const { sub, ...rest } = box.values;
  const names = Object.keys(rest).sort();
  const claims = names.map(claimPart);
  const values = combinations(names.map(name => rest[name].map(writtenValue)));
  const select = (parts: MappedAttribute[], tails: readonly (readonly string[])[]) => {
    const attribute = composite(parts);
    return { attributes: [attribute], principals: tails.map(tail => `attribute.${attribute.name}/${tail.join('/')}`) };
  };
  if (sub === undefined) return select(claims, values);
  if (box.prefix) {
    const trusts = sub.map(prefix => select([prefixPart(prefix), ...claims], values.map(tail => ['yes', ...tail])));
    return { attributes: trusts.flatMap(trust => trust.attributes), principals: trusts.flatMap(trust => trust.principals) };
  }
  const direct = names.length === 0 ? sub.filter(fits) : [];
  const joined = sub.filter(subject => !direct.includes(subject));
  const long = joined.length === 0
    ? { attributes: [], principals: [] }
    : select([...claims, claimPart('sub')], values.flatMap(tail => joined.map(subject => [...tail, writtenValue(subject)])));
  return { attributes: long.attributes, principals: [...direct.map(subject => `subject/${subject}`), ...long.principals] };
}

function hasLongSubjects(workload: Workload): boolean {
  const { subjects } = workload._parts();
  return subjects.length === 0 || subjects.some(({ prefix, text }) => prefix || !fits(text));
}

function fits(subject: string): boolean {
  return Buffer.byteLength(subject) <= SUBJECT_BYTES;
}

/** What a provider is told: by its resource, or by whoever made it. */
export interface ProviderSettings {
  readonly mapping: Readonly<Record<string, string>>;
  readonly condition: string;
}

/** `google.subject` where every admitted subject fits. */
export const SUBJECT_MAPPING = 'assertion.sub';

/**
 * `google.subject` where an admitted subject may be longer than 127 bytes: the subject where it fits, else the id of repository or project behind a
 * dash, with which no subject begins. Google would refuse the token otherwise. Nobody is let in by the second form, it only names the job in logs.
 */
export function longSubjectMapping(idClaim: string | undefined): string {
  const fallback = idClaim === undefined ? '"-"' : `"-${idClaim}:" + assertion.${idClaim}`;
  return `size(bytes(assertion.sub)) <= ${SUBJECT_BYTES} ? assertion.sub : ${fallback}`;
}

/** The claim with a short id of the issuer's own, and whether its tokens can be for several audiences at once. */
export interface IssuerTraits {
  readonly idClaim?: string;
  readonly severalAudiences: boolean;
}

/** Further claims that bind the tenant, all of which have to hold. */
export type TenantClaims = Readonly<Record<string, readonly string[]>>;

/**
 * Mapping and condition of a provider that serves these trusts.
 *
 * Every claim that the condition reads is mapped too, as Google asks. A missing claim is an evaluation error, which Google is taken to answer with a
 * rejection; what not every admitted token carries is therefore read behind `has()`. An issuer whose tokens can name several audiences is held to one,
 * as everywhere in this library.
 */
export function providerSettings(traits: IssuerTraits, trusts: readonly GoogleTrust[], tenantClaims: TenantClaims = {}): ProviderSettings {
  const tenants = trusts.flatMap(trust => trust.tenants);
  const bound = Object.keys(tenantClaims).sort();
  const tests = tenantTests(tenants);
  const learnt = tests.join(' || ');
  const terms = [
    ...bound.map(claim => celOneOf(`assertion.${claim}`, [...new Set(tenantClaims[claim])].sort())),
    ...tests.length === 0 ? [] : [learnt],
    ...traits.severalAudiences ? ['type(assertion.aud) == string || size(assertion.aud) == 1'] : [],
  ];
  const condition = terms.map(term => terms.length > 1 && term.includes(' || ') ? `(${term})` : term).join(' && ');

  const optional = tests.length > 1;
  const attributes = [
    ...bound.map(claim => mappedClaim(claim, false)),
    ...[...new Set(tenants.map(tenant => tenant.claim))].map(claim => mappedClaim(claim, optional)),
    ...trusts.flatMap(trust => trust.attributes),
  ];
  const mapping = Object.fromEntries(attributes.map(({ name, expression }): [string, string] => [`attribute.${name}`, expression]).sort(([a], [b]) => a < b ? -1 : 1));
  return {
    mapping: { ...mapping, 'google.subject': trusts.some(trust => trust.longSubjects) ? longSubjectMapping(traits.idClaim) : SUBJECT_MAPPING },
    condition: bound.length === 0 && tests.length === 0 ? '' : condition,
  };
}

function mappedClaim(claim: string, optional: boolean): MappedAttribute {
  const value = `assertion.${claim}`;
  return { name: claim, expression: optional ? `has(${value}) ? ${value} : "-"` : value };
}

/** Whether a trust is of this issuer. */
export function foreignWorkload(issuer: Issuer, workloads: readonly Workload[]): Workload | undefined {
  return workloads.find(workload => workload.issuer.url !== issuer.url);
}
