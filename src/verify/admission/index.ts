import type { Admission } from './admission';
import * as aws from './aws';
import * as azure from './azure';
import * as google from './google';
import * as vault from './vault';
import type { Target } from '../model';

/** What a target asks of a token, whatever its cloud: a disjunction of conjunctions of tests. */
export function admissionsOf(target: Target): readonly Admission[] {
  switch (target.cloud) {
    case 'aws': return aws.admissionsOf(target.trust);
    case 'google': return google.admissionsOf(target.trust);
    case 'azure': return azure.admissionsOf(target.credential);
    case 'vault': return vault.admissionsOf(target.role, target.issuer);
  }
}
