import { matchers } from 'cdk-federated-roles/jest';
import { expect, test } from 'vitest';
import { asserts } from './asserts.mjs';

expect.extend(matchers);
test('the matchers', () => asserts(expect));
