import { own } from '../../identity/private/own';

/** Hosts that one is likely to misspell, with the issuer that is meant. */
const HOSTS: readonly string[] = ['token.actions.githubusercontent.com', 'app.terraform.io', 'agent.buildkite.com', 'oidc.circleci.com', 'api.bitbucket.org', 'oidc.codefresh.io', 'oidc.vercel.com'];

/** Hosts of the same house that sign no tokens of jobs. */
const MISTAKEN: Readonly<Record<string, string>> = {
  'github.com': HOSTS[0],
  'www.github.com': HOSTS[0],
  'api.github.com': HOSTS[0],
  'actions.github.com': HOSTS[0],
  'token.actions.github.com': HOSTS[0],
  'token.github.com': HOSTS[0],
  'actions.githubusercontent.com': HOSTS[0],
  'token.githubusercontent.com': HOSTS[0],
  'githubusercontent.com': HOSTS[0],
  'terraform.io': HOSTS[1],
  'buildkite.com': HOSTS[2],
  'circleci.com': HOSTS[3],
  'bitbucket.org': HOSTS[4],
};

/** Looks like a misspelling and is an issuer in its own right, which AWS lists among the shared ones. */
const OWN: readonly string[] = ['vstoken.actions.githubusercontent.com'];

const CLOSE = 2;

/** The host that is meant by one that is almost it. */
export function meantBy(host: string): string | undefined {
  if (OWN.includes(host)) return undefined;
  return own(MISTAKEN, host) ?? HOSTS.find(known => known !== host && Math.abs(known.length - host.length) <= CLOSE && distance(known, host) <= CLOSE);
}

/** How many characters have to be put in, taken out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length];
}
