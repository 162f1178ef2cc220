import { needPeers } from '../../private/peers';

/* eslint-disable @typescript-eslint/no-require-imports -- only what is required can be found missing */
needPeers('cdk-federated-roles/terraform', {
  constructs: () => require('constructs'),
  cdktf: () => require('cdktf'),
});
