import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IOidcProvider } from './oidc-provider';
import { propsProblems } from './private/properties';
import { audiencesOf, findOrMake, imported, nativeProps, providerArn, registerProvider } from './private/provider';
import { GitHubIssuer } from '../identity/github-issuer';
import type { Issuer } from '../identity/issuer';
import { refuse } from '../private/problem';
import { marked } from '../private/type-mark';

/**
 * Properties of `GitHubOidcProvider`.
 */
export interface GitHubOidcProviderProps {
  /**
   * Who signs the tokens.
   *
   * @default GitHubIssuer.GITHUB_COM
   */
  readonly issuer?: GitHubIssuer;

  /**
   * Audiences that the provider takes, up to 100 of at most 255 characters each.
   *
   * @default - sts.amazonaws.com, in the regions of China sts.amazonaws.com.cn
   */
  readonly audiences?: string[];

  /**
   * SHA-1 sums of the certificates of the issuer, up to five.
   *
   * IAM ignores them wherever a public authority has signed the certificate, which is so for every issuer of GitHub but a private server.
   *
   * @default - IAM decides by its own list of authorities
   */
  readonly thumbprints?: string[];
}

/**
 * How an existing provider of GitHub is named.
 */
export interface GitHubOidcProviderAttributes {
  /**
   * Who signs the tokens.
   *
   * @default GitHubIssuer.GITHUB_COM
   */
  readonly issuer?: GitHubIssuer;

  /**
   * Account of the provider.
   *
   * @default - the account of the stack
   */
  readonly account?: string;
}

const MARK = Symbol.for('cdk-federated-roles.aws.GitHubOidcProvider');

/**
 * Lets IAM take the tokens of GitHub Actions: an `AWS::IAM::OIDCProvider`, without a Lambda function.
 *
 * An account has room for one provider an issuer.
 *
 * @example
 *
 * declare const stack: cdk.Stack;
 * const provider = aws.GitHubOidcProvider.inStack(stack);
 */
export class GitHubOidcProvider extends iam.OidcProviderNative implements IOidcProvider {
  /**
   * The provider of this stack, defined at the first call and shared from then on.
   *
   * @param scope anything in the stack
   */
  public static inStack(scope: Construct, props: GitHubOidcProviderProps = {}): IOidcProvider {
    refuse(propsProblems(props, 'GitHubOidcProviderProps'), scope.node.path);
    return findOrMake(scope, 'GitHubOidcProvider', withIssuer(props), GitHubIssuer.GITHUB_COM, (stack, id) => new GitHubOidcProvider(stack, id, props));
  }

  /**
   * The provider that an account has already, made by anyone.
   */
  public static fromAccount(scope: Construct, id: string, attrs: GitHubOidcProviderAttributes = {}): IOidcProvider {
    refuse(propsProblems(attrs, 'GitHubOidcProviderAttributes'), `${scope.node.path}/${id}`);
    const issuer = attrs.issuer ?? GitHubIssuer.GITHUB_COM;
    return imported(scope, id, providerArn(scope, id, issuer, attrs.account), issuer);
  }

  /**
   * An existing provider by its ARN: written, or a reference to a parameter or to another stack.
   *
   * @param oidcProviderArn for example `arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com`
   * @param issuer who signs the tokens; github.com unless given
   */
  public static fromGitHubOidcProviderArn(scope: Construct, id: string, oidcProviderArn: string, issuer?: GitHubIssuer): IOidcProvider {
    return imported(scope, id, oidcProviderArn, issuer ?? GitHubIssuer.GITHUB_COM);
  }

  /**
   * Whether something is a `GitHubOidcProvider`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isGitHubOidcProvider(x: any): boolean {
    return marked(x, MARK);
  }

  public readonly issuer: Issuer;
  private readonly taken: readonly string[];

  constructor(scope: Construct, id: string, props: GitHubOidcProviderProps = {}) {
    refuse(propsProblems(props, 'GitHubOidcProviderProps'), `${scope.node.path}/${id}`);
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

function withIssuer({ issuer = GitHubIssuer.GITHUB_COM, audiences, thumbprints }: GitHubOidcProviderProps) {
  return { issuer, audiences, thumbprints };
}
