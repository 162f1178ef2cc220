import { problem, show } from '../../private/problem';

// Every message of the class that tests use.

export const unreadable = (message: string) =>
  problem('UNREADABLE', message, 'pass a template, plan, state, trust policy, or what a cloud\'s own tools print');

export const noTargets = (file: string) =>
  problem('NO_TARGETS', `${show(file)} holds nothing that decides about tokens`, 'pass an artefact with a federated role, provider, credential or JWT role');

export const unknownTarget = (message: string) =>
  problem('UNKNOWN_TARGET', message, 'name one of Trust.targets(), or a pattern of them with "*"');

export const claimsInvalid = (got: unknown) =>
  problem('INVALID_CLAIMS', `claims must be an object of claims by name, got ${show(got)}`, 'decode the payload of the token, for example { "iss": "…", "sub": "…", "aud": "…" }');
