export * from './stack-trust';
export * from './trust-review';
