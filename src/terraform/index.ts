import './private/peers'; // first: it names the peers that are missing
export * from './stack-trust';
export * from './trust-review';
