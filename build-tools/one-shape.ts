import type { Face } from './public-faces';

export const CLOUDS = { aws: 'AWS', google: 'Google Cloud', azure: 'Azure', vault: 'Vault' } as const;
export type Cloud = keyof typeof CLOUDS;

/** How a cloud answers a question: members of its public types, or why there is none. */
export interface Answer {
  readonly members?: (face: Face, terraform: Face) => readonly (string | undefined)[];
  /** Why there is none; said only where the public types have none of the members. */
  readonly why?: string;
}

export interface Question {
  readonly question: string;
  readonly answers: Readonly<Record<Cloud, Answer>>;
}

/** The constructs that jobs are let in to. */
const DEPLOYED: Readonly<Record<Cloud, readonly string[]>> = {
  aws: ['DeployRole'],
  google: ['DeployServiceAccount', 'DirectAccess'],
  azure: ['DeployIdentity', 'DeployApplication'],
  vault: ['DeployRole'],
};

const everywhere = (answer: (cloud: Cloud) => Answer): Record<Cloud, Answer> => ({ aws: answer('aws'), google: answer('google'), azure: answer('azure'), vault: answer('vault') });
const deployed = (cloud: Cloud, member: string) => (face: Face) => DEPLOYED[cloud].map(name => face.member(name, member));
const options = (cloud: Cloud, option: string) => (face: Face) => DEPLOYED[cloud].map(name => face.option(name, option)).map((text, i) => text && `${text} of ${DEPLOYED[cloud][i]}`);
/** The calls that name an existing thing. */
const existing = (face: Face, ...classes: string[]) => classes.flatMap(name => face.calls(name).filter(call => call.startsWith('from')).map(call => face.call(name, call)));

export const QUESTIONS: readonly Question[] = [
  {
    question: 'Whose tokens: a provider',
    answers: {
      aws: { members: face => [face.construction('OidcProvider'), face.construction('GitHubOidcProvider'), face.construction('GitLabOidcProvider')] },
      google: { members: face => [face.construction('OidcProvider'), face.construction('GitHubProvider'), face.construction('GitLabProvider')] },
      azure: { members: face => [face.construction('OidcProvider'), face.construction('GitHubProvider')], why: 'a credential names its issuer itself, as its workload says it' },
      vault: { members: face => [face.construction('JwtAuthBackend')] },
    },
  },
  {
    question: 'What stands between: a pool',
    answers: {
      aws: { members: face => [face.construction('WorkloadIdentityPool')], why: 'a role names the provider itself' },
      google: { members: face => [face.construction('WorkloadIdentityPool')] },
      azure: { members: face => [face.construction('WorkloadIdentityPool')], why: 'a credential stands on the identity itself' },
      vault: { members: face => [face.construction('WorkloadIdentityPool')], why: 'a role stands on the backend itself' },
    },
  },
  { question: 'What jobs are let in to', answers: everywhere(cloud => ({ members: face => DEPLOYED[cloud].map(name => face.construction(name, ['permissions'])) })) },
  { question: 'Who is trusted', answers: everywhere(cloud => ({ members: face => [...options(cloud, 'workloads')(face), ...options(cloud, 'flexibleWorkloads')(face), ...deployed(cloud, 'workloads')(face)] })) },
  {
    question: 'For which audience',
    answers: everywhere(cloud => ({
      members: face => [...options(cloud, 'audience')(face), ...deployed(cloud, 'audience')(face), face.member('OidcProvider', 'audience'), face.member('WorkloadIdentityProvider', 'audience')],
    })),
  },
  { question: 'What it may do, at construction', answers: everywhere(cloud => ({ members: options(cloud, 'permissions') })) },
  { question: 'What it may do, later', answers: everywhere(cloud => ({ members: deployed(cloud, 'addPermission') })) },
  { question: 'Which permissions there are', answers: everywhere(() => ({ members: face => face.calls('Permission').filter(call => !/^is[A-Z]/.test(call)).map(call => face.call('Permission', call)) })) },
  {
    question: 'An existing provider',
    answers: {
      aws: { members: face => existing(face, 'OidcProvider', 'GitHubOidcProvider', 'GitLabOidcProvider') },
      google: { members: face => [...new Set([...existing(face, 'OidcProvider'), ...existing(face, 'WorkloadIdentityPool')])] },
      azure: { members: face => existing(face, 'OidcProvider'), why: 'a credential names its issuer itself' },
      vault: { members: face => existing(face, 'JwtAuthBackend') },
    },
  },
  {
    question: 'An existing identity, or what it may do',
    answers: {
      aws: { members: face => existing(face, 'DeployRole').filter(call => call?.includes('DeployRole.fromDeployRole')), why: 'a role is taken over under its own id: [adopt a role](adopt-a-role.md)' },
      google: { members: face => existing(face, 'ServiceAccount') },
      azure: { members: face => existing(face, 'ManagedIdentity', 'DirectoryApplication') },
      vault: { members: face => existing(face, 'Policy') },
    },
  },
  {
    question: 'A change of the trust that is wanted',
    answers: everywhere(() => ({ members: face => face.classes.map(name => face.member(name, 'acknowledgeTrustChange')) })),
  },
  { question: 'Whether something is one of these', answers: everywhere(() => ({ members: face => face.classes.flatMap(name => face.calls(name).filter(call => call === `is${name}`).map(call => face.call(name, call))) })) },
  {
    question: 'What a stack trusts, in a test',
    answers: everywhere(cloud => ({ members: (face, terraform) => [(cloud === 'aws' ? face : terraform).call('StackTrust', 'ofStack')] })),
  },
  {
    question: 'The rules at synth',
    answers: everywhere(cloud => ({ members: (face, terraform) => [(cloud === 'aws' ? face : terraform).call('TrustReview', 'attachTo')] })),
  },
];
