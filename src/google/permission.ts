import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { SecretManagerSecretIamMember } from '@cdktf/provider-google/lib/secret-manager-secret-iam-member';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { BUCKET, NO_DIRECT_ACCESS, SECRET } from './limits';
import { adviseRole } from './private/advice';
import { digest } from './private/attributes';
import { projectProblem, roleProblem, withCharacters } from './private/checks';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { Problem, refuse } from '../private/problem';
import { propertyProblems } from '../private/properties';
import { holdsToken, isToken, withTokensAs } from '../private/tokens';
import { marked } from '../private/type-mark';
import type { Attributes } from '../terraform/guard';
import { optionalLiteral, terraformLiteral } from '../terraform/literal';
import { canonical } from '../terraform/private/references';
import { TEXT, valueProblems } from '../terraform/shape';

const MARK = Symbol.for('cdk-federated-roles.google.Permission');

/**
 * Where a role holds.
 */
export interface PermissionOptions {
  /**
   * Id of the project.
   *
   * @default - that of the service account or direct access, else that of its pool
   */
  readonly project?: string;
}

/** What a role is granted on. */
type Place = 'project' | 'bucket' | 'secret';

/**
 * Something that a service account, or jobs with direct access, may do: a role, and what it holds on.
 *
 * @example
 *
 * google.Permission.onProject('roles/run.developer');
 * google.Permission.onBucket('my-assets', 'roles/storage.objectUser');
 */
export class Permission {
  /**
   * A role on a project.
   *
   * @param role for example `roles/run.developer`
   */
  public static onProject(role: string, options: PermissionOptions = {}): Permission {
    return new Permission('project', role, undefined, options);
  }

  /**
   * A role on a bucket of Cloud Storage. Direct access needs one with uniform access.
   *
   * @param bucket name of the bucket
   * @param role for example `roles/storage.objectUser`
   */
  public static onBucket(bucket: string, role: string): Permission {
    refuse([
      ...valueProblems({ bucket }, { bucket: TEXT }),
      typeof bucket !== 'string' || isToken(bucket) || BUCKET.test(withTokensAs('xxx', bucket)) ? undefined : errors.bucketInvalid(bucket),
    ]);
    return new Permission('bucket', role, bucket, {});
  }

  /**
   * A role on a secret of Secret Manager.
   *
   * @param secretId id of the secret, or its name `projects/PROJECT/secrets/ID`
   * @param role for example `roles/secretmanager.secretAccessor`
   */
  public static onSecret(secretId: string, role: string, options: PermissionOptions = {}): Permission {
    refuse([
      ...valueProblems({ secretId }, { secretId: TEXT }),
      typeof secretId !== 'string' || isToken(secretId) || SECRET.test(withCharacters(secretId)) ? undefined : errors.secretInvalid(secretId),
    ]);
    return new Permission('secret', role, secretId, options);
  }

  /**
   * Whether something is a `Permission` of Google Cloud, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isPermission(x: any): boolean {
    return marked(x, MARK);
  }

  private constructor(private readonly place: Place, private readonly role: string, private readonly resource: string | undefined, private readonly options: PermissionOptions) {
    Object.defineProperty(this, MARK, { value: true });
    refuse(propertyProblems(options, STRUCTS, 'PermissionOptions'));
    refuse([roleProblem(role), projectProblem(options.project)]);
  }

  /**
   * What stands against granting it.
   *
   * @param project the one that holds where the permission names none
   * @param isDirect whether the jobs themselves have the role
   * @internal
   */
  public _problems(project: string | undefined, isDirect: boolean): Problem[] {
    const start = Object.keys(NO_DIRECT_ACCESS).find(prefix => isDirect && this.role.startsWith(prefix));
    return [
      ...start === undefined ? [] : [errors.noDirectAccess(this.role, NO_DIRECT_ACCESS[start])],
      ...this.place === 'project' && this.projectOr(project) === undefined ? [errors.projectMissing(this.role)] : [],
    ];
  }

  /**
   * Grants the role to a member, once; nothing comes back where it is granted already.
   *
   * @param suffix tells the members of one holder apart
   * @internal
   */
  public _grantTo(holder: Construct, suffix: string, member: string, project: string | undefined): { resource: TerraformResource; declared: Attributes } | undefined {
    const id = `${this.idFor(holder, project)}${suffix}`;
    if (holder.node.tryFindChild(id) !== undefined) return undefined;
    const role = terraformLiteral(this.role);
    if (this.place === 'bucket') {
      const bucket = terraformLiteral(this.resource!);
      return { resource: new StorageBucketIamMember(holder, id, { bucket, role, member }), declared: { bucket, role, member } };
    }
    const where = optionalLiteral(this.projectOr(project));
    if (this.place === 'secret') {
      const secretId = terraformLiteral(this.resource!);
      return { resource: new SecretManagerSecretIamMember(holder, id, { project: where, secretId, role, member }), declared: { project: where, secret_id: secretId, role, member } };
    }
    adviseRole(holder, this.role);
    return { resource: new ProjectIamMember(holder, id, { project: where!, role, member }), declared: { project: where, role, member } };
  }

  /** The name of a secret holds its project. */
  private projectOr(project: string | undefined): string | undefined {
    return this.options.project ?? (this.place === 'secret' && this.resource!.includes('/') ? undefined : project);
  }

  /** Depends on nothing but role and place: a list in another order changes no resource. A role on the project of its holder is named by the role alone. */
  private idFor(holder: Construct, project: string | undefined): string {
    const elsewhere = this.options.project === undefined || this.options.project === project ? [] : [this.options.project];
    const parts = [...this.resource === undefined ? [] : [this.resource], ...elsewhere, this.role].map(part => holdsToken(part) ? canonical(part, holder) ?? part : part);
    return `${{ project: 'Role', bucket: 'BucketRole', secret: 'SecretRole' }[this.place]}${digest(parts.join(' '), 12)}`;
  }
}
