import { matcher } from './matching';
import type { Target } from './model';
import { couldBecome, Late, Text } from '../private/late';

/** What people call a target, beside the id that its artefact gives it. */
export interface Names {
  /** The name of a role, the account or resource that a binding is on, the identity that a credential belongs to. */
  readonly name?: string;
  /** Of a role of AWS, with what is unknown until deployment in angle brackets. */
  readonly arn?: string;
}

export function namesOf(target: Target): Names {
  switch (target.cloud) {
    case 'aws': return { ...named('name', target.role?.name), ...named('arn', arnOf(target)) };
    case 'google': return named('name', target.grant?.resource ?? target.trust.provider.name);
    case 'azure': return named('name', target.holder);
    case 'vault': return {};
  }
}

/** Name and ARN for a person, where the id does not hold them anyway. */
export function furtherNames(target: Target): string[] {
  const { name, arn } = namesOf(target);
  return [name, arn].filter((one): one is string => one !== undefined && !target.id.includes(one) && !one.includes('<'));
}

/** Whether a target is meant by an id, a name or an ARN, in each of which `*` stands for anything. */
export function targetMatcher(wanted: string): (target: Target) => boolean {
  const fits = matcher(wanted);
  return target => {
    const { name, arn } = namesOf(target);
    const known = target.cloud === 'aws' ? arnOf(target) : undefined;
    return [target.id, name, arn].some(one => one !== undefined && fits(one)) || (known instanceof Late && isNamed(known) && couldBecome(known, wanted));
  };
}

/** An ARN whose account may be unknown until deployment, and whose name is known. */
function isNamed({ parts }: Late): boolean {
  return typeof parts[parts.length - 1] === 'string';
}

function arnOf(target: Target): Text | undefined {
  return target.cloud === 'aws' ? target.role?.arn : undefined;
}

function named<Key extends keyof Names>(key: Key, text: Text | undefined): Pick<Names, Key> | object {
  return text === undefined || String(text) === '' ? {} : { [key]: String(text) };
}
