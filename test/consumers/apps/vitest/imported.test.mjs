import 'cdk-federated-roles/jest';
import { expect, test } from 'vitest';
import { asserts } from './asserts.mjs';

test('the matchers', () => asserts(expect));
