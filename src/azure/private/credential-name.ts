import { createHash } from 'node:crypto';
import { CREDENTIAL_NAME } from '../limits';

const HASH_LENGTH = 10;

/**
 * The name of a credential: readable, legal, and decided by issuer and test alone, so that other workloads do not change it.
 *
 * @param readable what a reader should recognise, the subject
 * @param test the subject or the expression
 */
export function credentialName(issuer: string, readable: string, test: string): string {
  const hash = createHash('sha256').update(JSON.stringify([issuer, test])).digest('hex').slice(0, HASH_LENGTH);
  const room = CREDENTIAL_NAME.max - HASH_LENGTH - 1;
  const slug = readable.replace(/[^A-Za-z0-9_]+/g, '-').replace(/^[-_]+/, '').slice(0, room).replace(/[-_]+$/, '');
  return `${slug === '' ? 'job' : slug}-${hash}`;
}
