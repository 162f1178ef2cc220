import './private/peers'; // first: it names the peers that are missing
export * from './azure-cloud';
export * from './azurerm-version';
export * from './deploy-application';
export * from './deploy-identity';
export * from './directory-application';
export * from './managed-identity';
export * from './permission';
