import { ArtefactRule } from './rule';
import { grammarOf } from '../issuers';

export const staleThumbprint: ArtefactRule = {
  id: 'stale-thumbprint',
  severity: 'note',
  scope: 'artefacts',
  title: 'a thumbprint does nothing',
  why: 'AWS checks the certificate of an issuer against its own list of authorities and looks at thumbprints only where that fails. For a public issuer they are dead text that somebody will one day maintain.',
  remedy: 'leave the thumbprints out',
  check: ({ providers }) => providers.flatMap(({ id, url, thumbprints, source }) => {
    const grammar = typeof url === 'string' ? grammarOf(url.startsWith('https://') ? url : `https://${url}`) : undefined;
    if (grammar === undefined || grammar.ownInstance || (thumbprints?.length ?? 0) === 0) return [];
    return [{ target: id, source, message: `the ${thumbprints!.length === 1 ? 'thumbprint' : `${thumbprints!.length} thumbprints`} of ${id} ${thumbprints!.length === 1 ? 'does' : 'do'} nothing: ${String(url)} has a certificate of a public authority` }];
  }),
};
