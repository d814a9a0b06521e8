import { readFileSync } from 'node:fs';
import { skipWithout } from '@featuremap/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasChromium, launch, patience, serve, wake } from './site.ts';

/** The numbers of a table, row by row; a cell that is not known yet is NaN. */
async function numbersOf(table: Locator): Promise<number[][]> {
  const texts = await table.evaluate((element: HTMLTableElement) =>
    Array.from(element.rows, (row) => Array.from(row.cells, (cell) => cell.textContent.trim())),
  );
  return texts.map((row) =>
    row.map((text) => Number(text.replace('−∞', '-Infinity').replace('−', '-').replace('·', 'NaN'))),
  );
}

async function slide(figure: Locator, label: string, value: number): Promise<void> {
  await figure.getByLabel(label, { exact: true }).fill(`${value}`);
}

describe.skipIf(skipWithout('browser', hasChromium, 'chromium'))('figures', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;
  let page: Page;

  beforeAll(async () => {
    server = await serve('.site');
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });
  beforeEach(async () => {
    page = await browser.newPage({ serviceWorkers: 'block' });
    page.setDefaultTimeout(patience);
  });
  afterEach(() => page.close());

  async function open(path: string, figure: string): Promise<Locator> {
    await page.goto(`${server.url}${path}`);
    await wake(page);
    return page.locator(`[data-figure="${figure}"]`).first();
  }
  const table = (figure: Locator, caption: string): Locator =>
    figure.locator('table', { has: page.locator('caption', { hasText: new RegExp(`^${caption}`) }) });

  test('filter: another kernel gives another picture, and a number typed in counts', async () => {
    const figure = await open('en/', 'filter');
    const filtered = figure.getByRole('img', { name: 'Filtered' });
    expect(await filtered.getAttribute('aria-label')).toBe('Filtered: 28 × 28, values from −3.93 to 2.62');
    await figure.getByRole('combobox', { name: 'Image' }).selectOption('circle');
    expect(await filtered.getAttribute('aria-label')).toBe('Filtered: 64 × 64, values from −4 to 4');
    await figure.getByLabel('A kernel with a name').selectOption('identity');
    expect(await filtered.getAttribute('aria-label')).toBe('Filtered: 64 × 64, values from 0 to 1');
    await figure.getByLabel('Kernel, row 2, column 2').fill('−2,5');
    await figure.getByLabel('Kernel, row 2, column 2').press('Enter');
    expect(await filtered.getAttribute('aria-label')).toBe('Filtered: 64 × 64, values from −2.5 to 0');
    expect(await figure.getByLabel('A kernel with a name').inputValue()).toBe('own');
  });

  test('filter: an image of the reader is filtered in the page, and a file that is none is refused', async () => {
    const figure = await open('en/', 'filter');
    const image = figure.getByRole('img', { name: /^Image/ });
    const png = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(192, 96);
      canvas.getContext('2d')!.fillRect(0, 0, 10, 10);
      return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
    });
    const choose = (name: string, bytes: readonly number[]) =>
      figure.getByLabel('Your own image').setInputFiles({ name, mimeType: 'image/png', buffer: Buffer.from(bytes) });
    await choose('own.png', png);
    await page.waitForFunction(() => document.querySelector('canvas')!.ariaLabel?.startsWith('Image: 48 × 96'));
    await choose('none.png', [1, 2, 3]);
    await figure.getByRole('alert').waitFor();
    expect(await image.getAttribute('aria-label')).toMatch(/^Image: 48 × 96/);
  });

  test.each(['en', 'es'])(
    'in %s a file that is no image, and layers that do not fit, link to the error index',
    async (language) => {
      const expectLink = async (message: Locator, code: string) => {
        const link = message.getByRole('link', { name: code });
        const address = `${server.url}${language}/errors/${code.replace('FEATUREMAP_', '').toLowerCase()}/`;
        expect(await link.evaluate((element: HTMLAnchorElement) => element.href)).toBe(address);
        await link.click();
        await page.waitForURL(address);
        expect(await page.locator('h1').textContent()).toBe(code);
      };
      const filter = await open(`${language}/`, 'filter');
      const file = { name: 'none.png', mimeType: 'image/png', buffer: Buffer.from([1, 2, 3]) };
      await filter.locator('input[type="file"]').setInputFiles(file);
      await expectLink(filter.getByRole('alert'), 'FEATUREMAP_DATA');

      const calculator = await open(`${language}/lessons/shape-calculator/`, 'calculator');
      const field = calculator.getByLabel('inFeatures').first();
      await field.fill('401');
      await field.press('Enter');
      const sentence = calculator.getByText('linear expects 401 input features');
      expect(await sentence.getAttribute('lang')).toBe('en');
      await field.fill('0.5');
      await field.press('Enter');
      await expectLink(calculator.getByRole('status'), 'FEATUREMAP_ARGUMENT');
    },
  );

  test.each([
    ['lessons/lenet/', 'lenet', /^Train/],
    ['lessons/is-it-well-trained/', 'fitting', 'Train'],
    ['lessons/is-it-well-trained/', 'committee', 'Train and convene'],
  ])('on %s, %s says when its images cannot be fetched', async (path, name, button) => {
    await page.route('**/fashion-mnist/*', (route) => route.abort());
    const figure = await open(`en/${path}`, name);
    await figure.getByRole('button', { name: button, exact: true }).click();
    const message = figure.getByRole('status').filter({ hasText: /^fashion-mnist\/.*\.bin cannot be fetched: / });
    await message.getByRole('link', { name: 'What FEATUREMAP_DATA means' }).waitFor();
  });

  test('convolution: each step adds a number, painting changes it, all by keyboard', async () => {
    const figure = await open('en/lessons/convolution-by-hand/', 'convolution');
    const output = table(figure, 'Output');
    const status = figure.getByRole('status');
    expect((await numbersOf(output)).flat().filter(Number.isFinite)).toEqual([2]);
    expect(await status.textContent()).toContain('= 2');
    await figure.getByRole('button', { name: 'Step forward' }).press('Enter');
    expect((await numbersOf(output))[0]!.slice(0, 2)).toEqual([2, 1]);
    await figure.getByRole('slider').press('End');
    expect(await numbersOf(output)).toEqual([
      [2, 1, 1, 2],
      [-1, -3, -3, -1],
      [1, 3, 3, 1],
      [-2, -1, -1, -2],
    ]);
    await figure.getByLabel('row 1, column 1: 0').press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await figure.getByLabel('row 2, column 2: 0').getAttribute('aria-pressed')).toBe('false');
    expect((await numbersOf(output))[1]).toEqual([1, -2, -3, -1]);
    expect((await numbersOf(table(figure, 'Beside it: the strict')))[1]).toEqual([-1, 2, 3, 1]);
    await figure.getByRole('checkbox').check();
    expect((await numbersOf(output))[1]).toEqual([-1, 2, 3, 1]);
    expect((await numbersOf(table(figure, 'Beside it: the cross')))[1]).toEqual([1, -2, -3, -1]);
  });

  test('convolution: plays to the end by itself and stops there', async () => {
    await page.clock.install();
    const figure = await open('en/lessons/convolution-by-hand/', 'convolution');
    await figure.getByRole('button', { name: 'Play' }).click();
    await page.clock.runFor(600 * 20);
    expect(await figure.getByText('Step 16 of 16').isVisible()).toBe(true);
    expect(await figure.getByRole('button', { name: 'Play' }).isVisible()).toBe(true);
  });

  test('window: a place of an image, by slider, by pointer and in an image that is dropped in', async () => {
    const figure = await open('en/lessons/convolution-by-hand/', 'window');
    const status = figure.getByRole('status');
    const image = figure.getByRole('img', { name: /^Image/ });
    await figure.getByRole('combobox', { name: 'Image' }).selectOption('circle');
    await slide(figure, 'Row of the window', 30);
    await slide(figure, 'Column of the window', 30);
    expect(await status.textContent()).toMatch(/ = 0$/);

    // White above, black below: 16 × 8 pixels.
    await figure.locator('label', { hasText: 'Your own image' }).evaluate(async (place) => {
      const canvas = new OffscreenCanvas(8, 16);
      const context = canvas.getContext('2d')!;
      context.fillRect(0, 0, 8, 16);
      context.fillStyle = 'white';
      context.fillRect(0, 0, 8, 8);
      const transfer = new DataTransfer();
      transfer.items.add(new File([await canvas.convertToBlob()], 'own.png', { type: 'image/png' }));
      place.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    });
    await page.waitForFunction(() =>
      document.querySelector('[data-figure="window"] canvas')!.ariaLabel?.includes('16 × 8'),
    );
    const { width, height } = (await image.boundingBox())!;
    await image.click({ position: { x: (4.5 * width) / 8, y: (8.5 * height) / 16 } });
    expect(await numbersOf(table(figure, 'Pixels in the window'))).toEqual([
      [1, 1, 1],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(await numbersOf(table(figure, 'Products'))).toEqual([
      [-1, -2, -1],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(await status.textContent()).toBe('(−1) + (−2) + (−1) + 0 + 0 + 0 + 0 + 0 + 0 = −4');
    await figure.getByLabel('A kernel with a name').selectOption('topSobel');
    expect(await status.textContent()).toMatch(/ = 4$/);
    await figure.getByRole('button', { name: 'Step forward' }).press('Enter');
    expect(await figure.getByLabel('Column of the window').getAttribute('aria-valuetext')).toBe('5');
  });

  test('places: sizes, formula, border and uses follow the sliders', async () => {
    const figure = await open('en/lessons/padding-and-stride/', 'places');
    expect((await numbersOf(table(figure, 'Output')))[0]).toEqual([4, 6, 6, 6, 6, 4]);
    await slide(figure, 'Image n × n', 8);
    await slide(figure, 'Stride down', 2);
    await slide(figure, 'Stride across', 2);
    expect((await numbersOf(table(figure, 'Output'))).length).toBe(4);
    expect(await figure.textContent()).toContain('⌊(8 + 1 + 1 − 3) / 2⌋ + 1 = 4');
    await slide(figure, 'Pixels on each side', 0);
    await slide(figure, 'Image n × n', 4);
    await slide(figure, 'Stride down', 1);
    await slide(figure, 'Stride across', 1);
    expect(await numbersOf(table(figure, 'How many windows see each pixel'))).toEqual([
      [1, 2, 2, 1],
      [2, 4, 4, 2],
      [2, 4, 4, 2],
      [1, 2, 2, 1],
    ]);
    await figure.getByLabel("'same'").check();
    expect(await figure.getByRole('status').textContent()).toBe(
      'The output is 4 × 4. 2 rows and columns of padding in all. Every pixel is seen.',
    );
    await figure.getByLabel("'valid'").check();
    await slide(figure, 'Kernel k × k', 5);
    expect(await figure.getByRole('status').textContent()).toBe(
      'conv2d: window 5 is larger than the padded input 4 along the height. Try: a kernelSize of at most 4, or 1 more padding in all What FEATUREMAP_SHAPE means',
    );
  });

  test('places: per side and in all, and strides of 3 and 2', async () => {
    const figure = await open('en/lessons/padding-and-stride/', 'places');
    await slide(figure, 'Kernel k × k', 4);
    await figure.getByLabel('a number in all').check();
    expect(await figure.getByRole('status').textContent()).toMatch(/^The output is 6 × 6\. 3 rows and columns/);
    expect(await figure.textContent()).toContain('⌊(6 + 2 + 1 − 4) / 1⌋ + 1 = 6');
    const second = page.locator('[data-figure="places"]').nth(1);
    expect(await numbersOf(table(second, 'Output'))).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(await numbersOf(table(second, 'How many windows'))).toEqual([
      [1, 1, 1],
      [0, 0, 0],
      [1, 1, 1],
    ]);
  });

  test('stride: at 3 most of the circle is missed', async () => {
    const figure = await open('en/lessons/padding-and-stride/', 'stride');
    expect(await figure.getByRole('status').textContent()).toBe('248 pixels of 64 × 64 answer to a bottom edge.');
    await slide(figure, 'Stride of the filter', 3);
    expect(await figure.getByRole('status').textContent()).toBe('24 pixels of 22 × 22 answer to a bottom edge.');
  });

  test('pooling: maxima, means and what flows back', async () => {
    const figure = await open('en/lessons/pooling/', 'pooling');
    const output = table(figure, 'Output');
    const status = figure.getByRole('status');
    expect(await numbersOf(output)).toEqual([
      [2, 3],
      [2, 3],
    ]);
    expect(await status.textContent()).toBe('max(1; 2; 0; 2) = 2');
    await slide(figure, 'Stride', 1);
    expect(await numbersOf(output)).toEqual(Array(3).fill([2, 3, 3]));
    expect((await numbersOf(table(figure, 'Backwards')))[0]).toEqual([0, 1, 2, 0]);
    await figure.getByLabel('the mean').check();
    await slide(figure, 'Stride', 2);
    expect(await numbersOf(output)).toEqual([
      [1.25, -1],
      [0.5, 1],
    ]);
    expect((await numbersOf(table(figure, 'Backwards'))).flat()).toEqual(Array(16).fill(0.25));
    await figure.getByText('Change the numbers').click();
    await figure.getByLabel('Input, row 1, column 1').fill('5');
    await figure.getByLabel('Input, row 1, column 1').press('Enter');
    expect(await status.textContent()).toBe('mean(5; 2; 0; 2) = 2.25');
    await slide(figure, 'Padding on each side', 2);
    expect(await status.textContent()).toMatch(/^pool2dSteps: padding 2 is more than half of the kernel 2/);
  });

  test('strip: the window moves by its stride', async () => {
    const figure = await open('en/lessons/pooling/', 'strip');
    expect(await numbersOf(table(figure, 'Output'))).toEqual([[9, 9, -1, 7, 7, 3, 2]]);
    await slide(figure, 'Stride', 2);
    expect(await numbersOf(table(figure, 'Output'))).toEqual([[9, -1, 7, 2]]);
    await figure.getByRole('button', { name: 'Step forward' }).click();
    expect(await figure.getByRole('status').textContent()).toBe('max(−1; −2) = −1');
  });

  test('shift: a pixel is hidden, two are not', async () => {
    const figure = await open('en/lessons/pooling/', 'shift');
    expect(await numbersOf(table(figure, 'After max pooling'))).toEqual([[1, 0, 0]]);
    await slide(figure, 'Columns that the image moves to the left', 1);
    expect((await numbersOf(table(figure, 'Edges found')))[0]).toEqual([1, 0, 0, 0, -1, 0, 0]);
    expect(await figure.getByRole('status').textContent()).toBe('Max pooling gives what it gives without the shift.');
    await slide(figure, 'Columns that the image moves to the left', 2);
    expect(await figure.getByRole('status').textContent()).toMatch(/something else/);
  });

  test('lost: three patterns give the same', async () => {
    const figure = await open('en/lessons/pooling/', 'lost');
    for (const [mode, value] of [
      ['the maximum', 1],
      ['the mean', 0.5],
    ] as const) {
      await figure.getByLabel(mode).check();
      for (const pattern of ['upright stripes', 'lying stripes', 'chessboard']) {
        await figure.getByLabel(pattern).check();
        expect((await numbersOf(table(figure, 'After pooling'))).flat()).toEqual(Array(9).fill(value));
      }
      expect(await figure.getByRole('status').textContent()).toMatch(/^All three patterns/);
    }
  });

  test('dots: near ones become one, far ones stay apart', async () => {
    const figure = await open('en/lessons/pooling/', 'dots');
    for (const [times, status] of [
      [0, '3 dots are left on 16 × 16.'],
      [2, '3 dots are left on 4 × 4.'],
      [3, '2 dots are left on 2 × 2.'],
      [4, '1 dot is left on 1 × 1.'],
    ] as const) {
      await slide(figure, 'Times pooled', times);
      expect(await figure.getByRole('status').textContent()).toBe(status);
    }
  });

  test('lenet: its loss falls, it pauses and goes on, looks at images, and keeps its weights', async () => {
    const figure = await open('en/lessons/lenet/', 'lenet');
    const status = figure.getByRole('status');
    // The second part is held back until the training is on its way with the first.
    const isTraining = Promise.withResolvers<void>();
    await page.route('**/fashion-mnist/train-1.bin', async (route) => {
      await isTraining.promise;
      await route.continue();
    });
    const stepAndLoss = async () => {
      const [, step, loss] = (await status.textContent())!.replace(',', '').match(/^Step ([\d,]+): loss ([\d.]+)/)!;
      return { step: Number(step), loss: Number(loss) };
    };
    await figure.getByRole('button', { name: /^Train/ }).click();
    await status.filter({ hasText: /^Step/ }).waitFor();
    await figure.getByText(/^6,000 of 60,000 images are here/).waitFor();
    isTraining.resolve();
    await figure.getByText('All 60,000 images are here.').waitFor();
    await figure.getByText(/trains on \d+ threads? beside this page\.$/).waitFor();
    await status.filter({ hasText: /^Step ([3-9]\d\d|\d,)/ }).waitFor();

    await figure.getByRole('button', { name: 'Pause' }).click();
    await figure.getByRole('button', { name: 'Go on' }).waitFor();
    await page.waitForTimeout(500);
    const paused = await stepAndLoss();
    const [, from, to] = (await figure.getByRole('img', { name: /^The loss went/ }).getAttribute('aria-label'))!
      .match(/^The loss went from ([\d.]+) to ([\d.]+)\.$/)!
      .map(Number);
    expect(to).toBeLessThan(from! / 2);
    const right = Number((await status.textContent())!.match(/([\d.]+) % of 2,000/)![1]);
    expect(right).toBeGreaterThan(60);

    await slide(figure, 'Test image', 0);
    await figure.getByText('it is: ankle boot').waitFor();
    const best = figure.locator('tr.best th');
    expect(await figure.getByRole('img', { name: /^Feature maps behind/ }).count()).toBe(4);
    await figure.getByRole('application').press('Space');
    await figure.getByText('What your drawing is taken for').waitFor();
    await slide(figure, 'Test image', 1);
    await figure.getByText('it is: pullover').waitFor();
    expect((await stepAndLoss()).step).toBe(paused.step);
    const taken = await best.textContent();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      figure.getByRole('button', { name: 'Download the weights' }).click(),
    ]);
    const file = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(file.weights['0.weight'] ?? file.weights['1.weight']).toHaveProperty('shape', [6, 1, 5, 5]);
    await figure.getByRole('button', { name: 'Go on' }).click();
    await status.filter({ hasText: new RegExp(`^(?!Step ${paused.step}:)`) }).waitFor();

    await figure
      .getByLabel('Load weights')
      .setInputFiles({ name: 'w.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) });
    await status.filter({ hasText: `${right} % of 2,000 test images are right.` }).waitFor();
    expect(await best.textContent()).toBe(taken);
    await figure
      .getByLabel('Load weights')
      .setInputFiles({ name: 'w.json', mimeType: 'application/json', buffer: Buffer.from('{') });
    await status.filter({ hasText: 'This file holds no weights of LeNet.' }).waitFor();
  });

  test('fitting: a network learns by heart, and one that is too small does not', async () => {
    const figure = await open('en/lessons/is-it-well-trained/', 'fitting');
    const status = figure.getByRole('status');
    const train = async (): Promise<{ seen: number; unseen: number; lowest: number }> => {
      await figure.getByRole('button', { name: 'Train' }).click();
      await status.filter({ hasText: /^Epoch 30:/ }).waitFor();
      const [, seen, unseen, lowest] = (await status.textContent())!
        .match(/loss ([\d.]+) on .*, ([\d.]+) on .* was ([\d.]+), after/)!
        .map(Number);
      return { seen: seen!, unseen: unseen!, lowest: lowest! };
    };
    const overfit = await train();
    expect(overfit.seen).toBeLessThan(0.1);
    expect(overfit.unseen).toBeGreaterThan(1.05 * overfit.lowest);

    await slide(figure, 'Dropout, probability', 0.5);
    const withDropout = await train();
    expect(withDropout.seen).toBeGreaterThan(overfit.seen);
    expect(withDropout.lowest).toBeLessThan(overfit.lowest);

    await figure.getByLabel('Begin with').selectOption('small');
    const underfit = await train();
    expect(underfit.seen).toBeGreaterThan(0.8);
    expect(underfit.unseen - underfit.seen).toBeLessThan(0.3);
    const rows = await numbersOf(table(figure, 'Your trainings'));
    expect(rows.slice(1).map((row) => row.slice(0, 3))).toEqual([
      [500, 256, 0],
      [500, 256, 0.5],
      [500, 3, 0],
    ]);
  });

  test('committee: together the members are right more often than alone', async () => {
    const figure = await open('en/lessons/is-it-well-trained/', 'committee');
    await figure.getByRole('button', { name: 'Train and convene' }).click();
    const status = figure.getByRole('status').filter({ hasText: 'in a single pass' });
    await status.waitFor();
    const [alone, together, whole] = Array.from((await status.textContent())!.matchAll(/([\d.]+) %/g), ([, share]) =>
      Number(share),
    );
    expect(together).toBeGreaterThan(alone! + 1);
    expect(Math.abs(whole! - together!)).toBeLessThan(2);
    expect((await numbersOf(table(figure, 'Loss'))).slice(1).map(([members]) => members)).toEqual([1, 2, 4, 8, 16, 32]);
  });

  test('calculator: totals, a wrong layer with its remedy, and code', async () => {
    const figure = await open('en/lessons/shape-calculator/', 'calculator');
    const status = figure.getByRole('status');
    const total = '61,706 parameters, 416,520 multiply-adds and 62 KiB of outputs for one image.';
    expect(await status.textContent()).toBe(total);
    expect(await figure.getByRole('row', { name: /^6 avgPool2d/ }).textContent()).toMatch(/\[5, 5, 16\].*16.*4/);

    const features = figure.getByLabel('inFeatures').first();
    await features.fill('401');
    await features.press('Enter');
    expect(await status.textContent()).toMatch(
      /^linear expects 401 input features but the previous layer gives 400 = 5×5×16\. Try: /,
    );
    await features.fill('400');
    await features.press('Enter');
    expect(await status.textContent()).toBe(total);

    await figure.getByRole('button', { name: 'Remove layer 7, flatten' }).press('Enter');
    expect(await status.textContent()).not.toBe(total);
    await figure.getByLabel('New layer').selectOption('flatten');
    await figure.getByRole('button', { name: 'Add at the end' }).click();
    for (let index = 12; index > 7; index--)
      await figure.getByRole('button', { name: `Move layer ${index}, flatten, up` }).click();
    expect(await status.textContent()).toBe(total);

    await figure.getByLabel('Begin with').selectOption('vggBlock');
    await figure.getByText('As code').click();
    expect(await figure.getByLabel('PyTorch').textContent()).toContain('nn.Conv2d(3, 64, 3, padding=1),');
    expect(await figure.getByLabel('TypeScript').textContent()).toContain(
      'new Conv2d(64, 64, { kernelSize: 3, padding: 1 }),',
    );
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      figure.getByRole('link', { name: 'Download' }).last().click(),
    ]);
    expect(download.suggestedFilename()).toBe('network.py');
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/^from torch import nn\n/);
  });

  test('inverse: the inputs of an output', async () => {
    const figure = await open('en/lessons/shape-calculator/', 'inverse');
    expect(await figure.getByRole('status').textContent()).toBe('An output of 100 comes from: 106.');
    await slide(figure, 'Output size', 112);
    await slide(figure, 'Stride', 2);
    await slide(figure, 'Pixels on each side', 3);
    expect(await figure.getByRole('status').textContent()).toBe('An output of 112 comes from: 223, 224.');
  });

  test('windows: those that turn one size into another', async () => {
    const figure = await open('en/lessons/shape-calculator/', 'windows');
    const status = figure.getByRole('status');
    expect(await status.textContent()).toBe('7 windows make 3 of 15.');
    expect((await numbersOf(table(figure, 'Windows'))).slice(1, 3)).toEqual([
      [5, 4, 0],
      [5, 5, 0],
    ]);
    await slide(figure, 'Output size', 40);
    expect(await status.textContent()).toBe('No such kernel makes 40 of 15.');
  });

  test('receptive field: what a cell sees grows with the layers', async () => {
    const figure = await open('en/lessons/receptive-field/', 'receptive-field');
    const status = figure.getByRole('status');
    const ones = async (caption: string) =>
      (await numbersOf(table(figure, caption))).flat().filter((cell) => cell === 1).length;
    expect(await status.textContent()).toContain(
      'sees 5 × 5 pixels of the image; its neighbours look 1 pixel further.',
    );
    expect([await ones('Image'), await ones('Behind layer 1'), await ones('Behind layer 2')]).toEqual([25, 9, 1]);
    await figure.getByLabel('Layers').selectOption('small');
    expect([await ones('Image'), await ones('Behind layer 1')]).toEqual([9, 4]);
    await figure.getByLabel('Layers').selectOption('pooled');
    expect(await status.textContent()).toContain(
      'sees 8 × 8 pixels of the image; its neighbours look 2 pixels further.',
    );
    await figure.getByLabel('Layers').selectOption('dilated');
    expect([await ones('Image'), await ones('Behind layer 1')]).toEqual([49, 9]);
    await table(figure, 'Behind layer 1').getByLabel('row 1, column 1: 0').click();
    expect(await status.textContent()).toMatch(/^The cell at row 1, column 1 sees 3 × 3 pixels/);
    expect((await numbersOf(table(figure, 'Image')))[2]!.slice(0, 4)).toEqual([1, 1, 1, 0]);
  });

  test('learn kernel: it gets there, and a learning rate above 1/30 does not', async () => {
    const figure = await open('en/lessons/learning-a-kernel/', 'learn-kernel');
    const status = figure.getByRole('status');
    expect(await status.textContent()).toBe('Loss before this step: 72. The kernel after it: 0.04; −0.44.');
    await figure.getByLabel('The kernel at the start, row 1, column 1').fill('0');
    await figure.getByLabel('The kernel at the start, row 1, column 1').press('Enter');
    await figure.getByLabel('The kernel at the start, row 1, column 2').fill('0');
    await figure.getByLabel('The kernel at the start, row 1, column 2').press('Enter');
    await slide(figure, 'Learning rate', 0.03);
    await figure.getByLabel(/^Step \d/).fill('9');
    expect(await status.textContent()).toBe('Loss before this step: 0.004. The kernel after it: 0.988; −0.988.');
    await figure.getByLabel('The kernel at the start, row 1, column 2').fill('1');
    await figure.getByLabel('The kernel at the start, row 1, column 2').press('Enter');
    await slide(figure, 'Learning rate', 0.05);
    const [, from, to] = (await figure.getByRole('img').getAttribute('aria-label'))!
      .replaceAll(',', '')
      .match(/^The loss went from ([\d.]+) to ([\d.]+)\.$/)!;
    expect(Number(to)).toBeGreaterThan(1000 * Number(from));
  });

  test('activation: value, slope and a filtered image', async () => {
    const figure = await open('en/lessons/activation/', 'activation');
    const status = figure.getByRole('status');
    await slide(figure, 'x', 0);
    expect(await numbersOf(table(figure, 'Detected: ReLU'))).toEqual(Array(3).fill([0, 0, 4]));
    for (const [choice, sentence] of [
      ['ReLU', 'ReLU of 0 is 0, and its slope there is 0.'],
      ['sigmoid', 'sigmoid of 0 is 0.5, and its slope there is 0.25.'],
      ['tanh', 'tanh of 0 is 0, and its slope there is 1.'],
    ] as const) {
      await figure.getByLabel(choice, { exact: true }).check();
      expect(await status.textContent()).toBe(sentence);
    }
    expect((await numbersOf(table(figure, 'Detected: tanh')))[0]).toEqual([-0.999, 0, 0.999]);
  });

  test('channels: the sum over the channels, for each output channel', async () => {
    const figure = await open('en/lessons/channels/', 'channels');
    expect(await figure.getByRole('status').textContent()).toBe('19 + 37 = 56');
    await figure.getByRole('slider').press('End');
    expect((await numbersOf(table(figure, 'Output'))).flat()).toEqual([56, 72, 104, 120]);
    await figure.getByLabel('1', { exact: true }).check();
    expect((await numbersOf(table(figure, 'Output'))).flat()).toEqual([76, 100, 148, 172]);
    await figure.getByLabel('2', { exact: true }).check();
    expect((await numbersOf(table(figure, 'Output'))).flat()).toEqual([96, 128, 192, 224]);
  });

  test('mix: the weights of a 1 × 1 kernel', async () => {
    const figure = await open('en/lessons/channels/', 'mix');
    const output = figure.getByRole('img', { name: /^Output/ });
    expect(await output.getAttribute('aria-label')).toBe('Output: 24 × 24, values from −1 to 1');
    await slide(figure, 'Weight of channel 2', 0);
    expect(await output.getAttribute('aria-label')).toBe('Output: 24 × 24, values from 0 to 1');
    await slide(figure, 'Weight of channel 0', 0.2);
    expect(await output.getAttribute('aria-label')).toBe('Output: 24 × 24, values from 0 to 0.5');
  });

  test('strokes: their number does not depend on where the digit stands', async () => {
    const figure = await open('en/lessons/why-convolution/', 'strokes');
    const status = figure.getByRole('status');
    for (const [digit, across, down] of [
      ['1', 0, 3],
      ['7', 1, 3],
      ['0', 2, 6],
      ['4', 1, 4],
    ] as const) {
      await figure.getByLabel(digit, { exact: true }).check();
      for (const place of [0, 3]) {
        await slide(figure, 'Move to the right', place);
        await slide(figure, 'Move down', place);
        expect(await status.textContent()).toBe(`Full answers of 3: ${across} across, ${down} down.`);
      }
    }
  });

  test('parameters: a linear layer grows with the image, a convolution does not', async () => {
    const figure = await open('en/lessons/why-convolution/', 'parameters');
    const status = figure.getByRole('status');
    expect(await status.textContent()).toMatch(/^Linear layer: 12,289,000 parameters\. Convolution: 28,000\./);
    await slide(figure, 'Side of the image', 1000);
    expect(await status.textContent()).toMatch(/^Linear layer: 3,000,001,000 parameters\. Convolution: 28,000\./);
  });

  test('augment: the seed decides, and without transforms nothing changes', async () => {
    const figure = await open('en/lessons/augmentation/', 'augment');
    const status = figure.getByRole('status');
    const pictures = () =>
      figure.locator('canvas').evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
    const first = await pictures();
    expect(new Set(first).size).toBe(9);
    await slide(figure, 'Seed', 1);
    const second = await pictures();
    expect(second[0]).toBe(first[0]);
    expect(second[1]).not.toBe(first[1]);
    await slide(figure, 'Seed', 0);
    expect(await pictures()).toEqual(first);
    expect(await figure.locator('pre').textContent()).toContain(
      'new RandomResizedCrop([28, 28], { scale: [0.8, 1] }),',
    );

    const dice = await figure.locator('ol').textContent();
    await figure.getByLabel('Fuse').check();
    expect((await pictures())[0]).toBe(first[0]);
    expect(await pictures()).not.toEqual(first);
    expect(await figure.locator('ol').textContent()).toBe(dice);
    expect(await figure.locator('pre').textContent()).toMatch(/^\], \{ fuse: true \}\);$/m);
    await figure.getByLabel('Fuse').uncheck();
    expect(await pictures()).toEqual(first);

    await slide(figure, 'Flip with probability', 1);
    for (const label of ['Rotate up to ± degrees', 'Brightness ±', 'Contrast ±', 'Saturation ±', 'Hue ±']) {
      await slide(figure, label, 0);
    }
    await slide(figure, 'Crop at least this share', 1);
    expect(new Set((await pictures()).slice(1)).size).toBe(1);
    expect(await status.textContent()).toBe('1 transform in a row; the same seed gives the same eight images.');
    await slide(figure, 'Flip with probability', 0);
    expect(new Set(await pictures()).size).toBe(1);
    expect(await status.textContent()).toBe('Nothing is changed: every draw is the image itself.');
  });
});
