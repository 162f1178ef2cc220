import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { propsProblems } from './private/properties';
import { audiencesOf, findOrMake, imported, issuerIn, nativeProps, PROVIDER_MARK, providerArn, registerProvider } from './private/provider';
import { Issuer } from '../identity/issuer';
import { refuse } from '../private/problem';
import { marked } from '../private/type-mark';

/**
 * An IAM OIDC provider whose issuer is known at synth.
 */
export interface IOidcProvider extends iam.IOidcProvider {
  /**
   * Who signs the tokens that the provider takes.
   */
  readonly issuer: Issuer;

  /**
   * The audiences that the provider takes, where they are known.
   */
  readonly audiences?: string[];
}

/**
 * Properties of `OidcProvider`.
 */
export interface OidcProviderProps {
  /**
   * Who signs the tokens.
   */
  readonly issuer: Issuer;

  /**
   * Audiences that the provider takes, up to 100 of at most 255 characters each.
   *
   * @default - sts.amazonaws.com, in the regions of China sts.amazonaws.com.cn
   */
  readonly audiences?: string[];

  /**
   * SHA-1 sums of the certificates of the issuer, up to five.
   *
   * IAM ignores them wherever a public authority has signed the certificate.
   *
   * @default - IAM decides by its own list of authorities
   */
  readonly thumbprints?: string[];
}

/**
 * How an existing provider of any issuer is named.
 */
export interface OidcProviderAttributes {
  /**
   * Who signs the tokens.
   */
  readonly issuer: Issuer;

  /**
   * Account of the provider.
   *
   * @default - the account of the stack
   */
  readonly account?: string;
}

/**
 * Lets IAM take the tokens of any issuer: an `AWS::IAM::OIDCProvider`, without a Lambda function.
 *
 * For GitHub and GitLab there are `GitHubOidcProvider` and `GitLabOidcProvider`.
 *
 * @example
 *
 * declare const stack: cdk.Stack;
 * new aws.OidcProvider(stack, 'TeamCity', { issuer: Issuer.of('https://teamcity.example.com') });
 */
export class OidcProvider extends iam.OidcProviderNative implements IOidcProvider {
  /**
   * The provider of this stack for an issuer, defined at the first call and shared from then on.
   *
   * @param scope anything in the stack
   */
  public static inStack(scope: Construct, props: OidcProviderProps): IOidcProvider {
    refuse(propsProblems(props, 'OidcProviderProps'), scope.node.path);
    return findOrMake(scope, 'OidcProvider', props, undefined, (stack, id) => new OidcProvider(stack, id, props));
  }

  /**
   * The provider that an account has already, made by anyone.
   *
   * @param attrs who signs the tokens, and the account where it is another one
   */
  public static fromAccount(scope: Construct, id: string, attrs: OidcProviderAttributes): IOidcProvider {
    refuse(propsProblems(attrs, 'OidcProviderAttributes'), `${scope.node.path}/${id}`);
    return imported(scope, id, providerArn(scope, id, attrs.issuer, attrs.account), attrs.issuer);
  }

  /**
   * An existing provider by its ARN: written, or a reference to a parameter or to another stack.
   *
   * `fromOidcProviderArn`, which the class inherits, gives a provider that does not know its issuer and fits no role of this library.
   *
   * @param oidcProviderArn for example `arn:aws:iam::111111111111:oidc-provider/teamcity.example.com`
   * @param issuer who signs the tokens; read from the ARN unless given, and needed where the whole ARN is a reference
   */
  public static fromProviderArn(scope: Construct, id: string, oidcProviderArn: string, issuer?: Issuer): IOidcProvider {
    return imported(scope, id, oidcProviderArn, issuer ?? issuerIn(oidcProviderArn, `${scope.node.path}/${id}`));
  }

  /**
   * Whether something is a provider of this library, of whichever copy: of GitHub and GitLab as well, defined here or existing.
   *
   * @param x anything
   */
  public static isOidcProvider(x: any): boolean {
    return marked(x, PROVIDER_MARK);
  }

  public readonly issuer: Issuer;
  private readonly taken: readonly string[];

  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    refuse(propsProblems(props, 'OidcProviderProps'), `${scope.node.path}/${id}`);
    super(scope, id, nativeProps(scope, id, props));
    this.issuer = props.issuer;
    this.taken = audiencesOf(scope, props);
    registerProvider(this, props.thumbprints);
  }
  public get audiences(): string[] | undefined {
    return [...this.taken];
  }
}
