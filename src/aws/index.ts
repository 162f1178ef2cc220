import './private/peers'; // first: it names the peers that are missing
export * from './cdk-bootstrap-roles';
export * from './deploy-role';
export * from './github-oidc-provider';
export * from './gitlab-oidc-provider';
export * from './oidc-provider';
export * from './permission';
export * from './repository-roles';
export * from './role-naming';
export * from './stack-trust';
export * from './trust-review';
export * from './workload-principal';
