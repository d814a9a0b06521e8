import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { fashionMnist } from '@featuremap/fashion-mnist';
import { encodeImage, pixels } from '@featuremap/images';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { progressText } from './progress-bar.ts';
import { decodeSafetensors } from './safetensors.ts';

const bin = fileURLToPath(new URL('../bin/lenet.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lenet-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Finished {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(...args: readonly string[]): { child: ChildProcess; finished: Promise<Finished> } {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder });
  const finished = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]).then(
    ([[code, signal], stdout, stderr]): Finished => ({ code, signal, stdout, stderr }),
  );
  return { child, finished };
}

const lenet = (...args: readonly string[]): Promise<Finished> => start(...args).finished;

/** A run that must succeed; if it does not, what it said is in the failure. */
async function success(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await lenet(...args);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

const linesOf = (output: string): Record<string, unknown>[] =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** What a person sees instead of a result: no output, no stack trace. */
async function failureOf(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await lenet(...args);
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/^\s+at /m);
  return `${code} ${stderr.trimEnd().replaceAll(folder, '<folder>')}`;
}

describe('a training', () => {
  const quick = ['train', '--limit', '512', '--epochs', '2', '--batch-size', '128', '--json'];
  let first: Finished;
  beforeAll(async () => {
    first = await lenet(...quick, '--variant', 'modern', '--out', 'first');
  });

  test('prints one JSON object for each epoch and one at the end, and nothing else', () => {
    expect(first.stderr).toBe('');
    expect(first.code).toBe(0);
    const lines = linesOf(first.stdout);
    expect(lines.map(({ type }) => type)).toEqual(['epoch', 'epoch', 'done']);
    const keys = ['type', 'epoch', 'loss', 'accuracy', 'valLoss', 'valAccuracy', 'imagesPerSecond'];
    expect(Object.keys(lines[0]!)).toEqual(keys);
    expect(Object.keys(lines[2]!)).toEqual(['type', 'testLoss', 'testAccuracy', 'imagesPerSecond', 'out']);
    for (const line of lines.slice(0, 2)) for (const key of keys.slice(1)) expect(line[key], key).toBeTypeOf('number');
    expect(lines[2]!.out).toBe('first');
    expect(lines[2]!.testAccuracy).toBe(lines[1]!.valAccuracy);
  });

  test('writes weights, metrics and a report, and nothing beside them', () => {
    expect(readdirSync(join(folder, 'first')).sort()).toEqual(['metrics.jsonl', 'report.html', 'weights.safetensors']);
    const metrics = readFileSync(join(folder, 'first/metrics.jsonl'), 'utf8');
    expect(first.stdout.startsWith(metrics)).toBe(true);
    const { tensors, metadata } = decodeSafetensors(readFileSync(join(folder, 'first/weights.safetensors')), 'weights');
    expect([...tensors].map(([name, { shape }]) => `${name} ${shape.join('x')}`)).toEqual([
      '0.weight 6x1x5x5',
      '0.bias 6',
      '3.weight 16x6x5x5',
      '3.bias 16',
      '7.weight 120x400',
      '7.bias 120',
      '9.weight 84x120',
      '9.bias 84',
      '11.weight 10x84',
      '11.bias 10',
    ]);
    expect(metadata.get('variant')).toBe('modern');
  });

  test('makes a report that needs nothing from outside', () => {
    const html = readFileSync(join(folder, 'first/report.html'), 'utf8');
    expect(html).not.toMatch(/<script|<link|@import|url\(/i);
    for (const [, address] of html.matchAll(/\b(?:href|src)="([^"]*)"/g)) expect(address).toMatch(/^data:image\/png/);
    expect(html.match(/<svg /g)!.length).toBe(2 + 1 + 24);
    expect(html).toContain('Loss by epoch, 1 to 2. train: from');
    expect(html).toContain('<td>61,706</td><td>416,520</td>');
    expect(html).toContain('</html>');
  });

  test('gives the same weights again from the same seed, and others from another', async () => {
    const weights = (out: string) => readFileSync(join(folder, out, 'weights.safetensors'));
    await success(...quick, '--variant', 'modern', '--out', 'again');
    expect(weights('again').equals(weights('first'))).toBe(true);
    await success(...quick, '--variant', 'modern', '--threads', '1', '--out', 'one-thread');
    expect(weights('one-thread').equals(weights('first'))).toBe(true);
    await success(...quick, '--variant', 'modern', '--seed', '1', '--out', 'other');
    expect(weights('other').equals(weights('first'))).toBe(false);
  });

  test('is evaluated to the same numbers', async () => {
    const { stdout, stderr, code } = await lenet('eval', 'first', '--json');
    expect([stderr, code]).toEqual(['', 0]);
    const [line] = linesOf(stdout);
    const { testLoss, testAccuracy } = linesOf(first.stdout)[2]!;
    expect(line).toEqual({
      type: 'eval',
      testLoss,
      testAccuracy,
      images: 10_000,
      weights: join('first', 'weights.safetensors'),
    });
    const human = await lenet('eval', join('first', 'weights.safetensors'));
    expect(human.stdout.split('\n').length).toBe(12);
    expect(human.stdout).toContain('Ankle boot');
  });

  test('is refused a folder that holds something', async () => {
    expect(await failureOf(...quick, '--out', 'first')).toMatchInlineSnapshot(`
      "1 error: the folder first is not empty
        Received  metrics.jsonl, report.html, weights.safetensors
        Try       another --out, or remove it"
    `);
  });

  test('with a validation split shows validation and test', async () => {
    const stdout = await success(...quick, '--val-split', '0.25', '--optimizer', 'adam', '--out', 'split');
    const [line] = linesOf(stdout);
    expect(Object.keys(line!)).toContain('testAccuracy');
    const html = readFileSync(join(folder, 'split/report.html'), 'utf8');
    expect(html).toMatch(/train: from [^.]*\.[^.]*\. ?/);
    expect(html).toContain('<dt>training images</dt><dd>384</dd><dt>validation images</dt><dd>128</dd>');
    expect(html).toContain('<th scope="col">validation loss</th>');
  });

  test('prints lines for people without --json, and makes a folder of its own', async () => {
    const { stdout, stderr } = await lenet('train', '--limit', '256', '--epochs', '1');
    expect(stderr).toBe('');
    expect(stdout).not.toContain('\x1b');
    expect(stdout).toMatch(
      /^variant: classic; parameters: 61,706; .*\nepoch 1\/1 {3}loss .*test accuracy .* images\/s\ntest accuracy .*\n/,
    );
    const [run] = readdirSync(join(folder, 'runs'));
    expect(run).toMatch(/^lenet-classic-\d{8}-\d{6}$/);
    const newest = await lenet('eval', '--json');
    expect(linesOf(newest.stdout)[0]!.weights).toBe(join('runs', run!, 'weights.safetensors'));
  });

  test('with --augment gives the same weights whatever makes and computes the batches, and says what it did', async () => {
    const augmented = [...quick, '--variant', 'modern', '--augment'];
    const weights = (out: string) => readFileSync(join(folder, out, 'weights.safetensors'));
    const stdout = await success(...augmented, '--baseline', 'first', '--out', 'augmented');
    expect(weights('augmented').equals(weights('first'))).toBe(false);
    await success(...augmented, '--workers', '2', '--threads', '1', '--out', 'augmented-by-workers');
    expect(weights('augmented-by-workers').equals(weights('augmented'))).toBe(true);

    const [, , done] = linesOf(stdout);
    const { testLoss, testAccuracy } = linesOf(first.stdout)[2]!;
    expect(done!.baseline).toMatchObject({ run: 'first', testLoss, testAccuracy });
    for (const line of [done!, done!.baseline as Record<string, unknown>]) {
      expect(line.trainAccuracy).toBeTypeOf('number');
      expect(line.trainLoss).toBeTypeOf('number');
    }
    const html = readFileSync(join(folder, 'augmented/report.html'), 'utf8');
    expect(html).toContain('<code>new Compose([new RandomHorizontalFlip(0.5)');
    expect(html).toContain('<dt>augmentation</dt>');
    expect(html).toContain('<th scope="col">train accuracy</th><th scope="col">test accuracy</th>');
    expect(html).toContain('test, baseline: from');
  });

  test('beside a baseline prints the accuracies of both', async () => {
    const { stdout } = await lenet(
      ...quick.slice(0, -1),
      '--val-split',
      '0.25',
      '--baseline',
      'first',
      '--out',
      'beside',
    );
    const share = String.raw` +\d+\.\d%`;
    const change = String.raw` +[+-]?\d+\.\d points`;
    expect(stdout).toMatch(/^ +train accuracy {2}validation accuracy {2}test accuracy$/m);
    expect(stdout).toMatch(
      new RegExp(
        `^first \\(baseline\\)${share.repeat(3)}\nthis run${share.repeat(3)}\ndifference${change.repeat(3)}$`,
        'm',
      ),
    );
  });

  describe('predict', () => {
    beforeAll(async () => {
      const test = await fashionMnist({ split: 'test' });
      const png = await encodeImage(test.get(0).pixels);
      writeFileSync(join(folder, 'boot.png'), png);
      const large = new Uint8Array(56 * 84 * 3).fill(255);
      writeFileSync(
        join(folder, 'large.png'),
        await encodeImage(pixels(large, { width: 56, height: 84, channels: 3 })),
      );
      writeFileSync(join(folder, 'text.png'), 'this is no image');
    });

    test('prints every class with its probability', async () => {
      const { stdout, stderr, code } = await lenet('predict', 'boot.png', 'boot.png', '--run', 'first', '--json');
      expect([stderr, code]).toEqual(['', 0]);
      const [line, same] = linesOf(stdout);
      const probabilities = Object.values(line!.probabilities as Record<string, number>);
      expect(probabilities.length).toBe(10);
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
      expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
      expect(line!.probability).toBe(probabilities[0]);
      expect(same).toEqual(line);
      const human = await lenet('predict', 'boot.png', '--run', 'first', '--top', '2');
      expect(human.stdout).toMatch(/^boot\.png\n {2}\S.* \d+\.\d%\n {2}\S.* \d+\.\d%\n$/);
      const inverted = await lenet('predict', 'boot.png', '--run', 'first', '--invert', '--json');
      expect(linesOf(inverted.stdout)[0]!.probabilities).not.toEqual(line!.probabilities);
    });

    test('refuses what is no image of 28x28, and resizes when asked', async () => {
      expect(await failureOf('predict', 'large.png', '--run', 'first')).toMatchInlineSnapshot(`
        "1 error: large.png has 56x84 pixels, but LeNet takes 28x28
          Try       --resize, which scales the whole image to that size"
      `);
      expect(await failureOf('predict', 'none.png', '--run', 'first')).toMatchInlineSnapshot(`
        "1 error: decodeImage: none.png cannot be read
          Received  ENOENT: no such file or directory, open 'none.png'"
      `);
      expect(await failureOf('predict', 'text.png', '--run', 'first')).toContain(
        '1 error: decodeImage: text.png cannot be decoded',
      );
      expect((await lenet('predict', 'large.png', '--resize', '--run', 'first')).code).toBe(0);
    });

    test('refuses what is no run', async () => {
      writeFileSync(join(folder, 'bad.safetensors'), 'no weights');
      expect(await failureOf('predict', 'boot.png', '--run', 'nowhere')).toMatchInlineSnapshot(`
        "1 error: nowhere cannot be read: no such file or folder
          Try       the folder of a run, such as runs/<name> of 'lenet train', or its weights.safetensors"
      `);
      expect(await failureOf('predict', 'boot.png', '--run', 'bad.safetensors')).toMatchInlineSnapshot(
        `"1 error: bad.safetensors is not a safetensors file that can be read: the header should have 7523097587056930670 bytes, but the file has 10"`,
      );
    });
  });
});

test('summary prints the shape table', async () => {
  const { code, stdout } = await lenet('summary', '--json');
  expect(code).toBe(0);
  expect(linesOf(stdout)[0]).toMatchObject({ type: 'summary', params: 61_706, macs: 416_520 });
  const human = await lenet('summary', '--variant', 'modern');
  expect(human.stdout).toMatchSnapshot();
});

describe('misuse', () => {
  test.each([
    ['an unknown option', ['train', '--epohcs', '3']],
    ['an unknown command', ['trian']],
    ['a batch size of 0', ['train', '--batch-size', '0']],
    ['a batch size that is no number', ['train', '--batch-size', 'NaN']],
    ['half an epoch', ['train', '--epochs', '0.5']],
    ['a negative learning rate', ['train', '--lr', '-1']],
    ['an unknown variant', ['train', '--variant', 'clasic']],
    ['a split of 1', ['train', '--val-split', '1']],
    ['an argument too many', ['train', 'fast']],
    ['no image', ['predict']],
  ])('%s ends with exit code 2', async (_name, args) => {
    expect(await failureOf(...args)).toMatchSnapshot();
    expect(existsSync(join(folder, 'runs', 'x'))).toBe(false);
  });

  test.each([
    ['more images than there are', ['--limit', '60001']],
    ['a split that leaves nothing', ['--limit', '3', '--val-split', '0.1']],
    ['threads for the cpu backend', ['--backend', 'cpu', '--threads', '2']],
    ['too many threads', ['--threads', '1000']],
    ['a folder without data', ['--data', 'nowhere']],
    ['workers without augmentation', ['--workers', '2']],
    ['a baseline that is no run', ['--baseline', 'nowhere']],
  ])('%s ends with exit code 1 and leaves no folder', async (_name, args) => {
    expect(await failureOf('train', '--out', 'refused', ...args)).toMatchSnapshot();
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });

  test('--debug shows where it happened', async () => {
    const { stderr } = await lenet('train', '--out', 'refused', '--data', 'nowhere', '--debug');
    expect(stderr).toMatch(/^\s+at /m);
  });
});

test.each([
  ['truncated', (bytes: Buffer) => bytes.subarray(0, 1000)],
  ['corrupt', (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === 5000 ? byte ^ 1 : byte)))],
])('a data file that is %s is refused', async (name, damage) => {
  const original = dirname(fileURLToPath(import.meta.resolve('@featuremap/fashion-mnist')));
  const data = join(original, '../data');
  const here = join(folder, `data-${name}`);
  mkdirSync(here);
  for (const file of readdirSync(data).filter((one) => one.endsWith('.gz'))) {
    if (file.startsWith('t10k-images')) writeFileSync(join(here, file), damage(readFileSync(join(data, file))));
    else symlinkSync(join(data, file), join(here, file));
  }
  const message = await failureOf('train', '--out', 'refused', '--data', here);
  expect(message.split('\n')[0]).toContain('t10k-images');
  expect(message).toMatch(/^1 error: /);
  expect(existsSync(join(folder, 'refused'))).toBe(false);
});

