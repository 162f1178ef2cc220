import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { buildApp } from './app';

/** Who may assume a role, as one statement of its trust policy says it; each cell holds one line a value. */
export interface TrustRow {
  readonly role: string;
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly subject: readonly string[];
  readonly claims: readonly string[];
}

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly RoleName?: unknown; readonly AssumeRolePolicyDocument?: { readonly Statement?: unknown } };
  readonly Metadata?: { readonly 'aws:cdk:path'?: string };
}

interface Statement {
  readonly Effect?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Every statement of every role in the templates: what IAM will get, not what the app meant. */
export function rowsOf(assembly: CloudAssembly): TrustRow[] {
  return assembly.stacksRecursively.flatMap(({ template }) =>
    Object.entries<Resource>(template.Resources ?? {})
      .filter(([, resource]) => resource.Type === 'AWS::IAM::Role')
      .flatMap(([logicalId, resource]) => {
        const statements = listOf(resource.Properties?.AssumeRolePolicyDocument?.Statement) as Statement[];
        return statements.map(statement => rowOf(nameOf(logicalId, resource), statement));
      }));
}

/** The name where one is given, else the place in the construct tree. */
function nameOf(logicalId: string, { Properties, Metadata }: Resource): string {
  if (Properties?.RoleName !== undefined) return textOf(Properties.RoleName);
  return Metadata?.['aws:cdk:path']?.replace(/\/Resource$/, '') ?? logicalId;
}

function rowOf(role: string, { Effect, Condition = {} }: Statement): TrustRow {
  const tests = Object.entries(Condition).flatMap(([operator, keys]) => Object.entries(keys).map(([key, values]) => {
    const colon = key.indexOf(':'); // an issuer holds none, the name of a claim may
    return { operator, issuer: key.slice(0, colon), claim: key.slice(colon + 1), values: listOf(values).map(textOf) };
  }));
  const issuer = tests.find(test => test.claim === 'aud')?.issuer;
  const linesOf = (claim: string) => tests.filter(test => test.issuer === issuer && test.claim === claim)
    .flatMap(({ operator, values }) => operator === 'StringEquals' ? values : values.map(value => `${operator} ${value}`));
  const further = tests.filter(test => test.issuer !== issuer || !['aud', 'sub'].includes(test.claim));
  return {
    role,
    issuer: issuer === undefined ? 'none' : `https://${issuer}`,
    audience: linesOf('aud'),
    subject: linesOf('sub'),
    claims: [
      ...Effect === 'Allow' ? [] : [`Effect ${Effect}`],
      ...further.map(({ operator, claim, values }) => `${claim} ${operator === 'StringEquals' ? '=' : operator} ${values.join(' or ')}`),
    ],
  };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const HEADINGS = ['ROLE', 'ISSUER', 'AUDIENCE', 'SUBJECT', 'FURTHER CLAIMS'];

/**
 * The rows as plain text: a table, or one paragraph a row where a table does not fit.
 *
 * @param width characters in a line of the terminal; as many as it takes where there is none
 */
export function tableOf(rows: readonly TrustRow[], width: number = Infinity): string {
  const cells = rows.map(row => [[row.role], [row.issuer], row.audience, row.subject, row.claims].map(lines => lines.length === 0 ? ['-'] : lines));
  const widths = HEADINGS.map((heading, column) => Math.max(heading.length, ...cells.flatMap(row => row[column].map(line => line.length))));
  const fits = widths.reduce((sum, columnWidth) => sum + columnWidth + 2, -2) <= width;
  const lineOf = (line: readonly string[]) => line.map((text, column) => text.padEnd(widths[column])).join('  ').trimEnd();
  const lines = fits
    ? [HEADINGS, ...cells.flatMap(row => transposed(row))].map(lineOf)
    : cells.flatMap(row => [...row.flatMap((values, column) => values.map((value, i) => `${(i === 0 ? HEADINGS[column] : '').padEnd(16)}${value}`)), '']).slice(0, -1);
  return `${lines.join('\n')}\n`;
}

/** A row whose cells hold several lines, line by line. */
function transposed(row: readonly (readonly string[])[]): string[][] {
  const height = Math.max(...row.map(lines => lines.length));
  return Array.from({ length: height }, (_, i) => row.map(lines => lines[i] ?? ''));
}

if (require.main === module) process.stdout.write(tableOf(rowsOf(buildApp().synth()), process.stdout.columns));
