/** Files of other kinds that stand beside artefacts, as a repository has them. None of them is one. */
export const FILES_OF_OTHERS: Readonly<Record<string, string | Buffer>> = {
  'docker-compose.yml': 'services:\n  db:\n    image: postgres:16\n    environment: &env { POSTGRES_DB: app }\n  worker:\n    environment:\n      <<: *env\n    build: { context: ., args: [A=1] }\n',
  '.github/workflows/deploy.yml': `name: deploy
on: { push: { branches: [main] } }
permissions: { id-token: write, contents: read }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
          cat > main.tf <<EOF
          resource "aws_iam_role" "x" {
            name = "x"
          }
          EOF
      - if: \${{ github.ref == 'refs/heads/main' }}
        run: terraform apply
`,
  'tsconfig.json': '{\n  // what the editor reads\n  "compilerOptions": { "strict": true, /* all of it */ },\n}\n',
  'k8s/app.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: app }\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: app }\n',
  'chart/templates/deployment.yaml': '{{- if .Values.enabled }}\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ include "app.fullname" . }}\n  labels:\n    {{- include "app.labels" . | nindent 4 }}\n{{- end }}\n',
  'openapi.yaml': 'openapi: 3.1.0\ninfo: { title: API, version: "1" }\npaths:\n  /roles:\n    get:\n      responses:\n        "200":\n          content:\n            application/json:\n              example: { "name": "x" }\ncomponents:\n  schemas:\n    Statement:\n      type: object\n',
  '.gitlab-ci.yml': 'deploy:\n  script: !reference [.setup, script]\n  id_tokens: { AWS: { aud: sts.amazonaws.com } }\n',
  'empty.json': '',
  'blank.yaml': '  \n\n',
  'binary.json': Buffer.from([0, 1, 2, 3, 4, 255, 254, 7]),
  'latin1.json': Buffer.from('{"name": "caf\xe9"}', 'latin1'),
  'package.json': '{ "name": "my-app", "private": true }\n',
  'package-lock.json': JSON.stringify({ name: 'my-app', lockfileVersion: 3, packages: Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`node_modules/p${i}`, { version: '1.0.0', resolved: `https://registry.example/p${i}.tgz`, integrity: 'sha512-x' }])) }, null, 2),
  'pnpm-lock.yaml': `lockfileVersion: '9.0'\n\npackages:\n${Array.from({ length: 9000 }, (_, i) => `\n  p${i}@1.0.0:\n    resolution: {integrity: sha512-${'A'.repeat(86)}==}\n    engines: {node: '>=18'}\n`).join('')}`,
  'serverless.yml': 'service: my-app\nprovider: { name: aws, runtime: nodejs20.x }\nfunctions:\n  hello: { handler: src/hello.handler }\nresources:\n  Resources:\n    Bucket:\n      Type: AWS::S3::Bucket\n',
  'mkdocs.yml': 'site_name: App\nmarkdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n',
  'broken.yaml': 'a: [1, 2\nb: "not closed\n\tc: 3\n',
  'data.json': '[1, 2, 3]\n',
  'values.json': '"a text"\n',
  'jinja.json': '{\n{% for env in environments %}\n  "{{ env }}": {},\n{% endfor %}\n}\n',
  'cdk.json': '{ "app": "npx ts-node bin/app.ts", "context": {} }\n',
  'manifest.json': '{ "name": "App", "icons": [], "start_url": "/" }\n',
  'two.json': '{"a":1}\n{"b":2}\n',
};
