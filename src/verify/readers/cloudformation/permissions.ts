import { refTo } from './references';
import { resolve } from './resolve';
import { idsIn } from './resources';
import type { Scope } from './scope';
import { own } from '../../../identity/private/own';
import type { Text } from '../../../private/late';
import type { AwsPermissions } from '../../model';
import { policyIn } from '../private/embedded-policy';
import type { Reading } from '../private/reading';
import { asText, asTexts } from '../private/texts';
import { Json, listAt, objectAt, textAt } from '../private/values';

/** What the policies of a template let its roles do. */
export class Permissions {
  /** By the name of a role, as references to it resolve. */
  private readonly attached = new Map<string, AwsPermissions[]>();
  private readonly managed = new Map<string, AwsPermissions>();

  constructor(private readonly reading: Reading, private readonly scope: Scope) {
    for (const id of idsIn(scope.resources)) {
      const type = textAt(scope.resources, id, 'Type') ?? '';
      if (type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy') this.addPolicy(id, 'Roles', type);
      else if (type === 'AWS::IAM::RolePolicy') this.addPolicy(id, 'RoleName', type);
    }
  }

  /** Documents of a role: its own, those that name it, and the managed ones of the template that it names. */
  public of(id: string, managedPolicies: readonly Text[]): AwsPermissions[] {
    const inline = listAt(objectAt(this.scope.resources, id, 'Properties'), 'Policies').map((policy, i) => this.document(policy, this.scope.place(id, 'Properties', 'Policies', i), 'PolicyDocument', String(i)));
    const named = managedPolicies.flatMap(arn => this.managed.get(String(arn)) ?? []);
    const attached = this.attached.get(String(refTo(id, this.scope))) ?? [];
    return [...new Set([...inline, ...attached, ...named])];
  }

  /** Whether the template holds the document of a managed policy. */
  public holds(arn: Text): boolean {
    return this.managed.has(String(arn));
  }

  private addPolicy(id: string, roles: string, type: string): void {
    const properties = objectAt(this.scope.resources, id, 'Properties');
    const policy = this.document(properties, this.scope.place(id, 'Properties'), 'PolicyDocument', id);
    if (type === 'AWS::IAM::ManagedPolicy') this.managed.set(String(refTo(id, this.scope)), policy);
    for (const role of asTexts(resolve(own(properties, roles) ?? [], this.scope)).map(String)) {
      const found = this.attached.get(role);
      if (found === undefined) this.attached.set(role, [policy]);
      else found.push(policy);
    }
  }

  private document(policy: Json, keys: (string | number)[], member: string, id: string): AwsPermissions {
    const name = asText(resolve(objectAt(policy).PolicyName ?? objectAt(policy).ManagedPolicyName ?? null, this.scope));
    const source = this.reading.source(...keys, member);
    return { name: String(name ?? id), document: policyIn(this.reading, resolve(objectAt(policy)[member] ?? null, this.scope), source), source };
  }
}
