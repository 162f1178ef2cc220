/** A member of a record by its name; one that every object has (`constructor`) is absent unless the record carries it itself. */
export function own<T>(record: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.prototype.hasOwnProperty.call(record, name) ? record[name] : undefined;
}
