import { createHash } from 'node:crypto';
import { CREDENTIAL_NAME } from '../limits';

/** Hexadecimal digits: the first is what a name has, the others are for one that another test has already. */
const HASH_LENGTHS = [10, 20, 40, 64];

/**
 * The names that a credential may have, the usual one first: readable, legal, and decided by issuer and test alone, so that other
 * workloads do not change it.
 *
 * @param readable what a reader should recognise, the subject
 * @param test the subject or the expression
 */
export function credentialNames(issuer: string, readable: string, test: string): string[] {
  const hash = createHash('sha256').update(JSON.stringify([issuer, test])).digest('hex');
  return HASH_LENGTHS.map(length => {
    const room = CREDENTIAL_NAME.max - length - 1;
    const slug = readable.replace(/[^A-Za-z0-9_]+/g, '-').replace(/^[-_]+/, '').slice(0, room).replace(/[-_]+$/, '');
    return `${slug === '' ? 'job' : slug}-${hash.slice(0, length)}`;
  });
}
