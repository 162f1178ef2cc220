import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as cdktf from 'cdktf';
import * as constructs from 'constructs';
import type * as library from '../../src';

/** The library once more, as npm installs it where ranges differ: with its own modules, on the same frameworks. */
export function otherCopy(): typeof library {
  let copy: typeof library | undefined;
  jest.isolateModules(() => {
    jest.doMock('aws-cdk-lib', () => cdk);
    jest.doMock('aws-cdk-lib/aws-iam', () => iam);
    jest.doMock('cdktf', () => cdktf);
    jest.doMock('constructs', () => constructs);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- only a require is isolated
    copy = require('../../src') as typeof library;
  });
  for (const name of ['aws-cdk-lib', 'aws-cdk-lib/aws-iam', 'cdktf', 'constructs']) jest.dontMock(name);
  return copy!;
}
