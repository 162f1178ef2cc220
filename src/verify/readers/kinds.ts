import { isArmTemplate, readArmTemplate } from './arm/template';
import { isAccountDetails, isProviderOutput, isRoleOutput, readAccountDetails, readProviderOutput, readRoleOutput } from './aws-output';
import { isCredentials, readCredentials } from './azure-output';
import { isTemplate, readWholeTemplate } from './cloudformation/template';
import type { Templates } from './cloudformation/templates';
import { isIamPolicy, isPools, isProviders, readIamPolicy, readPools, readProviders } from './google-output';
import type { Reading } from './private/reading';
import { isConfiguration, stackName } from './terraform/configuration';
import type { Configurations } from './terraform/configurations';
import { isShown, isState, notPlanned } from './terraform/plan';
import { readModule } from './terraform/read';
import { isTrustPolicy, readTrustPolicy } from './trust-policy';
import { isBackend, isRole, readBackend, readRole } from './vault-output';

/** What a file can be told from others by. */
export interface Context {
  /** That of the file, for what has no name of its own. */
  readonly name: string;
  readonly templates: Templates;
  readonly configurations: Configurations;
}

/** A kind of artefact that is told by its content. */
interface Kind {
  readonly is: (value: unknown) => boolean;
  readonly read: (reading: Reading, context: Context) => void;
}

/** The first that fits is taken. */
const KINDS: readonly Kind[] = [
  { is: isTemplate, read: (reading, { templates, name }) => readWholeTemplate(reading, templates.scopeOf(reading.document.file), name) },
  { is: isArmTemplate, read: (reading, { name }) => readArmTemplate(reading, name) },
  { is: isTrustPolicy, read: readTrustPolicy },
  { is: isAccountDetails, read: readAccountDetails },
  { is: isRoleOutput, read: readRoleOutput },
  { is: isProviderOutput, read: readProviderOutput },
  { is: isShown, read: readTerraform },
  { is: isState, read: readTerraform },
  // `data` is a block of Terraform too
  { is: isRole, read: (reading, { name }) => readRole(reading, name) },
  { is: isBackend, read: (reading, { name }) => readBackend(reading, name) },
  { is: isConfiguration, read: readTerraform },
  { is: isProviders, read: readProviders },
  { is: isPools, read: readPools },
  { is: isIamPolicy, read: (reading, { name }) => readIamPolicy(reading, name) },
  { is: isCredentials, read: (reading, { name }) => readCredentials(reading, name) },
];

function readTerraform(reading: Reading, { configurations }: Context): void {
  for (const { keys, ...one } of notPlanned(reading.document.value)) reading.unjudged.push({ ...one, source: reading.source(...keys) });
  readModule(reading, configurations.moduleOf(reading.document), stackName(reading.document.value));
}

/** How to read a value; nothing where it is of no known kind. */
export function kindOf(value: unknown): Kind | undefined {
  return KINDS.find(kind => kind.is(value));
}
