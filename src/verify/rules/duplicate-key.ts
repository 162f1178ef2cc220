import { ArtefactRule } from './rule';

export const duplicateKey: ArtefactRule = {
  id: 'duplicate-key',
  severity: 'error',
  scope: 'artefacts',
  title: 'a JSON key stands twice in one object',
  why: 'The last one wins without a word. Two "StringEquals" in one condition leave one of them, and the test of the subject may be the one that is gone.',
  remedy: 'write both conditions under one key',
  check: ({ duplicateKeys }) => duplicateKeys.map(({ key, source, target }) => ({
    target: target ?? source.file,
    source,
    message: `the key ${JSON.stringify(key)} stands twice in one object, and the last one wins`,
    severity: target === undefined ? 'warning' as const : undefined,
  })),
};
