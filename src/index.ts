export * from './errors';
export * from './identity';
export * as aws from './aws';
export * as vault from './vault';
