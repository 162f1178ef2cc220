import { needPeers } from '../../private/peers';

/* eslint-disable @typescript-eslint/no-require-imports -- only what is required can be found missing */
needPeers('cdk-federated-roles/azure', {
  'constructs': () => require('constructs'),
  'cdktf': () => require('cdktf'),
  '@cdktf/provider-azurerm': () => require('@cdktf/provider-azurerm/lib/role-assignment'),
  '@cdktf/provider-azuread': () => require('@cdktf/provider-azuread/lib/application-federated-identity-credential'),
});
