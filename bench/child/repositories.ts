export const ISSUER = 'token.actions.githubusercontent.com';
export const OWNER = 'my-org';
export const OWNER_ID = '123456';
export const ENVIRONMENT = 'production';

/** A repository of its own for each role. */
export interface Repository {
  readonly name: string;
  readonly id: string;
  readonly roleId: string;
}

export function repository(index: number): Repository {
  return { name: `service-${index}`, id: String(1_000_000 + index), roleId: `Role${index}` };
}

/** What GitHub sends for a job of the repository that names the environment. */
export function subject({ name, id }: Repository): string {
  return `repo:${OWNER}@${OWNER_ID}/${name}@${id}:environment:${ENVIRONMENT}`;
}
