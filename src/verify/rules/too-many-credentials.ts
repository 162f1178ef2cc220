import { ArtefactRule, of, PlacedFlaw } from './rule';
import { CREDENTIALS_MAX } from '../../azure/limits';
import type { AzureTarget } from '../model';

export const tooManyCredentials: ArtefactRule = {
  id: 'too-many-credentials',
  severity: 'error',
  scope: 'artefacts',
  title: 'an identity has more federated credentials than Azure takes',
  why: 'An application or a user-assigned identity takes 20 federated credentials; the next one is refused when it is deployed.',
  remedy: 'give the further jobs an identity of their own, or use a flexible credential',
  check: ({ targets }) => {
    const byHolder = new Map<string, AzureTarget[]>();
    for (const target of targets) {
      if (target.cloud === 'azure') byHolder.set(target.holder, [...byHolder.get(target.holder) ?? [], target]);
    }
    return [...byHolder].filter(([, credentials]) => credentials.length > CREDENTIALS_MAX).map(([holder, credentials]): PlacedFlaw =>
      of(credentials[CREDENTIALS_MAX], { message: `${JSON.stringify(holder)} has ${credentials.length} federated credentials, at most ${CREDENTIALS_MAX} are taken` }));
  },
};
