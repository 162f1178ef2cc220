import { problem, show, showKind } from './problem';

// Every message that all rooms share.

export const unknownProperty = (property: string, near: string | undefined, known: readonly string[]) =>
  problem('UNKNOWN_PROPERTY', `property ${show(property)} is not known, and what it asks for would be left out`,
    near === undefined ? `use one of ${known.map(show).join(', ')}` : `write ${show(near)}`);

export const propertyElsewhere = (property: string, insteadUse: string) =>
  problem('UNKNOWN_PROPERTY', `property ${show(property)} is not known, and what it asks for would be left out`, insteadUse);

export const noProps = (got: unknown) =>
  problem('WRONG_KIND', `the properties must be an object, got ${show(got)}`, 'pass them between braces, with their names');

export const wrongKind = (name: string, { what, how }: { readonly what: string; readonly how: string }, got: unknown, mayLack: boolean) =>
  problem('WRONG_KIND', `'${name}' must be ${what}, got ${showKind(got)}`, mayLack && got === null ? 'leave it out' : how);

export const peerMissing = (part: string, names: readonly string[], versions: readonly string[]) =>
  problem('PEER_MISSING', `${part} needs ${names.join(', ')}, which ${names.length === 1 ? 'is' : 'are'} not installed`, `npm install ${versions.map(version => JSON.stringify(version)).join(' ')}`);
