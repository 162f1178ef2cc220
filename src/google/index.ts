import './private/peers'; // first: it names the peers that are missing
export * from './deploy-service-account';
export * from './direct-access';
export * from './github-provider';
export * from './gitlab-provider';
export * from './oidc-provider';
export * from './permission';
export * from './service-account';
export * from './workload-identity-pool';
export * from './workload-identity-provider';
