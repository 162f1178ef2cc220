export * from './errors';
export * from './identity';
export * as aws from './aws';
export * as azure from './azure';
export * as google from './google';
export * as terraform from './terraform';
export * as vault from './vault';
export * as verify from './verify';
