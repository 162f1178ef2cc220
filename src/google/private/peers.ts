import { needPeers } from '../../private/peers';

/* eslint-disable @typescript-eslint/no-require-imports -- only what is required can be found missing */
needPeers('cdk-federated-roles/google', {
  'constructs': () => require('constructs'),
  'cdktf': () => require('cdktf'),
  '@cdktf/provider-google': () => require('@cdktf/provider-google/lib/iam-workload-identity-pool'),
});
