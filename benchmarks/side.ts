import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Answer, Request } from './protocol.ts';

/** What answers requests, one at a time. */
export interface Side {
  readonly name: string;
  measure(request: Request): Promise<Answer>;
}

/** A side in a process of its own: PyTorch's, ours, or stock tfjs. */
export class ProcessSide implements Side {
  readonly name: string;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #complaints = '';

  private constructor(name: string, command: string, args: readonly string[]) {
    this.name = name;
    this.#process = spawn(command, args, { stdio: 'pipe' });
    this.#process.stderr.on('data', (chunk) => {
      this.#complaints += chunk;
    });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** Starts the process; returns it with its first line, which says what it is. */
  static async start(
    name: string,
    command: string,
    args: readonly string[],
  ): Promise<[ProcessSide, { version: string }]> {
    const side = new ProcessSide(name, command, args);
    return [side, await side.#next()];
  }

  async measure(request: Request): Promise<Answer> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    return this.#next();
  }

  stop(): void {
    this.#process.stdin.end();
  }

  async #next<T>(): Promise<T> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`${this.name} stopped:\n${this.#complaints}`);
    return JSON.parse(value) as T;
  }
}
