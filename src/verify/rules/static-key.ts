import { ArtefactRule } from './rule';

export const staticKey: ArtefactRule = {
  id: 'static-key',
  severity: 'warning',
  scope: 'artefacts',
  title: 'a long-lived credential stands beside the federation',
  why: 'A key that never expires is what federation replaces. As long as it exists it can leak, and nobody notices that jobs still use it.',
  remedy: 'delete the key once every job uses its token',
  check: ({ staticKeys, targets }) => targets.length === 0 ? [] : staticKeys.map(({ id, kind, source }) => ({ target: id, source, message: `${id} is a long-lived credential (${kind}) beside federated ones` })),
};
