import { JwtAuthBackend as JwtAuthBackendResource } from '@cdktf/provider-vault/lib/jwt-auth-backend';
import { TerraformStack } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { DEFAULT_PATHS, MOUNT_PATH } from './limits';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { withSegments } from './private/partly-known';
import { BACKEND } from './private/shapes';
import { SigningKeys } from './signing-keys';
import { Issuer } from '../identity/issuer';
import { Problem, refuse } from '../private/problem';
import { propertyProblems } from '../private/properties';
import { entriesOf, register } from '../private/registry';
import { isToken } from '../private/tokens';
import { marked } from '../private/type-mark';
import { acknowledgeChange, guardTrust } from '../terraform/guard';
import { optionalLiteral, terraformLiteral } from '../terraform/literal';
import { AN_ISSUER, shapeProblems, TEXT, valueProblems } from '../terraform/shape';

/**
 * Algorithms with which a token may be signed.
 */
export enum SigningAlgorithm {
  /** RSA with SHA-256: what GitHub and GitLab use. */
  RS256 = 'RS256',
  /** RSA with SHA-384. */
  RS384 = 'RS384',
  /** RSA with SHA-512. */
  RS512 = 'RS512',
  /** Elliptic curve P-256 with SHA-256. */
  ES256 = 'ES256',
  /** Elliptic curve P-384 with SHA-384. */
  ES384 = 'ES384',
  /** Elliptic curve P-521 with SHA-512. */
  ES512 = 'ES512',
  /** RSA-PSS with SHA-256. */
  PS256 = 'PS256',
  /** RSA-PSS with SHA-384. */
  PS384 = 'PS384',
  /** RSA-PSS with SHA-512. */
  PS512 = 'PS512',
  /** Edwards curve 25519. */
  EDDSA = 'EdDSA',
}

/**
 * A JWT auth backend whose issuer is known at synth.
 */
export interface IJwtAuthBackend extends IConstruct {
  /**
   * Where it is mounted, below `auth/`.
   */
  readonly path: string;

  /**
   * Who signs the tokens that it takes.
   */
  readonly issuer: Issuer;

  /**
   * Namespace of Vault Enterprise or OpenBao that it is in, where one was named.
   */
  readonly namespace?: string;
}

/**
 * Properties of `JwtAuthBackend`.
 */
export interface JwtAuthBackendProps {
  /**
   * Who signs the tokens: the backend takes those with exactly this `iss`.
   */
  readonly issuer: Issuer;

  /**
   * Where it is mounted, below `auth/`.
   *
   * @default - jwt-github for github.com, jwt-gitlab for gitlab.com, jwt- and the host for any other issuer
   */
  readonly path?: string;

  /**
   * Where Vault has the keys of the issuer from.
   *
   * @default SigningKeys.discovery()
   */
  readonly keys?: SigningKeys;

  /**
   * Algorithms with which a token may be signed.
   *
   * @default [SigningAlgorithm.RS256]
   */
  readonly algorithms?: SigningAlgorithm[];

  /**
   * Namespace of Vault Enterprise or OpenBao.
   *
   * @default - the namespace of the Terraform provider
   */
  readonly namespace?: string;

  /**
   * Description of the mount.
   *
   * @default - no description
   */
  readonly description?: string;
}

/**
 * Options of a backend that exists already.
 */
export interface JwtAuthBackendImportOptions {
  /**
   * Namespace of Vault Enterprise or OpenBao that it is in.
   *
   * @default - the namespace of the Terraform provider
   */
  readonly namespace?: string;
}

const MARK = Symbol.for('cdk-federated-roles.vault.JwtAuthBackend');

/**
 * Lets Vault or OpenBao take the tokens of one issuer: a `vault_jwt_auth_backend` that is bound to it.
 *
 * It trusts nobody by itself; that is what the roles on it are for.
 *
 * @example
 *
 * declare const stack: cdktf.TerraformStack;
 * const backend = new vault.JwtAuthBackend(stack, 'GitHub', { issuer: GitHubIssuer.GITHUB_COM });
 */
export class JwtAuthBackend extends Construct implements IJwtAuthBackend {
  /**
   * Whether something is a `JwtAuthBackend`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isJwtAuthBackend(x: any): boolean {
    return marked(x, MARK);
  }

  /**
   * A backend that exists already.
   *
   * It has to be of type jwt and bound to the issuer (`bound_issuer`), which is for its owner to see to.
   *
   * @param path where it is mounted, below `auth/`: as it was declared, or the attribute `path` of a data source or of another state
   * @param issuer who signs the tokens that it takes
   */
  public static fromPath(scope: Construct, id: string, path: string, issuer: Issuer, options: JwtAuthBackendImportOptions = {}): IJwtAuthBackend {
    refuse(propertyProblems(options, STRUCTS, 'JwtAuthBackendImportOptions'), `${scope.node.path}/${id}`);
    refuse(valueProblems({ issuer, namespace: options.namespace }, { 'issuer': AN_ISSUER, 'namespace?': TEXT }), `${scope.node.path}/${id}`);
    refuse([pathProblem('path', path)], `${scope.node.path}/${id}`);
    return new ImportedBackend(scope, id, path, issuer, options.namespace);
  }

