import { expect } from 'vitest';
import { describeFigures, numbersOf, slide, test } from './figure-test.ts';

describeFigures('figures of convolutions', () => {
  test('filter: another kernel gives another picture, and a number typed in counts', async ({ open }) => {
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

  test('filter: an image of the reader is filtered in the page, and a file that is none is refused', async ({
    page,
    open,
  }) => {
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

  test('convolution: each step adds a number, painting changes it, all by keyboard', async ({ page, open, table }) => {
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

  test('convolution: plays to the end by itself and stops there', async ({ page, open }) => {
    await page.clock.install();
    const figure = await open('en/lessons/convolution-by-hand/', 'convolution');
    await figure.getByRole('button', { name: 'Play' }).click();
    await page.clock.runFor(600 * 20);
    expect(await figure.getByText('Step 16 of 16').isVisible()).toBe(true);
    expect(await figure.getByRole('button', { name: 'Play' }).isVisible()).toBe(true);
  });

  test('window: a place of an image, by slider, by pointer and in an image that is dropped in', async ({
    page,
    open,
    table,
  }) => {
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

  test('activation: value, slope and a filtered image', async ({ open, table }) => {
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

  test('channels: the sum over the channels, for each output channel', async ({ open, table }) => {
    const figure = await open('en/lessons/channels/', 'channels');
    expect(await figure.getByRole('status').textContent()).toBe('19 + 37 = 56');
    await figure.getByRole('slider').press('End');
    expect((await numbersOf(table(figure, 'Output'))).flat()).toEqual([56, 72, 104, 120]);
    await figure.getByLabel('1', { exact: true }).check();
    expect((await numbersOf(table(figure, 'Output'))).flat()).toEqual([76, 100, 148, 172]);
    await figure.getByLabel('2', { exact: true }).check();
    expect((await numbersOf(table(figure, 'Output'))).flat()).toEqual([96, 128, 192, 224]);
  });

  test('mix: the weights of a 1 × 1 kernel', async ({ open }) => {
    const figure = await open('en/lessons/channels/', 'mix');
    const output = figure.getByRole('img', { name: /^Output/ });
    expect(await output.getAttribute('aria-label')).toBe('Output: 24 × 24, values from −1 to 1');
    await slide(figure, 'Weight of channel 2', 0);
    expect(await output.getAttribute('aria-label')).toBe('Output: 24 × 24, values from 0 to 1');
    await slide(figure, 'Weight of channel 0', 0.2);
    expect(await output.getAttribute('aria-label')).toBe('Output: 24 × 24, values from 0 to 0.5');
  });
});
