import { expect } from 'vitest';
import { describeFigures, slide, test } from './figure-test.ts';

describeFigures('the figure of augmentation', () => {
  test('augment: the seed decides, and without transforms nothing changes', async ({ open }) => {
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
