import { Repository, repository } from './repositories';

export const AUDIENCE = 'https://vault.example.com';

/** As many as Azure takes on one identity. */
export const PER_IDENTITY = 20;

export const PER_SERVICE_ACCOUNT = 100;

/** The repositories, as many at a time. */
export function chunks(count: number, size: number): Repository[][] {
  return Array.from({ length: Math.ceil(count / size) }, (_, i) =>
    Array.from({ length: Math.min(size, count - i * size) }, (__, j) => repository(i * size + j)));
}
