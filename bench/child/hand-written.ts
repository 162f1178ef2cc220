import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ISSUER, Repository, subject } from './repositories';
import { Variant } from './variant';

function define(stack: Stack, repository: Repository, providerArn: string): void {
  new iam.Role(stack, repository.roleId, {
    assumedBy: new iam.FederatedPrincipal(providerArn, {
      StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: subject(repository) },
    }, 'sts:AssumeRoleWithWebIdentity'),
  });
}

/** The same trust as `deployRole`, by hand. */
export const handWritten: Variant = {
  forApp: () => () => (stack, repository) => define(stack, repository, `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:oidc-provider/${ISSUER}`),
};

/** The same trust as `deployRoleShared`, by hand. */
export const handWrittenShared: Variant = {
  forApp: app => {
    const provider = new iam.OidcProviderNative(new Stack(app, 'Provider'), 'GitHub', { url: `https://${ISSUER}`, clientIds: ['sts.amazonaws.com'] });
    return () => (stack, repository) => define(stack, repository, provider.oidcProviderArn);
  },
};
