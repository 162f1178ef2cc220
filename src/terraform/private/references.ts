import { DefaultTokenResolver, IResolvable, IResolveContext, StringConcat, TerraformStack, Tokenization } from 'cdktf';
import { IConstruct } from 'constructs';

/** A reference of CDKTF to something in a stack, before it becomes an output where another stack reads it. */
interface Reference extends IResolvable {
  readonly identifier: string;
  readonly originStack: TerraformStack;
}

function isReference(token: IResolvable): token is Reference {
  const { identifier, originStack } = token as Partial<Reference>;
  return typeof identifier === 'string' && originStack !== undefined;
}

/** Spells a reference with the path of its stack, so that it reads the same from everywhere, and makes no output of it. */
class Spelling extends DefaultTokenResolver {
  public constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: any): any {
    return isReference(token) ? `\${${spelled(token.originStack, token.identifier)}}` : super.resolveToken(token, context, postProcessor);
  }
}

const SPELLING = new Spelling();

function spelled(stack: TerraformStack, address: string): string {
  return `${stack.node.path}#${address}`;
}

/**
 * A text with every reference spelled as `${STACK#type.name.attribute}`: two texts that come out the same are the same in Terraform. A
 * reference that was written by hand is one into the stack that it is written in.
 *
 * @param scope where the text is used
 */
export function canonical(text: unknown, scope: IConstruct): string | undefined {
  const resolved: unknown = Tokenization.resolve(text, { scope, resolver: SPELLING, preparing: false });
  if (resolved === undefined || resolved === null) return undefined;
  return String(resolved).replace(/(^|[^$])\$\{\s*((?:data\.)?[a-z][\w-]*(?:\.[\w-]+)+)\s*\}/g, (_all, before: string, address: string) => `${before}\${${spelled(TerraformStack.of(scope), address)}}`);
}
