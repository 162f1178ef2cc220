import { GITHUB, GITHUB_SERVER } from './github';
import { GITLAB, SELF_MANAGED_GITLAB } from './gitlab';
import type { IssuerGrammar } from './grammar';
import { AZURE_DEVOPS, BITBUCKET, BUILDKITE, CIRCLECI, CODEFRESH, HCP_TERRAFORM, KUBERNETES, PULUMI, SCALR, SEMAPHORE, SPACELIFT, VERCEL } from './others';
import { remembered } from '../../private/remembered';

export * from './grammar';

/** In the order in which they are tried. */
const GRAMMARS: readonly IssuerGrammar[] = [
  GITHUB, GITHUB_SERVER, GITLAB, HCP_TERRAFORM, BUILDKITE, CIRCLECI, BITBUCKET, KUBERNETES, PULUMI, SPACELIFT, SCALR, CODEFRESH, VERCEL, SEMAPHORE, AZURE_DEVOPS, SELF_MANAGED_GITLAB,
];

/** Issuers that vouch for people, or whose audience says whose token it is: a subject is none of these rules' business. */
const OF_PEOPLE = /^https:\/\/(cognito-identity\.amazonaws\.com|cognito-idp\..*|accounts\.google\.com|www\.amazon\.com|graph\.facebook\.com|sts\.windows\.net\/.*|login\.microsoftonline\.com\/.*|[^/]*\.(auth0|okta|oktapreview|onelogin)\.com.*|sandboxes\.cloud|studio\.datachain\.ai\/.*|.*\.audit-log\.githubusercontent\.com|appleid\.apple\.com|securetoken\.google\.com\/.*|firebase.*)$/;

/** What is known of an issuer; nothing of one that is late or strange to us. */
export function grammarOf(issuer: string | undefined): IssuerGrammar | undefined {
  if (issuer === undefined) return undefined;
  return grammarOfUrl(plain(issuer));
}

/** Every instance of GitLab has an issuer of its own. */
const grammarOfUrl = remembered(url => GRAMMARS.find(one => one.issuer.test(url)), 10_000);

/** As issuers are compared here: a slash at the end and letter case are for misspelled-issuer to tell. */
function plain(issuer: string): string {
  return issuer.replace(/\/$/, '').toLowerCase();
}

/** Others send claims of these names too. */
const COMMON_CLAIMS: readonly string[] = ['user_id', 'user_email', 'user_login', 'actor', 'workflow'];

/** Whose tokens they are by what is asked of them, where the issuer is not known. */
export function guessedGrammar(claims: readonly string[], subjects: readonly string[]): IssuerGrammar | undefined {
  return GRAMMARS.find(({ tell, subject: read }) => {
    if (tell === undefined) return false;
    const telling = claims.filter(claim => tell.claims.includes(claim));
    if (subjects.some(subject => tell.subject.test(subject))) return true;
    const fits = subjects.length === 0 || telling.some(claim => !COMMON_CLAIMS.includes(claim)) || subjects.some(subject => read(subject).never === undefined);
    return telling.length > 0 && fits;
  });
}

/** One issuer for everybody: without an audience the users of any application are taken. */
const OF_EVERYBODY = /^https:\/\/(cognito-identity\.amazonaws\.com|accounts\.google\.com|www\.amazon\.com|graph\.facebook\.com|appleid\.apple\.com|sandboxes\.cloud|studio\.datachain\.ai\/.*)$/;

export function isForEverybody(issuer: string): boolean {
  return OF_EVERYBODY.test(plain(issuer));
}

export function isForPeople(issuer: string): boolean {
  return OF_PEOPLE.test(plain(issuer));
}
