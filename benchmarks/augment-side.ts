import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A contestant in a process of its own, which stays warm between the rounds. */
export class AugmentSide {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;
  readonly #script: string;

  private constructor(command: string, [script, ...rest]: readonly [script: string, ...rest: string[]]) {
    this.#script = script;
    this.#process = spawn(command, [script, ...rest], { cwd: import.meta.dirname, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  static async start(command: string, args: readonly [script: string, ...rest: string[]]): Promise<AugmentSide> {
    const side = new AugmentSide(command, args);
    await side.#answer();
    return side;
  }

  /** Images a second, so many times through the folder. */
  async rate(workers: number, passes: number): Promise<number> {
    this.#process.stdin.write(`rate ${workers} ${passes}\n`);
    return (await this.#answer()) as number;
  }

  /** Milliseconds an image. */
  async parts(): Promise<Record<string, number>> {
    this.#process.stdin.write('parts\n');
    return (await this.#answer()) as Record<string, number>;
  }

  stop(): void {
    this.#process.stdin.end();
  }

  async #answer(): Promise<unknown> {
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`${this.#script} ended without an answer; its message is above`);
    return JSON.parse(value);
  }
}
