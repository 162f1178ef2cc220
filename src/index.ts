export * from './errors';
export * from './identity';
export * as aws from './aws';
export * as azure from './azure';
export * as google from './google';
export * as vault from './vault';
