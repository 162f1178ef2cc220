/** Signs of what is read in YAML; of each all have to be there. */
const SIGNS: readonly (readonly RegExp[])[] = [
  // a template of CloudFormation, a policy
  [/^(["']?(Resources|Statement)["']?|\s*\{.*|AWSTemplateFormatVersion)\s*(:|$)/m],
  // what aws prints, as --output yaml
  [/^[ -]*(AssumeRolePolicyDocument|RoleDetailList|TemplateBody|OpenIDConnectProviderList|ClientIDList):/m],
  // what gcloud prints: pools and their providers, policies
  [/^(?:- |  )?name: *["']?projects\/[^/\s]+\/locations\/[^/\s]+\/workloadIdentityPools\//m],
  [/^(?:- |  )?bindings:\s*$/m, /^\s*(?:- )?role:/m],
  // what az prints, as -o yaml
  [/^\s*(?:- )?issuer:/m, /^\s*(?:- )?audiences:/m, /^\s*(?:- )?(?:subject|claimsMatchingExpression):/m],
  // what vault prints, as -format=yaml
  [/^\s*bound_(?:audiences|claims|claims_type|issuer|subject):/m],
];

/** Whether a text that is no JSON can be an artefact: to parse YAML takes long. */
export function mayBeArtefact(yaml: string): boolean {
  return SIGNS.some(signs => signs.every(sign => sign.test(yaml)));
}
