import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** torchvision in a process of its own, which stays warm between the rounds. */
export class Torchvision {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  private constructor(python: string, folder: string) {
    const script = join(import.meta.dirname, 'augment-torchvision.py');
    this.#process = spawn(python, [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  static async start(python: string, folder: string): Promise<Torchvision> {
    const side = new Torchvision(python, folder);
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
    if (done) throw new Error('torchvision ended without an answer; its message is above');
    return JSON.parse(value);
  }
}
