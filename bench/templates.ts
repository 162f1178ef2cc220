import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface Template {
  readonly Resources?: Record<string, { readonly Type: string; readonly Properties?: { readonly AssumeRolePolicyDocument?: unknown } }>;
}

/** Bytes of all stack templates in a cloud assembly. */
export function templateBytes(assembly: string): number {
  return templateFiles(assembly).reduce((sum, file) => sum + statSync(join(assembly, file)).size, 0);
}

/** Trust policies by template and logical id, in an order that does not depend on how they were written. */
export function trusts(assembly: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of templateFiles(assembly)) {
    const { Resources = {} } = JSON.parse(readFileSync(join(assembly, file), 'utf8')) as Template;
    for (const [id, { Type, Properties }] of Object.entries(Resources)) {
      if (Type === 'AWS::IAM::Role') found.set(`${file} ${id}`, canonical(Properties?.AssumeRolePolicyDocument));
    }
  }
  return found;
}

/** The comparison is worth something only if both sides say the same. */
export function requireSameTrust(ours: string, theirs: string, roles: number): void {
  const [a, b] = [trusts(ours), trusts(theirs)];
  const different = [...a].filter(([key, trust]) => b.get(key) !== trust).map(([key]) => key);
  if (a.size !== roles || b.size !== roles || different.length > 0) {
    throw new Error(`the variants do not say the same: ${a.size} and ${b.size} of ${roles} roles, trust differs in ${different.length}: ${different.slice(0, 3).join(', ')}`);
  }
}

function templateFiles(assembly: string): string[] {
  return readdirSync(assembly).filter(file => file.endsWith('.template.json')).sort();
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1))
    : inner);
}
