import { Late, LatePart } from '../private/late';

/** Tokens of either framework, as `cdktf` leaves them in a string until synth. */
const TOKEN = /(\$\{TfToken\[[^\]]+\]\})/;

/**
 * A text that Terraform reads as itself: `${` and `%{` would begin a template sequence. Tokens are left alone.
 */
export function terraformLiteral(text: string): string {
  if (!/[$%]\{/.test(text)) return text; // nearly every text
  return text.split(TOKEN).map((part, i) => i % 2 === 1 ? part : part.replace(/[$%](?=\{)/g, sign => sign + sign)).join('');
}

/** The same of what may have been left out. */
export function optionalLiteral<T extends string | undefined>(text: T): T {
  return (text === undefined ? undefined : terraformLiteral(text)) as T;
}

/** The text that Terraform makes of a literal: the reverse of `terraformLiteral`. */
export function fromTerraformLiteral(literal: string): string {
  return literal.replace(/([$%])\1(?=\{)/g, '$1');
}

/** Whether Terraform would compute something inside the text. */
export function isTemplate(literal: string): boolean {
  return /[$%]\{/.test(literal.replace(/([$%])\1\{/g, ''));
}

/** What is known of a literal in which Terraform computes something. */
export function lateLiteral(literal: string): Late {
  const parts: (string | LatePart)[] = [''];
  let at = 0;
  for (const { 0: sequence, 1: name, index } of literal.matchAll(/[$]{2}\{|%%\{|\$\{([^{}]*)\}|[$%]\{/g)) {
    if (sequence.length === 3 && name === undefined) continue; // doubled, and no sequence
    if (name === undefined) return new Late([{ late: literal }]); // a sequence within a sequence, or a directive
    parts.push(fromTerraformLiteral(literal.slice(at, index)), { late: name.trim() });
    at = index + sequence.length;
  }
  return new Late([...parts, fromTerraformLiteral(literal.slice(at))].filter(part => part !== ''));
}
