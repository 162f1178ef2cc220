import { isAccountDetails, isRoleOutput, readAccountDetails, readRoleOutput } from './aws-output';
import { isCredentials, readCredentials } from './azure-output';
import { isTemplate, readTemplate } from './cloudformation/template';
import { isIamPolicy, isProviders, readIamPolicy, readProviders } from './google-output';
import type { Reading } from './private/reading';
import { configurationModule, isConfiguration, stackName } from './terraform/configuration';
import { isShown, isState, shownModule, stateModule } from './terraform/plan';
import { readModule } from './terraform/read';
import { isTrustPolicy, readTrustPolicy } from './trust-policy';
import { isRole, readRole } from './vault-output';

/** A kind of artefact that is told by its content. */
interface Kind {
  readonly is: (value: unknown) => boolean;
  /** `name` is that of the file, for what has none of its own. */
  readonly read: (reading: Reading, name: string) => void;
}

/** The first that fits is taken. */
const KINDS: readonly Kind[] = [
  { is: isTemplate, read: readTemplate },
  { is: isTrustPolicy, read: readTrustPolicy },
  { is: isAccountDetails, read: readAccountDetails },
  { is: isRoleOutput, read: readRoleOutput },
  { is: isShown, read: reading => readModule(reading, shownModule(reading.document.value)) },
  { is: isState, read: reading => readModule(reading, stateModule(reading.document.value)) },
  { is: isConfiguration, read: reading => readModule(reading, configurationModule(reading.document.value), stackName(reading.document.value)) },
  { is: isProviders, read: readProviders },
  { is: isIamPolicy, read: readIamPolicy },
  { is: isCredentials, read: readCredentials },
  { is: isRole, read: readRole },
];

/** How to read a value; nothing where it is of no known kind. */
export function kindOf(value: unknown): Kind | undefined {
  return KINDS.find(kind => kind.is(value));
}
