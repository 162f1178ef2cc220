import { Policy as PolicyResource } from '@cdktf/provider-vault/lib/policy';
import { Token } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { MOUNT_PATH, POLICY_NAME, RESERVED_POLICIES, SECRET_PATH } from './limits';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { READ_POLICY } from './private/shapes';
import { Problem, refuse } from '../private/problem';
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
   */
  readonly paths: string[];

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
   * Lets tokens read some secrets, and nothing else.
   */
  public static read(scope: Construct, id: string, props: ReadPolicyProps): Policy {
    refuse(shapeProblems(props, READ_POLICY, STRUCTS, 'ReadPolicyProps'), `${scope.node.path}/${id}`);
    refuse(readProblems(props), `${scope.node.path}/${id}`);
    const prefix = (props.kvVersion ?? KvVersion.V2) === KvVersion.V2 ? `${props.mount}/data` : props.mount;
    const rules = [...new Set(props.paths)].map(path => `path "${terraformLiteral(`${prefix}/${path}`)}" {\n  capabilities = ["read"]\n}\n`);
    return new Policy(scope, id, props.policyName, rules.join('\n'), props.namespace);
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

  private constructor(scope: Construct, id: string, name: string, policy: string, namespace?: string) {
    super(scope, id);
    this.resource = new PolicyResource(this, 'Resource', { name, policy, namespace: optionalLiteral(namespace) });
    this.policyName = this.resource.name;
  }
}

class ImportedPolicy extends Construct implements IPolicy {
  constructor(scope: Construct, id: string, public readonly policyName: string) {
    super(scope, id);
  }
}

function readProblems({ policyName, mount, paths, kvVersion }: ReadPolicyProps): (Problem | undefined)[] {
  const versions = Object.values(KvVersion);
  return [
    nameProblem(policyName),
    known(mount) && !(typeof mount === 'string' && MOUNT_PATH.test(mount)) ? errors.pathInvalid('mount', mount) : undefined,
    paths.length === 0 ? errors.noPaths() : undefined,
    ...paths.filter(path => known(path) && !(typeof path === 'string' && SECRET_PATH.test(path))).map(path => errors.secretPathInvalid(path)),
    ...kvVersion === KvVersion.V1 ? [] : paths.filter(path => known(path) && typeof path === 'string' && path.startsWith('data/')).map(path => errors.dataSegment(path)),
    kvVersion === undefined || versions.includes(kvVersion) ? undefined : errors.kvVersionInvalid(kvVersion),
  ];
}

function nameProblem(name: string): Problem | undefined {
  if (!known(name)) return undefined;
  return typeof name === 'string' && POLICY_NAME.test(name) && !RESERVED_POLICIES.includes(name) ? undefined : errors.policyNameInvalid(name);
}

function known(text: string): boolean {
  return typeof text !== 'string' || !Token.isUnresolved(text);
}