  /**
   * Where it is mounted, as a reference: what uses it is made after it.
   */
  public readonly path: string;

  public readonly issuer: Issuer;

  public readonly namespace?: string;

  /**
   * The resource that the construct is made of.
   */
  public readonly resource: JwtAuthBackendResource;

  constructor(scope: Construct, id: string, props: JwtAuthBackendProps) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    refuse(shapeProblems(props, BACKEND, STRUCTS, 'JwtAuthBackendProps'), this.node.path);
    const path = props.path ?? defaultPath(props.issuer);
    refuse([pathProblem('path', path), takenProblem(this, path, props.namespace), algorithmsProblem(props.algorithms)], this.node.path);
    register(MOUNTS, mountKey(this, path, props.namespace), this);
    const issuer = terraformLiteral(props.issuer.url);
    const keys = (props.keys ?? SigningKeys.discovery())._attributesFor(issuer);
    const algorithms = [...props.algorithms ?? [SigningAlgorithm.RS256]];
    this.issuer = props.issuer;
    this.namespace = props.namespace;
    const namespace = optionalLiteral(props.namespace);
    this.resource = new JwtAuthBackendResource(this, 'Resource', {
      type: 'jwt',
      path,
      ...keys,
      boundIssuer: issuer,
      jwtSupportedAlgs: algorithms,
      namespace,
      description: optionalLiteral(props.description),
    });
    this.path = this.resource.path;
    guardTrust(this, this.resource, {
      declared: () => ({
        type: 'jwt',
        path,
        namespace,
        bound_issuer: issuer,
        oidc_discovery_url: keys.oidcDiscoveryUrl,
        oidc_discovery_ca_pem: keys.oidcDiscoveryCaPem,
        jwks_url: keys.jwksUrl,
        jwks_ca_pem: keys.jwksCaPem,
        jwt_validation_pubkeys: keys.jwtValidationPubkeys,
        jwt_supported_algs: algorithms,
      }),
      free: ['default_role', 'description', 'disable_remount', 'local', 'namespace_in_state', 'tune'], // a job that names no role gets the default one, which it could have named as well
    });
  }

  /**
   * Lets one change of the trust through that was made behind the back of this library, and writes the reason beside it.
   *
   * @param id of the change, as the error `TRUST_CHANGED` tells it
   * @param reason why it is wanted
   */
  public acknowledgeTrustChange(id: string, reason: string): void {
    acknowledgeChange(this, id, reason);
  }
}

class ImportedBackend extends Construct implements IJwtAuthBackend {
  constructor(scope: Construct, id: string, public readonly path: string, public readonly issuer: Issuer, public readonly namespace?: string) {
    super(scope, id);
  }
}

function defaultPath(issuer: Issuer): string {
  return DEFAULT_PATHS[issuer.url] ?? `jwt-${issuer.hostAndPath.replace(/[^A-Za-z0-9.]+/g, '-').replace(/-$/, '')}`;
}

function pathProblem(what: string, path: string): Problem | undefined {
  if (typeof path !== 'string') return errors.pathInvalid(what, path);
  if (path.startsWith('auth/')) return errors.authPrefix(path);
  return isToken(path) || MOUNT_PATH.test(withSegments(path)) ? undefined : errors.pathInvalid(what, path);
}

/** Mount paths, by the stack: its provider names the Vault. */
const MOUNTS = 'vault.mount-path';

function mountKey(backend: JwtAuthBackend, path: string, namespace: string = ''): string {
  return JSON.stringify([TerraformStack.of(backend).node.path, namespace, path]);
}

function takenProblem(backend: JwtAuthBackend, path: string, namespace: string | undefined): Problem | undefined {
  const [other] = entriesOf(MOUNTS, mountKey(backend, path, namespace), backend);
  return other === undefined ? undefined : errors.pathTwice(path, other.construct.node.path);
}

function algorithmsProblem(algorithms: SigningAlgorithm[] | undefined): Problem | undefined {
  const known = Object.values(SigningAlgorithm);
  return algorithms === undefined || (algorithms.length > 0 && algorithms.every(algorithm => known.includes(algorithm))) ? undefined : errors.algorithmsInvalid(algorithms, known);
}
