import { problem, show } from '../../private/problem';

// Every message of the ground that the Terraform rooms share.

export const trustChanged = (resource: string, attribute: string, found: unknown, expected: unknown) =>
  problem('TRUST_CHANGED', `${attribute} of the ${resource} was changed to ${show(found)} behind the back of this library, declared is ${show(expected)}`,
    'declare what is meant as issuer and workloads, or use the resources of the provider themselves');

export const reasonsRemoved = (resource: string, expected: unknown) =>
  problem('REASONS_REMOVED', `the reasons ${show(expected)} were taken out of the comment of the ${resource}`, 'add to its comment with addOverride("//.KEY", value) instead of replacing it');

export const noProps = (got: unknown) =>
  problem('WRONG_KIND', `the properties must be an object, got ${show(got)}`, 'pass them between braces, with their names');

export const wrongKind = (name: string, { what, how }: { readonly what: string; readonly how: string }, got: unknown, mayLack: boolean) =>
  problem('WRONG_KIND', `'${name}' must be ${what}, got ${show(typeof got === 'object' && got !== null && !Array.isArray(got) ? got.constructor?.name : got)}`, mayLack && got === null ? 'leave it out' : how);
