import type { Issuer } from '../../identity/issuer';
import type { IssuerTraits } from '../trust';

interface NamedTraits extends IssuerTraits {
  /** What a provider of the issuer is called, unless somebody names it. */
  readonly providerId?: string;
}

/** What the mapping has to know of an issuer, of whichever copy of this library. GitHub names one audience, GitLab as many as a job asks for. */
export function traitsOf(issuer: Issuer): NamedTraits {
  if ('_sendsIds' in issuer) return { idClaim: 'repository_id', severalAudiences: false, providerId: 'github' };
  return '_sendsGitLabTokens' in issuer ? { idClaim: 'project_id', severalAudiences: true, providerId: 'gitlab' } : { severalAudiences: true };
}
