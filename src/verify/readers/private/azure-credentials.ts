import { asText, asTexts, isLate } from './texts';
import type { NativeCredential } from '../../../azure/evaluate';
import { isTable, Late, LateJson, Text } from '../../../private/late';
import type { AzureTarget, Power, Source } from '../../model';

/** Where a credential stands, and whose it is. */
export interface CredentialPlace {
  readonly id: string;
  readonly holder: string;
  readonly source: Source;
  readonly powers?: readonly Power[];
}

/** A federated identity credential with the fields that Azure's APIs give it; the whole of it may be unknown until deployment. */
export function credentialTarget({ id, holder, source, powers = [] }: CredentialPlace, fields: LateJson | undefined): AzureTarget {
  const credential = credentialOf(fields);
  return {
    cloud: 'azure',
    kind: credential.expression === undefined && !credential.unresolved.includes('expression') ? 'federated-credential' : 'flexible-federated-credential',
    id,
    ...credential.issuer === undefined ? {} : { issuer: credential.issuer },
    source,
    credential,
    ...powers.length === 0 ? {} : { powers },
    holder,
  };
}

function credentialOf(fields: LateJson | undefined): NativeCredential {
  if (!isTable(fields)) return { unresolved: ['issuer', 'audience', 'subject'] };
  const matching = fields.claimsMatchingExpression;
  const isFlexible = matching !== undefined && matching !== null;
  const read: readonly (readonly [string, Text | undefined])[] = [
    ['issuer', textOf(fields.issuer)],
    ['audience', onlyOne(fields.audiences)],
    ...isFlexible && isBlank(fields.subject) ? [] : [['subject', textOf(fields.subject)] as const],
    ...isFlexible ? [['expression', textOf(isTable(matching) ? matching.value : matching)] as const] : [],
  ];
  const open = read.filter(([, value]) => typeof value !== 'string');
  const late = open.filter((field): field is [string, Late] => isLate(field[1]));
  return {
    ...Object.fromEntries(read.filter(([, value]) => typeof value === 'string')),
    unresolved: open.map(([name]) => name),
    ...late.length === 0 ? {} : { late: Object.fromEntries(late) },
  };
}

function isBlank(value: LateJson | undefined): boolean {
  return value === undefined || value === null || value === '';
}

function textOf(value: LateJson | undefined): Text | undefined {
  return isBlank(value) ? undefined : asText(value);
}

/** Entra takes one audience; which of several counts is not documented. */
function onlyOne(audiences: LateJson | undefined): Text | undefined {
  const texts = isLate(audiences) ? [audiences] : asTexts(audiences);
  return texts.length === 1 ? texts[0] : undefined;
}
