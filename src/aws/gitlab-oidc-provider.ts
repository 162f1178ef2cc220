import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IOidcProvider } from './oidc-provider';
import { propsProblems } from './private/properties';
import { audiencesOf, findOrMake, imported, nativeProps, providerArn, registerProvider } from './private/provider';
import { GitLabIssuer } from '../identity/gitlab-issuer';
import type { Issuer } from '../identity/issuer';
import { refuse } from '../private/problem';
import { marked } from '../private/type-mark';

/**
 * Properties of `GitLabOidcProvider`.
 */
export interface GitLabOidcProviderProps {
  /**
   * Who signs the tokens.
   *
   * @default GitLabIssuer.GITLAB_COM
   */
  readonly issuer?: GitLabIssuer;

  /**
   * Audiences that the provider takes, up to 100 of at most 255 characters each.
   *
   * @default - sts.amazonaws.com, in the regions of China sts.amazonaws.com.cn
   */
  readonly audiences?: string[];

  /**
   * SHA-1 sums of the certificates of the issuer, up to five.
   *
   * IAM ignores them wherever a public authority has signed the certificate, which is so for gitlab.com.
   *
   * @default - IAM decides by its own list of authorities
   */
  readonly thumbprints?: string[];
}

/**
 * How an existing provider of GitLab is named.
 */
export interface GitLabOidcProviderAttributes {
  /**
   * Who signs the tokens.
   *
   * @default GitLabIssuer.GITLAB_COM
   */
  readonly issuer?: GitLabIssuer;

  /**
   * Account of the provider.
   *
   * @default - the account of the stack
   */
  readonly account?: string;
}

const MARK = Symbol.for('cdk-federated-roles.aws.GitLabOidcProvider');

/**
 * Lets IAM take the tokens of GitLab CI/CD: an `AWS::IAM::OIDCProvider`, without a Lambda function.
 *
 * An account has room for one provider an issuer.
 *
 * @example
 *
 * declare const stack: cdk.Stack;
 * const provider = aws.GitLabOidcProvider.inStack(stack);
 */
export class GitLabOidcProvider extends iam.OidcProviderNative implements IOidcProvider {
  /**
   * The provider of this stack, defined at the first call and shared from then on.
   *
   * @param scope anything in the stack
   */
  public static inStack(scope: Construct, props: GitLabOidcProviderProps = {}): IOidcProvider {
    refuse(propsProblems(props, 'GitLabOidcProviderProps'), scope.node.path);
    return findOrMake(scope, 'GitLabOidcProvider', withIssuer(props), GitLabIssuer.GITLAB_COM, (stack, id) => new GitLabOidcProvider(stack, id, props));
  }

  /**
   * The provider that an account has already, made by anyone.
   */
  public static fromAccount(scope: Construct, id: string, attrs: GitLabOidcProviderAttributes = {}): IOidcProvider {
    refuse(propsProblems(attrs, 'GitLabOidcProviderAttributes'), `${scope.node.path}/${id}`);
    const issuer = attrs.issuer ?? GitLabIssuer.GITLAB_COM;
    return imported(scope, id, providerArn(scope, id, issuer, attrs.account), issuer);
  }

  /**
   * An existing provider by its ARN: written, or a reference to a parameter or to another stack.
   *
   * @param oidcProviderArn for example `arn:aws:iam::111111111111:oidc-provider/gitlab.com`
   * @param issuer who signs the tokens; gitlab.com unless given
   */
  public static fromGitLabOidcProviderArn(scope: Construct, id: string, oidcProviderArn: string, issuer?: GitLabIssuer): IOidcProvider {
    return imported(scope, id, oidcProviderArn, issuer ?? GitLabIssuer.GITLAB_COM);
  }

  /**
   * Whether something is a `GitLabOidcProvider`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isGitLabOidcProvider(x: any): boolean {
    return marked(x, MARK);
  }

  public readonly issuer: Issuer;
  private readonly taken: readonly string[];

  constructor(scope: Construct, id: string, props: GitLabOidcProviderProps = {}) {
    refuse(propsProblems(props, 'GitLabOidcProviderProps'), `${scope.node.path}/${id}`);
    const input = withIssuer(props);
    super(scope, id, nativeProps(scope, id, input));
    Object.defineProperty(this, MARK, { value: true });
    this.issuer = input.issuer;
    this.taken = audiencesOf(scope, input);
    registerProvider(this, input.thumbprints);
  }
  public get audiences(): string[] | undefined {
    return [...this.taken];
  }
}

function withIssuer({ issuer = GitLabIssuer.GITLAB_COM, audiences, thumbprints }: GitLabOidcProviderProps) {
  return { issuer, audiences, thumbprints };
}
