import { Policy as PolicyResource } from '@cdktf/provider-vault/lib/policy';
import { Fn } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { MOUNT_PATH, POLICY_NAME, RESERVED_POLICIES, SECRET_PATH } from './limits';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { withSegments } from './private/partly-known';
import { READ_POLICY } from './private/shapes';
import { Problem, refuse } from '../private/problem';
import { holdsToken, isToken } from '../private/tokens';
import { marked } from '../private/type-mark';
import { optionalLiteral, terraformLiteral } from '../terraform/literal';
import { shapeProblems } from '../terraform/shape';

/**
 * Versions of the key/value secrets engine.
 */
export enum KvVersion {
  /** Values alone. */
  V1 = 'V1',
  /** Values with their history; their API path has a `data/` behind the mount. */
  V2 = 'V2',
}

/**
 * A policy that a role can give to its tokens.
 */
export interface IPolicy extends IConstruct {
  /**
   * Name of the policy.
   */
  readonly policyName: string;
}

/**
 * Properties of a policy that reads secrets.
 */
export interface ReadPolicyProps {
  /**
   * Name of the policy in Vault: lower-case letters, digits, `_`, `-` and `.`.
   */
  readonly policyName: string;

  /**
   * Where the key/value secrets engine is mounted, for example `secret`.
   */
  readonly mount: string;

  /**
   * The secrets that can be read, each by its exact path below the mount, for example `app/config`.
   *
   * A variable may stand for a path or a part of it; Terraform then refuses a value that is a pattern or would end the text of the policy.
   */
  readonly paths: string[];

  /**
   * Whether the paths truly begin with `data/` below the mount of a version 2 engine, beside the `data/` that its API puts there.
   *
   * @default false
   */
  readonly storedBelowData?: boolean;

  /**
   * Version of the secrets engine.
   *
   * @default KvVersion.V2
   */
  readonly kvVersion?: KvVersion;

  /**
   * Namespace of Vault Enterprise or OpenBao.
   *
   * @default - the namespace of the Terraform provider
   */
  readonly namespace?: string;
}

const MARK = Symbol.for('cdk-federated-roles.vault.Policy');

/**
 * What a token may do: a `vault_policy`.
 *
 * @example
 *
 * declare const stack: cdktf.TerraformStack;
 * const policy = vault.Policy.read(stack, 'Config', { policyName: 'my-app-config', mount: 'secret', paths: ['my-app/config'] });
 */
export class Policy extends Construct implements IPolicy {
  /**
   * Whether something is a `Policy`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isPolicy(x: any): boolean {
    return marked(x, MARK);
  }

  /**
   * Lets tokens read some secrets, and nothing else.
   */
  public static read(scope: Construct, id: string, props: ReadPolicyProps): Policy {
    refuse(shapeProblems(props, READ_POLICY, STRUCTS, 'ReadPolicyProps'), `${scope.node.path}/${id}`);
    refuse(readProblems(props), `${scope.node.path}/${id}`);
    const prefix = (props.kvVersion ?? KvVersion.V2) === KvVersion.V2 ? `${props.mount}/data` : props.mount;
    const rules = [...new Set(props.paths)].map(path => `path "${terraformLiteral(`${prefix}/${path}`)}" {\n  capabilities = ["read"]\n}\n`);
    const unknown = [props.mount, ...props.paths].filter(path => !known(path));
    return new Policy(scope, id, props.policyName, rules.join('\n'), unknown, props.namespace);
  }

  /**
   * A policy that exists already.
   *
   * @param policyName its name in Vault
   */
  public static fromName(scope: Construct, id: string, policyName: string): IPolicy {
    refuse([nameProblem(policyName)], `${scope.node.path}/${id}`);
    return new ImportedPolicy(scope, id, policyName);
  }

  /**
   * Name of the policy, as a reference: what uses it is made after it.
   */
  public readonly policyName: string;

  /**
   * The resource that the construct is made of.
   */
  public readonly resource: PolicyResource;

  private constructor(scope: Construct, id: string, name: string, policy: string, unknown: readonly string[], namespace?: string) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    const lifecycle = unknown.length === 0 ? undefined : { precondition: unknown.map(exactAtDeployment) };
    this.resource = new PolicyResource(this, 'Resource', { name, policy, namespace: optionalLiteral(namespace), lifecycle });
    this.policyName = this.resource.name;
  }
}

class ImportedPolicy extends Construct implements IPolicy {
  constructor(scope: Construct, id: string, public readonly policyName: string) {
    super(scope, id);
  }
}

function readProblems({ policyName, mount, paths, kvVersion, storedBelowData }: ReadPolicyProps): (Problem | undefined)[] {
  const versions = Object.values(KvVersion);
  const apiAddsData = kvVersion !== KvVersion.V1 && storedBelowData !== true;
  return [
    nameProblem(policyName),
    MOUNT_PATH.test(withSegments(mount)) ? undefined : errors.pathInvalid('mount', mount),
    paths.length === 0 ? errors.noPaths() : undefined,
    ...paths.filter(path => isToken(paths) || !SECRET_PATH.test(withSegments(path))).map(path => errors.secretPathInvalid(path)),
    ...paths.filter(path => apiAddsData && path.startsWith('data/')).map(path => errors.dataSegment(path)),
    kvVersion === undefined || versions.includes(kvVersion) ? undefined : errors.kvVersionInvalid(kvVersion),
  ];
}

function nameProblem(name: unknown): Problem | undefined {
  if (typeof name === 'string' && isToken(name)) return undefined;
  return typeof name === 'string' && POLICY_NAME.test(withSegments(name)) && !RESERVED_POLICIES.includes(name) ? undefined : errors.policyNameInvalid(name);
}

function known(text: string): boolean {
  return !holdsToken(text);
}

/** What a variable comes to is no pattern, no template, and does not end the quoted text of the policy: Terraform refuses any other value. */
function exactAtDeployment(path: string): { condition: any; errorMessage: string } {
  return {
    condition: Fn.can(Fn.regex('^[0-9A-Za-z_./:@=,-]+$', path)),
    errorMessage: 'a path of a policy that is known at deployment has to be exact: letters, digits and _./:@=,- alone',
  };
}
