import { IConstruct } from 'constructs';

/** The warnings in a tree, each as its construct and its text. */
export function warningsIn(root: IConstruct): { readonly path: string; readonly text: string }[] {
  return root.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => ({ path: node.path, text: String(data) })));
}
