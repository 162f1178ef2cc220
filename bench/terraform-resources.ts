import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

type Body = Record<string, unknown>;

/** What a reference is known by, whatever the id of the construct: the first of these that a resource has. */
const NAMES = ['path', 'account_id', 'workload_identity_pool_provider_id', 'workload_identity_pool_id', 'name'];

function stackFile(outdir: string): string {
  return join(outdir, 'stacks', 'trust', 'cdk.tf.json');
}

export function stackBytes(outdir: string): number {
  return statSync(stackFile(outdir)).size;
}

/** The comparison is worth something only if both sides say the same, but for the ids of constructs and the names of credentials. */
export function requireSameResources(ours: string, theirs: string, type: string, expected: number): void {
  const [a, b] = [bodies(ours), bodies(theirs)];
  const different = a.filter((body, i) => body !== b[i]);
  const count = a.filter(body => body.startsWith(`${type} `)).length;
  if (a.length !== b.length || count !== expected || different.length > 0) {
    throw new Error(`the variants do not say the same: ${a.length} and ${b.length} resources, ${count} of ${expected} ${type}, ${different.length} differ: ${different.slice(0, 2).join('\n')}`);
  }
}

function bodies(outdir: string): string[] {
  const { resource } = JSON.parse(readFileSync(stackFile(outdir), 'utf8')) as { resource: Record<string, Record<string, Body>> };
  const named = new Map<string, string>();
  for (const [type, byId] of Object.entries(resource)) {
    for (const [id, body] of Object.entries(byId)) named.set(`${type}.${id}`, `${type}.${String(body[NAMES.find(name => typeof body[name] === 'string') ?? ''])}`);
  }
  const written = (value: unknown) => JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'string') return inner.replace(/\$\{(\w+\.\w+)\./g, (whole, reference: string) => `\${${named.get(reference) ?? whole}.`);
    return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => x < y ? -1 : 1)) : inner;
  });
  return Object.entries(resource).flatMap(([type, byId]) => Object.values(byId).map(({ '//': _, ...body }) => {
    if (type === 'azurerm_federated_identity_credential') delete body.name; // made of the subject by one side
    return `${type} ${written(body)}`;
  })).sort();
}
