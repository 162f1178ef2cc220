import { ArtefactRule, of, PlacedFlaw } from './rule';
import { selectorOf } from '../../google/private/member';
import { grammarOf } from '../issuers';
import type { Case } from '../judged';
import type { GoogleTarget } from '../model';

export const overlappingIssuers: ArtefactRule = {
  id: 'overlapping-issuers',
  severity: 'warning',
  scope: 'artefacts',
  title: 'two issuers of one pool can stand for the same principal',
  why: 'A member names the pool and a subject or attribute, not the issuer. If a second provider of the pool maps to the same names, whoever holds that name there is the same principal.',
  remedy: 'give each issuer a pool of its own, or begin what is mapped with the name of the issuer',
  check: ({ targets }, cases) => {
    const providers = new Map<string, Case[]>();
    for (const one of cases) {
      if (one.target.cloud === 'google' && one.target.kind === 'workload-identity-provider') providers.set(one.target.pool, [...providers.get(one.target.pool) ?? [], one]);
    }
    const shared = [...providers].filter(([, all]) => new Set(all.map(({ target }) => target.issuer)).size > 1);
    if (shared.length === 0) return [];
    const selected = new Map<string, Set<string>>();
    for (const target of targets) {
      if (target.cloud === 'google') (target.trust.members ?? []).forEach(member => selected.set(target.pool, (selected.get(target.pool) ?? new Set()).add(selectorOf(member)?.attribute ?? '*')));
    }
    return shared.flatMap(([pool, all]) => all.flatMap((a, index) => all.slice(index + 1).flatMap(b => overlapOf(a, b, selected.get(pool) ?? new Set()))));
  },
};

function overlapOf(a: Case, b: Case, selected: ReadonlySet<string>): PlacedFlaw[] {
  const [one, other] = [a.target as GoogleTarget, b.target as GoogleTarget];
  if (one.issuer === other.issuer || one.issuer === undefined || other.issuer === undefined) return [];
  const [mapped, mappedOther] = [one.trust.provider.attributeMapping, other.trust.provider.attributeMapping];
  const alike = grammarOf(one.issuer)?.name === grammarOf(other.issuer)?.name;
  const names = Object.keys(mapped).filter(name => mappedOther[name] !== undefined && name !== 'attribute.aud' && !/^\s*["']/.test(mapped[name]) && !/^\s*["']/.test(mappedOther[name]));
  const common = names.filter(name => name === 'google.subject' ? alike || mapped[name] !== mappedOther[name] : selected.has(name));
  return common.length === 0 ? [] : [of(other, { message: `${JSON.stringify(other.id)} of ${other.issuer} and ${JSON.stringify(one.id)} of ${one.issuer} map to the same ${common.join(', ')} of one pool` })];
}
