import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { describeFigures, numbersOf, slide, test } from './figure-test.ts';

describeFigures('figures of sizes', () => {
  test('places: sizes, formula, border and uses follow the sliders', async ({ open, table }) => {
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

  test('places: per side and in all, and strides of 3 and 2', async ({ page, open, table }) => {
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

  test('stride: at 3 most of the circle is missed', async ({ open }) => {
    const figure = await open('en/lessons/padding-and-stride/', 'stride');
    expect(await figure.getByRole('status').textContent()).toBe('248 pixels of 64 × 64 answer to a bottom edge.');
    await slide(figure, 'Stride of the filter', 3);
    expect(await figure.getByRole('status').textContent()).toBe('24 pixels of 22 × 22 answer to a bottom edge.');
  });

  test('calculator: totals, a wrong layer with its remedy, and code', async ({ page, open }) => {
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

  test('inverse: the inputs of an output', async ({ open }) => {
    const figure = await open('en/lessons/shape-calculator/', 'inverse');
    expect(await figure.getByRole('status').textContent()).toBe('An output of 100 comes from: 106.');
    await slide(figure, 'Output size', 112);
    await slide(figure, 'Stride', 2);
    await slide(figure, 'Pixels on each side', 3);
    expect(await figure.getByRole('status').textContent()).toBe('An output of 112 comes from: 223, 224.');
  });

  test('windows: those that turn one size into another', async ({ open, table }) => {
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

  test('receptive field: what a cell sees grows with the layers', async ({ open, table }) => {
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

  test('parameters: a linear layer grows with the image, a convolution does not', async ({ open }) => {
    const figure = await open('en/lessons/why-convolution/', 'parameters');
    const status = figure.getByRole('status');
    expect(await status.textContent()).toMatch(/^Linear layer: 12,289,000 parameters\. Convolution: 28,000\./);
    await slide(figure, 'Side of the image', 1000);
    expect(await status.textContent()).toMatch(/^Linear layer: 3,000,001,000 parameters\. Convolution: 28,000\./);
  });
});