test('a folder that cannot be made is refused before the training', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await failureOf('train', '--out', join('file', 'run'))).toMatchInlineSnapshot(`
    "1 error: the folder file/run cannot be made: a part of the path is a file, not a folder
      Try       --out with a folder that you may write to"
  `);
});

test('a full disk is said, and leaves no half-written file', async (context) => {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    context.skip('only root can mount a small disk');
  }
  try {
    const { code, stderr } = await lenet(
      'train',
      '--limit',
      '256',
      '--epochs',
      '1',
      '--json',
      '--out',
      join('disk', 'run'),
    );
    expect([code, stderr]).toMatchInlineSnapshot(`
      [
        1,
        "error: disk/run/weights.safetensors cannot be written: no space left on the disk
      ",
      ]
    `);
    expect(existsSync(join(disk, 'run'))).toBe(false);
  } finally {
    execFileSync('umount', [disk]);
  }
});

describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  test('in the middle of a later epoch keeps the finished ones', async () => {
    const { child, finished } = start('train', '--limit', '20000', '--epochs', '200', '--json', '--out', 'stopped');
    await once(child.stdout!, 'data');
    child.kill('SIGINT');
    const { code, stdout, stderr } = await finished;
    expect(code).toBe(130);
    const epochs = linesOf(stdout).length;
    expect(stderr).toContain('stopping after this batch; Ctrl-C again quits at once');
    expect(stderr).toMatch(/interrupted: stopped holds the weights and the metrics of the (\d+ )?finished epochs? /);
    expect(readdirSync(join(folder, 'stopped')).sort()).toEqual(['metrics.jsonl', 'weights.safetensors']);
    expect(readFileSync(join(folder, 'stopped/metrics.jsonl'), 'utf8')).toBe(stdout);
    expect(epochs).toBeLessThan(200);
    expect((await lenet('eval', 'stopped')).code).toBe(0);
  });

  test('in the first epoch saves nothing', async () => {
    const watcher = watch(folder);
    const { child, finished } = start('train', '--backend', 'cpu', '--batch-size', '4', '--out', 'early');
    while (!existsSync(join(folder, 'early'))) await once(watcher, 'change');
    watcher.close();
    child.kill('SIGINT');
    const { code, stdout, stderr } = await finished;
    expect([code, stdout.includes('epoch 1')]).toEqual([130, false]);
    expect(stderr).toContain('interrupted in the first epoch: nothing was saved');
    expect(existsSync(join(folder, 'early'))).toBe(false);
  });

  test('on a terminal, under the progress bar', async (context) => {
    if (spawnSync('script', ['--version']).error !== undefined) context.skip('needs script of util-linux');
    const command = `stty cols 100; exec '${process.execPath}' '${bin}' train --limit 20000 --epochs 200 --out terminal`;
    const { CI: _, ...env } = process.env;
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder, env: { ...env, TERM: 'xterm' } });
    let seen = '';
    let isPressed = false;
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (chunk) => {
      seen += chunk;
      if (isPressed || !seen.includes('images/s')) return;
      isPressed = true;
      child.stdin.write('\x03');
    });
    const [code] = await once(child, 'close'); // unlike at the exit, all output has come by then
    expect(seen).toMatch(/epoch {3}1\/200 [━─]{24} +\d+% {2}[\d,.]+ images\/s {2}\d+:\d\d left {2}loss \d/);
    expect(seen).toContain('interrupted');
    expect(code).toBe(130);
    expect(seen).toContain('\x1b[?25h'); // the cursor is back
  });

  test('in a log of CI there is no progress bar', async (context) => {
    if (spawnSync('script', ['--version']).error !== undefined) context.skip('needs script of util-linux');
    const command = `stty cols 100; exec '${process.execPath}' '${bin}' train --limit 256 --epochs 1 --out log`;
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder, env: { ...process.env, CI: 'true' } });
    const seen = await text(child.stdout);
    expect(seen).toContain('epoch 1/1');
    expect(seen).not.toContain('left');
  });

  test('pressed twice quits at once', async () => {
    const script = `
      const { interruptSignal } = await import(process.argv[1]);
      interruptSignal();
      console.log('ready');
      setInterval(() => undefined, 1000);
    `;
    const interrupt = new URL('../dist/interrupt.js', import.meta.url).href;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, interrupt]);
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([130, null]);
  });
});

test('the progress line', () => {
  const event = { epoch: 3, epochs: 10, batch: 118, batches: 235, samples: 256, accuracy: 0.5 };
  expect(progressText({ ...event, loss: 0.61234, imagesPerSecond: 5230.4, secondsLeft: 41.2 })).toMatchInlineSnapshot(
    `"epoch  3/10 ━━━━━━━━━━━━────────────  50%  5,230 images/s  0:42 left  loss 0.6123"`,
  );
  expect(
    progressText({ ...event, batch: 235, loss: 2, imagesPerSecond: 17.94, secondsLeft: 3601 }),
  ).toMatchInlineSnapshot(`"epoch  3/10 ━━━━━━━━━━━━━━━━━━━━━━━━ 100%  17.9 images/s  60:01 left  loss 2.0000"`);
});
