import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IFederatedProvider } from './federated-provider';
import { propsProblems } from './private/properties';
import { findOrMake, imported, providerArn, providerProps, registerProvider } from './private/provider';
import { GitLabIssuer } from '../identity/gitlab-issuer';
import type { Issuer } from '../identity/issuer';
import { refuse } from '../private/problem';

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
export class GitLabOidcProvider extends iam.OidcProviderNative implements IFederatedProvider {
  /**
   * The provider of this stack, defined at the first call and shared from then on.
   *
   * @param scope anything in the stack
   */
  public static inStack(scope: Construct, props: GitLabOidcProviderProps = {}): IFederatedProvider {
    refuse(propsProblems(props, 'GitLabOidcProviderProps'), scope.node.path);
    const issuer = props.issuer ?? GitLabIssuer.GITLAB_COM;
    return findOrMake(scope, 'GitLabOidcProvider', { issuer, audiences: props.audiences, thumbprints: props.thumbprints }, issuer.url === GitLabIssuer.GITLAB_COM.url, (stack, id) => new GitLabOidcProvider(stack, id, props));
  }

  /**
   * The provider that an account has already, made by anyone.
   */
  public static fromAccount(scope: Construct, id: string, attrs: GitLabOidcProviderAttributes = {}): IFederatedProvider {
    refuse(propsProblems(attrs, 'GitLabOidcProviderAttributes'), `${scope.node.path}/${id}`);
    const issuer = attrs.issuer ?? GitLabIssuer.GITLAB_COM;
    return imported(scope, id, providerArn(scope, issuer, attrs.account), issuer);
  }

  /**
   * An existing provider by its ARN.
   *
   * @param oidcProviderArn for example `arn:aws:iam::111111111111:oidc-provider/gitlab.com`
   * @param issuer who signs the tokens; gitlab.com unless given
   */
  public static fromGitLabOidcProviderArn(scope: Construct, id: string, oidcProviderArn: string, issuer?: GitLabIssuer): IFederatedProvider {
    return imported(scope, id, oidcProviderArn, issuer ?? GitLabIssuer.GITLAB_COM);
  }

  public readonly issuer: Issuer;
  private readonly taken: readonly string[];

  constructor(scope: Construct, id: string, props: GitLabOidcProviderProps = {}) {
    refuse(propsProblems(props, 'GitLabOidcProviderProps'), `${scope.node.path}/${id}`);
    const issuer = props.issuer ?? GitLabIssuer.GITLAB_COM;
    const native = providerProps(scope, id, { issuer, audiences: props.audiences, thumbprints: props.thumbprints });
    super(scope, id, native);
    this.issuer = issuer;
    this.taken = [...native.clientIds];
    registerProvider(this, props.thumbprints);
  }
  public get audiences(): string[] | undefined {
    return [...this.taken];
  }
}
