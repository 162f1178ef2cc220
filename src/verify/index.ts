export * from './trust';
export * from './trust-decision';
export * from './trust-finding';
export * from './trust-options';
export * from './trust-outcome';
