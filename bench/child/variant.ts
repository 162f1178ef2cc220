import type { App, Stack } from 'aws-cdk-lib';
import type { Repository } from './repositories';

/** Defines the role of one repository. */
export type DefineRole = (stack: Stack, repository: Repository) => void;

/** One way to write the same roles. */
export interface Variant {
  /** Defines what all roles share; called once an app. */
  readonly forApp: (app: App) => (stack: Stack) => DefineRole;
}
