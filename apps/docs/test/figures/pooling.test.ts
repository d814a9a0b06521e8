import { expect } from 'vitest';
import { describeFigures, numbersOf, slide, test } from './figure-test.ts';

describeFigures('figures of pooling', () => {
  test('pooling: maxima, means and what flows back', async ({ open, table }) => {
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

  test('strip: the window moves by its stride', async ({ open, table }) => {
    const figure = await open('en/lessons/pooling/', 'strip');
    expect(await numbersOf(table(figure, 'Output'))).toEqual([[9, 9, -1, 7, 7, 3, 2]]);
    await slide(figure, 'Stride', 2);
    expect(await numbersOf(table(figure, 'Output'))).toEqual([[9, -1, 7, 2]]);
    await figure.getByRole('button', { name: 'Step forward' }).click();
    expect(await figure.getByRole('status').textContent()).toBe('max(−1; −2) = −1');
  });

  test('shift: a pixel is hidden, two are not', async ({ open, table }) => {
    const figure = await open('en/lessons/pooling/', 'shift');
    expect(await numbersOf(table(figure, 'After max pooling'))).toEqual([[1, 0, 0]]);
    await slide(figure, 'Columns that the image moves to the left', 1);
    expect((await numbersOf(table(figure, 'Edges found')))[0]).toEqual([1, 0, 0, 0, -1, 0, 0]);
    expect(await figure.getByRole('status').textContent()).toBe('Max pooling gives what it gives without the shift.');
    await slide(figure, 'Columns that the image moves to the left', 2);
    expect(await figure.getByRole('status').textContent()).toMatch(/something else/);
  });

  test('lost: three patterns give the same', async ({ open, table }) => {
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

  test('dots: near ones become one, far ones stay apart', async ({ open }) => {
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
});
