import type { GoogleTarget, Target } from './model';
import { evaluate as aws } from '../aws/evaluate';
import { evaluate as azure } from '../azure/evaluate';
import { evaluate as google } from '../google/evaluate';
import type { Decision } from '../private/decision';
import { evaluate as vault } from '../vault/evaluate';

/** The decoded payload of a token. */
export type Claims = Readonly<Record<string, unknown>>;

/** What a target answers to the token that carries these claims. Its signature and its times are not looked at. */
export function decide(target: Target, claims: Claims): Decision {
  switch (target.cloud) {
    case 'aws': return aws(target.trust, claims);
    case 'google': return target.kind === 'workload-identity-provider' ? exchange(target, claims) : google(target.trust, claims, target.grant?.condition);
    case 'azure': return azure([target.credential], claims);
    case 'vault': return vault(target.role, claims);
  }
}

/** A provider alone decides whether a token is exchanged at all; which members may act then is for the bindings to say. */
function exchange({ trust }: GoogleTarget, claims: Claims): Decision {
  const pool = trust.provider.name.replace(/\/providers\/[^/]+$/, '');
  const { outcome, reasons } = google({ ...trust, members: [`principalSet://iam.googleapis.com/${pool}/*`] }, claims);
  return { outcome, reasons: reasons.filter(reason => reason.claim !== 'member') };
}
