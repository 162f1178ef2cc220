import { GitHubIssuer } from '../../identity/github-issuer';
import { GitLabIssuer } from '../../identity/gitlab-issuer';
import type { Issuer } from '../../identity/issuer';
import type { IssuerTraits } from '../trust';

/** What the mapping has to know of an issuer. GitHub names one audience, GitLab as many as a job asks for. */
export function traitsOf(issuer: Issuer): IssuerTraits {
  if (issuer instanceof GitHubIssuer || '_sendsIds' in issuer) return { idClaim: 'repository_id', severalAudiences: false };
  return { idClaim: issuer instanceof GitLabIssuer ? 'project_id' : undefined, severalAudiences: true };
}
