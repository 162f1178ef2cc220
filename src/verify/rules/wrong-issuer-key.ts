import { outcome, TargetRule } from './rule';
import { isBlank, isLateKey, isUnknownKey, Statement, statementsOf } from '../admission/aws';
import { grammarOf } from '../issuers';

export const wrongIssuerKey: TargetRule = {
  id: 'wrong-issuer-key',
  severity: 'error',
  scope: 'target',
  title: 'a condition key names another issuer than the principal',
  why: 'The key is the issuer without https://, then a colon and the claim. Under the key of another issuer there is nothing, so that the condition never matches, or always does where it is negative or IfExists.',
  remedy: 'begin every key with the provider of the principal',
  check: one => one.target.cloud !== 'aws' ? { kind: 'pass' } : outcome(statementsOf(one.target.trust.policy).filter(({ effect, providers }) => effect === 'Allow' && providers.length > 0 && !providers.some(isBlank))
    .flatMap(statement => [
      ...foreignKeys(statement).map(key => `the key ${JSON.stringify(key)} is not one of ${statement.providers.map(provider => JSON.stringify(provider)).join(', ')}`),
      ...ofOneAlone(statement).map(([key, provider]) => `statement ${statement.index + 1} names several providers, and no token of ${JSON.stringify(provider)} has the key ${JSON.stringify(key)}`),
    ].map(message => ({ message, pointer: statement.pointer })))),
};

/** Of several providers in one statement, those whose tokens lack a key that has to be there. */
function ofOneAlone({ conditions, providers }: Statement): (readonly [key: string, provider: string])[] {
  const owns = (provider: string, key: string) => key.toLowerCase().startsWith(`${provider.toLowerCase()}:`);
  const demanded = conditions.filter(({ base, ifExists, set }) => !ifExists && set !== 'ForAllValues' && base !== 'null' && !base.includes('not'));
  return providers.flatMap(provider => demanded.filter(({ key }) => !owns(provider, key) && providers.some(other => owns(other, key))).slice(0, 1).map(({ key }) => [key, provider] as const));
}

/** Keys of AWS itself have a prefix without a dot. */
function foreignKeys({ conditions, providers }: Statement): string[] {
  const own = (key: string) => providers.some(provider => key.toLowerCase().startsWith(`${provider.toLowerCase()}:`));
  return conditions.map(({ key }) => key).filter(key => !own(key) && !key.includes('${') && !isLateKey(key) && !isUnknownKey(key) && (
    /^(https?:\/\/)?[^:]*\.[^:]*(\/[^:]*)?:(sub|aud|oaud|amr|azp|[a-z_]+)$/.test(key)
    || (!key.includes(':') && providers.some(provider => grammarOf(`https://${provider}`) !== undefined))
    || /:oidc-provider\//.test(key)));
}
