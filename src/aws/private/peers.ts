import { needPeers } from '../../private/peers';

/* eslint-disable @typescript-eslint/no-require-imports -- only what is required can be found missing */
needPeers('cdk-federated-roles/aws', {
  'constructs': () => require('constructs'),
  'aws-cdk-lib': () => require('aws-cdk-lib'),
});
