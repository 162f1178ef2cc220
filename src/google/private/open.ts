/** What of a provider is not known yet, by what each part waits for. */
export interface Open {
  readonly issuer: readonly string[];
  readonly audiences: readonly string[];
  readonly condition: readonly string[];
  /** Of the mapping as a whole; nothing is known of it then. */
  readonly wholeMapping: readonly string[];
  readonly mapping: ReadonlyMap<string, readonly string[]>;
  /** Nobody knows which part. */
  readonly anything: readonly string[];
}

const PARTS: Readonly<Record<string, 'issuer' | 'audiences' | 'condition' | 'wholeMapping'>> = {
  issuer_uri: 'issuer', allowed_audiences: 'audiences', attribute_condition: 'condition', attribute_mapping: 'wholeMapping',
};

/** Sorts what is not resolved by the part of the provider that its name begins with. */
export function openOf(unresolved: readonly string[]): Open {
  const open = { issuer: [] as string[], audiences: [] as string[], condition: [] as string[], wholeMapping: [] as string[], mapping: new Map<string, string[]>(), anything: [] as string[] };
  for (const name of unresolved) {
    const [, part = name, mapped] = /^(\w+)(?:\.(\S+))? \(/.exec(name) ?? [];
    if (mapped !== undefined && PARTS[part] === 'wholeMapping') open.mapping.set(mapped, [...open.mapping.get(mapped) ?? [], name]);
    else open[PARTS[part] ?? 'anything'].push(name);
  }
  return open;
}
