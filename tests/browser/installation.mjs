// A throw-away installation of the program: its folder, its server, its end.

import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const START_MS = 300_000;

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export class Installation {
  static async make(program) {
    const made = new Installation();
    made.program = program;
    made.folder = await mkdtemp(join(tmpdir(), 'trefoil-browser-'));
    made.port = await freePort();
    made.base = `http://127.0.0.1:${made.port}`;
    made.log = '';
    return made;
  }

  async command(...args) {
    const { stdout } = await run(this.program, args);
    return stdout;
  }

  async has(command) {
    return new RegExp(`^  ${command}\\b`, 'm').test(await this.command('--help'));
  }

  // Where to look for the link: the command prints it for the address it was told, which may be the default one.
  async invite(...args) {
    const printed = await this.command('user', 'add', '--data', this.folder, ...args);
    const link = printed.match(/\/invitation\/[^\s]+/);
    if (!link) throw new Error(`no invitation was printed: ${printed}`);
    return this.base + link[0];
  }

  async serve() {
    await this.#start('serve', '--data', this.folder, '--listen', `127.0.0.1:${this.port}`, '--base-url', this.base);
  }

  // The demonstration years take a while to make: they are made once, and each journey has its own copy.
  static async #years(program) {
    Installation.years ??= mkdtemp(join(tmpdir(), 'trefoil-years-')).then(async (folder) => {
      await run(program, ['demo', '--data', folder, '--no-serve']);
      return folder;
    });
    return Installation.years;
  }

  static async forget() {
    if (Installation.years) await rm(await Installation.years, { recursive: true, force: true });
  }

  async demonstrate() {
    await cp(await Installation.#years(this.program), this.folder, { recursive: true });
    this.base = `http://localhost:${this.port}`;
    await this.#start('demo', '--data', this.folder, '--port', String(this.port));
  }

  async #start(...args) {
    this.server = spawn(this.program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.server.stdout, this.server.stderr]) stream.on('data', (data) => { this.log += data; });
    const until = Date.now() + START_MS;
    while (Date.now() < until) {
      if (this.server.exitCode !== null) throw new Error(`the program ended at once: ${this.log.slice(-2000)}`);
      const answer = await fetch(`${this.base}/health`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`the program did not answer within ${START_MS / 1000} s: ${this.log.slice(-2000)}`);
  }

  async end() {
    if (this.server && this.server.exitCode === null) {
      const ended = new Promise((done) => this.server.once('exit', done));
      this.server.kill('SIGTERM');
      const late = setTimeout(() => this.server.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(late);
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
