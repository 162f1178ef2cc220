import * as iam from 'aws-cdk-lib/aws-iam';
import { Issuer } from '../identity/issuer';

/**
 * An IAM OIDC provider whose issuer is known at synth.
 */
export interface IFederatedProvider extends iam.IOidcProvider {
  /**
   * Who signs the tokens that the provider takes.
   */
  readonly issuer: Issuer;

  /**
   * The audiences that the provider takes, where they are known.
   */
  readonly audiences?: string[];
}
