/** Text that only an artefact of a kind has: all of these have to stand in it. */
type Signs = readonly RegExp[];

/** Of each kind that is read. They are looked for where a text cannot be parsed, so that they stand for themselves and hang on nothing around them. */
const SIGNS: readonly Signs[] = [
  // a template of CloudFormation: as JSON, as YAML
  [/"AWSTemplateFormatVersion"\s*:/],
  [/^AWSTemplateFormatVersion\s*:/m],
  [/"Resources"\s*:/, /"Type"\s*:\s*"AWS::\w+::/],
  [/^["']?Resources["']?\s*:/m, /^\s+["']?Type["']?\s*:\s*["']?AWS::\w+::/m],
  // a policy, and a role that holds one
  [/"AssumeRolePolicyDocument"\s*:/],
  [/"Statement"\s*:/, /"sts:AssumeRole/],
  [/^["']?Statement["']?\s*:/m, /\bsts:AssumeRole/],
  [/"(User|Role|Group)DetailList"\s*:/],
  // a template of Azure's resource manager
  [/"\$schema"\s*:\s*"[^"]*deploymentTemplate\.json/i],
  // Terraform: a plan or a state, a stored state, a configuration
  [/"format_version"\s*:/, /"(terraform_version|planned_values|values)"\s*:/],
  [/"terraform_version"\s*:/, /"(lineage|serial)"\s*:/],
  [/"resource"\s*:/, /"(aws|awscc|google|azurerm|azuread|azapi|vault)_\w+"\s*:/],
  // what gcloud, az and vault print
  [/"name"\s*:\s*"projects\/[^"/]+\/locations\/[^"/]+\/workloadIdentityPools\//],
  [/"bindings"\s*:/, /"principal(Set)?:\/\/iam\.googleapis\.com\//],
  [/"issuer"\s*:/, /"audiences"\s*:/, /"(subject|claimsMatchingExpression)"\s*:/],
  [/"bound_(audiences|claims|claims_type|issuer|subject)"\s*:/],
  [/^(?:- |  )?name: *["']?projects\/[^/\s]+\/locations\/[^/\s]+\/workloadIdentityPools\//m],
  [/^\s*(?:- )?role:/m, /principal(Set)?:\/\/iam\.googleapis\.com\//],
  [/^\s*(?:- )?issuer:/m, /^\s*(?:- )?audiences:/m, /^\s*(?:- )?(?:subject|claimsMatchingExpression):/m],
  [/^\s*bound_(?:audiences|claims|claims_type|issuer|subject):/m],
];

/** More than this of a text is not looked at: what it is shows in its beginning. */
const LOOKED_AT = 1024 * 1024;

/** Whether a text that cannot be parsed was meant as an artefact: a trust in it would go unseen. */
export function isMeantAsArtefact(text: string): boolean {
  const beginning = text.slice(0, LOOKED_AT);
  return SIGNS.some(signs => signs.every(sign => sign.test(beginning)));
}
