import './private/peers'; // first: it names the peers that are missing
export * from './deploy-role';
export * from './jwt-auth-backend';
export * from './permission';
export * from './policy';
export * from './signing-keys';
