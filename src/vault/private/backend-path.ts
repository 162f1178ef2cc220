import { Token } from 'cdktf';
import type { IJwtAuthBackend } from '../jwt-auth-backend';

/** Where a backend is mounted, as it was declared; nothing where only Terraform knows. */
export function literalPath(backend: IJwtAuthBackend): string | undefined {
  const declared = (backend as { readonly resource?: { readonly pathInput?: string } }).resource?.pathInput ?? backend.path;
  return Token.isUnresolved(declared) ? undefined : declared;
}
