/** A CEL string literal. What is to be read by Terraform is escaped for Terraform after this. */
export function celString(text: string): string {
  return `"${text.replace(/[\\"]/g, sign => `\\${sign}`)}"`;
}

/** Equality with one value, or membership in a list. */
export function celOneOf(operand: string, values: readonly string[]): string {
  return values.length === 1 ? `${operand} == ${celString(values[0])}` : `${operand} in [${values.map(celString).join(', ')}]`;
}
