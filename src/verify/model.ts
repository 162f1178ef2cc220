import type * as aws from '../aws/policy';
import type { NativeCredential } from '../azure/evaluate';
import type { BindingCondition, NativeTrust } from '../google/evaluate';
import type { LateJson, Text } from '../private/late';
import type { StoredRole } from '../vault/trust';

/** Where something stands. */
export interface Source {
  readonly file: string;
  /** A JSON pointer, into YAML as well. */
  readonly pointer: string;
  readonly line?: number;
}

/** What decides about tokens, as its cloud stores it. */
export type Target = AwsTarget | GoogleTarget | AzureTarget | VaultTarget;

export type Cloud = Target['cloud'];

/** What an identity may do on a whole project, subscription or path of Vault, as far as the artefact tells. */
export interface Power {
  /** A role of Google or Azure, a policy of Vault. */
  readonly role: string;
  /** `project`, `subscription`, … or a path. */
  readonly on: string;
}

interface Common {
  /** Beside what a role of AWS holds. */
  readonly powers?: readonly Power[];
  /** Stable and unique within what was read: the name that the artefact gives it. */
  readonly id: string;
  /** URL of the issuer, where it is known and one. */
  readonly issuer?: string;
  readonly source: Source;
}

export interface AwsTarget extends Common {
  readonly cloud: 'aws';
  readonly kind: 'iam-role' | 'trust-policy';
  readonly trust: aws.NativeTrust;
  /** Absent for a bare policy. */
  readonly role?: AwsRole;
  /** Keys of conditions that hold a function or a placeholder where the language of the artefact fills in values alone. */
  readonly unfilledKeys?: readonly string[];
}

/** A role, whoever may assume it. */
export interface AwsRole {
  readonly id: string;
  readonly source: Source;
  readonly name?: Text;
  /** With what is known of it, even where the account is late. */
  readonly arn?: Text;
  readonly trustPolicy: LateJson;
  readonly maxSessionSeconds?: number;
  readonly boundary?: Text;
  readonly managedPolicies: readonly Text[];
  /** Inline and attached documents, as far as the artefact holds them. */
  readonly permissions: readonly AwsPermissions[];
  /** Whether the artefact could have told of a boundary, a session length and permissions at all. */
  readonly complete: boolean;
}

export interface AwsPermissions {
  readonly name: string;
  readonly document: LateJson;
  readonly source: Source;
}

export interface GoogleTarget extends Common {
  readonly cloud: 'google';
  /** A provider decides the exchange alone; a binding adds the members that may act. */
  readonly kind: 'workload-identity-provider' | 'workload-identity-binding';
  readonly trust: NativeTrust;
  /** The pool, by its full name where that is known. */
  readonly pool: string;
  /** What a binding grants, and on what. */
  readonly grant?: GoogleGrant;
}

export interface GoogleGrant {
  readonly role: Text;
  readonly resource: string;
  /** The IAM condition of the binding, without which nothing is granted. */
  readonly condition?: BindingCondition;
}

export interface AzureTarget extends Common {
  readonly cloud: 'azure';
  readonly kind: 'federated-credential' | 'flexible-federated-credential';
  readonly credential: NativeCredential;
  /** The identity or application that the credential belongs to. */
  readonly holder: string;
}

export interface VaultTarget extends Common {
  readonly cloud: 'vault';
  readonly kind: 'jwt-role';
  readonly role: StoredRole;
  readonly policies: readonly Text[];
  readonly ttlSeconds?: number;
  /** Whether what was read names no backend, so that one that is read along with it may be its own. */
  readonly backendUnnamed?: boolean;
}

/** A long-lived credential that the artefacts define. */
export interface StaticKey {
  readonly id: string;
  readonly cloud: Cloud;
  /** `AWS::IAM::AccessKey`, `google_service_account_key`, … */
  readonly kind: string;
  readonly source: Source;
}

/** A JSON key that stands twice in one object: the last wins without a word. */
export interface DuplicateKey {
  readonly key: string;
  readonly source: Source;
  /** The target that it is a part of, if any. */
  readonly target?: string;
}

/** Something that was seen and could not be read, or not judged whole: said in every report, since silence means safe. */
export interface Unjudged {
  /** The target, or the address of what was not read. */
  readonly id: string;
  /** What it is: the type of a resource (`awscc_iam_role`), or the kind of a block or document. Reports count by it. */
  readonly type: string;
  /** A sentence without a full stop: `its policy is unknown until deployment`. */
  readonly reason: string;
  readonly source: Source;
}

/** A workload identity pool of Google, by itself. */
export interface Pool {
  /** Its full name. */
  readonly id: string;
  /** Whether it is switched off, and its providers with it. */
  readonly disabled: boolean;
  readonly source: Source;
}

/** The configuration of a JWT auth backend of Vault, whose output names neither its path nor its roles. */
export interface VaultBackend {
  readonly id: string;
  /** Absent where the backend is bound to none. */
  readonly boundIssuer?: string;
  readonly source: Source;
}

/** All that was read, of one file or of many. */
export interface Artefacts {
  readonly targets: readonly Target[];
  /** Every role that was seen, those of `targets` included. */
  readonly roles: readonly AwsRole[];
  readonly providers: readonly (aws.NativeProvider & { readonly source: Source })[];
  readonly staticKeys: readonly StaticKey[];
  readonly duplicateKeys: readonly DuplicateKey[];
  readonly unjudged: readonly Unjudged[];
  readonly pools?: readonly Pool[];
  readonly backends?: readonly VaultBackend[];
  /** How many files of directories are no artefacts; absent where none was met. */
  readonly passedOver?: number;
}

export type Severity = 'error' | 'warning' | 'note';

/** What a rule has to say of a target. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly target: string;
  readonly message: string;
  readonly remedy: string;
  readonly source: Source;
}
