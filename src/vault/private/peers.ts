import { needPeers } from '../../private/peers';

/* eslint-disable @typescript-eslint/no-require-imports -- only what is required can be found missing */
needPeers('cdk-federated-roles/vault', {
  'constructs': () => require('constructs'),
  'cdktf': () => require('cdktf'),
  '@cdktf/provider-vault': () => require('@cdktf/provider-vault/lib/jwt-auth-backend'),
});
