import { problem, show, whole } from '../../private/problem';

// Every message of the ground that the Terraform rooms share.

const acknowledge = (id: string) => `acknowledge exactly this change with acknowledgeTrustChange(${whole(id)}, reason)`;

export const trustChanged = (id: string, resource: string, attribute: string, found: unknown, expected: unknown) =>
  problem('TRUST_CHANGED', `${attribute} of the ${resource} was ${found === undefined ? 'taken out' : `changed to ${show(found)}`} behind the back of this library, declared is ${expected === undefined ? 'none' : show(expected)}`,
    `declare what is meant as issuer and workloads, or ${acknowledge(id)}`);

export const changesIgnored = (id: string, resource: string, attributes: readonly string[]) =>
  problem('TRUST_CHANGED', `lifecycle.ignore_changes of the ${resource} names ${attributes.map(show).join(', ')}, so that Terraform would leave a trust as wide as it once was`,
    `name only attributes that are no part of the trust, for example "description", or ${acknowledge(id)}`);

export const ackUnused = (id: string) =>
  problem('ACKNOWLEDGEMENT_UNUSED', `${show(id)} is acknowledged, but no trust of the construct has such a change`, 'remove acknowledgeTrustChange, or correct its id');

export const addressTaken = (address: string, path: string) =>
  problem('TRUST_CHANGED', `${address} is a trust of this library, and ${path} writes to the same address`, 'give the other one an id of its own');

export const reasonsRemoved = (resource: string, expected: unknown) =>
  problem('REASONS_REMOVED', `the reasons ${show(expected)} were taken out of the comment of the ${resource}`, 'add to its comment with addOverride("//.KEY", value) instead of replacing it');

export const audienceLost = (written: unknown) =>
  problem('AUDIENCE_LOST', `the audience comes to ${written === undefined ? 'nothing' : show(written)} in what is written, so that the trust would not test one audience that is known to be there`,
    'pass a literal audience, or a reference to a variable, a local value or an attribute');
