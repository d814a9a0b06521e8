import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { describeFigures, numbersOf, slide, test } from './figure-test.ts';

describeFigures('figures that train', () => {
  test('lenet: its loss falls, it pauses and goes on, looks at images, and keeps its weights', async ({
    page,
    open,
  }) => {
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

  test('fitting: a network learns by heart, and one that is too small does not', async ({ open, table }) => {
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

  test('committee: together the members are right more often than alone', async ({ open, table }) => {
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

  test('learn kernel: it gets there, and a learning rate above 1/30 does not', async ({ open }) => {
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

  test('strokes: their number does not depend on where the digit stands', async ({ open }) => {
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
});
