import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILES_OF_OTHERS } from './files-of-others';
import { EXACT, policy, SUBJECT, WIDE } from './trusts';

/** A repository as it stands at GitHub, written after the shape of public ones, and what a review of its root has to come to. */
export interface Repository {
  readonly files: Readonly<Record<string, unknown>>;
  /** Its artefacts, by the ids of their targets. */
  readonly targets: readonly string[];
  readonly passedOver: number;
  /** What is named as not judged. */
  readonly unjudged: readonly string[];
  readonly code: number;
}

const artefact = (name: string) => readFileSync(join(__dirname, '..', 'data', 'artefacts', name), 'utf8');
const other = (...names: string[]) => Object.fromEntries(names.map(name => [name, FILES_OF_OTHERS[name]]));

const ROLE_IN_YAML = `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String }
Resources:
  DeployRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub "deploy-\${Stage}"
      MaxSessionDuration: 3600
      PermissionsBoundary: !Sub "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/boundary"
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Federated: !Sub "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com" }
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals:
                token.actions.githubusercontent.com:aud: sts.amazonaws.com
                token.actions.githubusercontent.com:sub: ${SUBJECT}
  Function:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, InlineCode: "exports.handler = () => {}", Runtime: nodejs20.x }
`;

/** An application with its template beside its workflows. */
const APPLICATION: Repository = {
  files: {
    ...other('.github/workflows/deploy.yml', 'docker-compose.yml', 'tsconfig.json', 'package.json', 'package-lock.json', 'openapi.yaml'),
    'cloudformation/deploy-role.yaml': ROLE_IN_YAML,
    '.github/dependabot.yml': 'version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n    schedule: { interval: weekly }\n',
    '.github/ISSUE_TEMPLATE/bug.yml': 'name: Bug\nbody:\n  - type: textarea\n    attributes: { label: What happened? }\n',
    '.vscode/settings.json': '{\n  // of the editor\n  "editor.formatOnSave": true,\n}\n',
    '.eslintrc.json': '{ /* rules */ "root": true }\n',
    'src/index.ts': 'export {};\n',
    'README.md': '# App\n',
    'public/logo.png': Buffer.from([137, 80, 78, 71, 0, 1, 2]),
  },
  targets: ['deploy-role/DeployRole'],
  passedOver: 10,
  unjudged: [],
  code: 0,
};

/** Infrastructure: a plan that was checked in, charts, manifests of Kubernetes. */
const INFRASTRUCTURE: Repository = {
  files: {
    ...other('k8s/app.yaml', 'chart/templates/deployment.yaml', '.gitlab-ci.yml'),
    'chart/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\n',
    'chart/values.yaml': 'replicaCount: 1\nserviceAccount:\n  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/app\n',
    'chart/values.schema.json': '{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object" }\n',
    'chart/templates/configmap.yaml': 'apiVersion: v1\nkind: ConfigMap\ndata:\n  app.json: |\n    {{ .Files.Get "app.json" | nindent 4 }}\n',
    'infra/main.tf': 'resource "aws_iam_role" "deploy" {\n  name = "deploy"\n}\n',
    'infra/variables.tf': 'variable "stage" {}\n',
    'infra/.terraform.lock.hcl': 'provider "registry.terraform.io/hashicorp/aws" {}\n',
    'infra/.terraform/modules/modules.json': '{"Modules":[]}',
    'infra/plan.json': artefact('plan.json'),
    'ansible/site.yml': '- hosts: all\n  vars: { secret: !vault "x" }\n  tasks: []\n',
  },
  targets: ['module.ci.aws_iam_role.deploy[0]', 'module.ci.aws_iam_role.fixed'],
  passedOver: 8,
  unjudged: ['infra/main.tf', 'infra/variables.tf'],
  code: 0,
};

/** Functions for the framework Serverless, which has templates of its own. */
const FUNCTIONS: Repository = {
  files: {
    ...other('openapi.yaml', 'package.json', 'pnpm-lock.yaml', 'mkdocs.yml'),
    'serverless.yml': `service: app
provider: { name: aws, stage: "\${opt:stage, 'dev'}" }
resources:
  Resources:
    CiRole:
      Type: AWS::IAM::Role
      Properties:
        AssumeRolePolicyDocument:
          Statement:
            - { Effect: Allow, Action: "sts:AssumeRoleWithWebIdentity", Principal: "*" }
`,
    'api/openapi.json': '{ "openapi": "3.1.0", "info": { "title": "API", "version": "1" }, "paths": {} }\n',
    'iam/trust.json': WIDE,
    'iam/exact.json': EXACT,
    'events/sqs.json': '{ "Records": [{ "body": "{}" }] }\n',
    'fixtures/large.json': JSON.stringify(Array.from({ length: 20_000 }, (_, i) => ({ id: i, name: `name ${i}` }))),
  },
  targets: ['exact.json', 'trust.json'],
  passedOver: 7,
  unjudged: ['serverless.yml'],
  code: 1,
};

/** Packages of which one is an app of the CDK, with what it synthesised. */
const PACKAGES: Repository = {
  files: {
    ...other('pnpm-lock.yaml', 'tsconfig.json', 'cdk.json', '.github/workflows/deploy.yml'),
    'pnpm-workspace.yaml': 'packages: ["packages/*"]\n',
    'nx.json': '{ "targetDefaults": {} }\n',
    'packages/web/tsconfig.json': '{ "extends": "../../tsconfig.json", // the same\n "include": ["src"] }\n',
    'packages/web/public/manifest.json': '{ "name": "Web", "icons": [] }\n',
    'packages/web/src/locales/de.json': '{ "hello": "Grüß Gott" }\n',
    'packages/infra/cdk.out/manifest.json': { version: '36.0.0', artifacts: { Deploy: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Deploy.template.json' } } } },
    'packages/infra/cdk.out/Deploy.template.json': { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: EXACT } } } },
    'packages/infra/cdk.out/Old.template.json': { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policy({}) } } } },
    'packages/infra/cdk.out/tree.json': { version: 'tree-0.1', tree: { id: 'App', path: '' } },
    'packages/infra/cdk.out/asset.1234/index.json': '{ broken',
    'node_modules/x/package.json': '{ broken',
  },
  targets: ['Deploy/Role'],
  passedOver: 9,
  unjudged: [],
  code: 0,
};

export const REPOSITORIES: readonly (readonly [string, Repository])[] = [
  ['an application with a template beside its workflows', APPLICATION],
  ['infrastructure with a plan, charts and manifests', INFRASTRUCTURE],
  ['functions of Serverless with policies beside them', FUNCTIONS],
  ['packages with a cloud assembly', PACKAGES],
];
