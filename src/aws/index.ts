export * from './deploy-role';
export * from './federated-provider';
export * from './github-oidc-provider';
export * from './gitlab-oidc-provider';
export * from './oidc-provider';
export * from './workload-principal';
