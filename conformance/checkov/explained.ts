/** Why a finding of Checkov stands, and on which resources. An explanation that nothing needs any more fails the run. */
export interface Explanation {
  readonly check: string;
  /** What Checkov calls the resource, whose name CDKTF makes of its path. */
  readonly resource: RegExp;
  readonly why: string;
}

export const EXPLAINED: readonly Explanation[] = [
  {
    check: 'CKV_GCP_125',
    resource: /(GitHub|Provider\d+)_[0-9A-F]{8}$/,
    why: 'it wants the attribute condition of a GitHub provider to compare assertion.sub with one text. A provider serves many repositories: its condition '
      + 'binds their owners by numeric id, and the subject is compared by the exact member of each binding, which the check does not read',
  },
  {
    check: 'CKV_AZURE_249',
    resource: /_repo-[\w-]+-\d+-[\w-]+-\d+-[\w-]+_[0-9A-F]{8}$/,
    why: 'it knows the subject of GitHub by names alone (repo:OWNER/NAME) and takes the form with numeric ids (repo:OWNER@ID/NAME@ID), which GitHub sends '
      + 'since 2026-07-15 for new repositories, for malformed; that form is the narrower one',
  },
];
