import { each, isOpen, TargetRule } from './rule';
import { hasWildcard, isLate } from '../pattern';

/** Audiences that everybody uses for one cloud. */
const OWN: readonly (readonly [cloud: string, pattern: RegExp])[] = [
  ['aws', /^sts\.amazonaws\.com(\.cn)?$/],
  ['azure', /^api:\/\/AzureADTokenExchange(China|USGov|USNat|USSec)?$/],
  ['google', /^((https:)?\/\/)?iam\.googleapis\.com\//],
  ['registry', /^(sigstore|pypi|testpypi|npm:.*)$/],
];

/** Almost the audience of a cloud. */
const ALMOST: readonly (readonly [cloud: string, pattern: RegExp, right: string])[] = [
  ['aws', /^(https?:\/\/)?(sts[.-]?[\w.-]*(aws|amazon)[\w.-]*|[\w.-]*amazonaws\.com)(\.cn)?\/?$/i, 'sts.amazonaws.com'],
  ['azure', /azureadtokenexchange/i, 'api://AzureADTokenExchange'],
];

export const foreignAudience: TargetRule = {
  id: 'foreign-audience',
  severity: 'warning',
  scope: 'target',
  title: 'the audience is that of somebody else, or misspelled',
  why: 'A token that was asked for another cloud can be replayed here. An audience that is misspelled is sent by no job, and letter case counts.',
  remedy: 'use the audience of this cloud, and one of its own for Vault',
  check: one => each(one, admission => {
    if (!isOpen(admission) || admission.grammar === undefined || admission.grammar.fixedAudience === true) return undefined;
    const { cloud } = one.target;
    return admission.tests.filter(test => test.claim === 'aud' && test.negative !== true).flatMap(test => test.values).filter(value => !hasWildcard(value) && !isLate(value)).flatMap(value => {
      const owner = OWN.find(([, pattern]) => pattern.test(value))?.[0];
      if (owner !== undefined) return owner === cloud ? [] : [{ message: `the audience ${JSON.stringify(value)} is that of ${WHOSE[owner]}` }];
      const right = !admission.grammar!.usualAudience ? undefined : ALMOST.find(([whose, pattern]) => whose === cloud && pattern.test(value))?.[2];
      return right === undefined ? [] : [{ message: `the audience ${JSON.stringify(value)} is not ${JSON.stringify(right)}, which is what jobs ask for` }];
    });
  }),
};

const WHOSE: Readonly<Record<string, string>> = { aws: 'AWS', azure: 'Entra', google: 'Google Cloud', registry: 'a package registry or Sigstore' };
