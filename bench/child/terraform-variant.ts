import type { TerraformStack } from 'cdktf';

/** One way to write the same resources: what lets the environment of each repository in. */
export type DefineTrust = (stack: TerraformStack, repositories: number) => void;
