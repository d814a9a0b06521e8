import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { describeFigures, test } from './figure-test.ts';

describeFigures('errors in figures', () => {
  test.for(['en', 'es'])(
    'in %s a file that is no image, and layers that do not fit, link to the error index',
    async (language, { page, open, url }) => {
      const expectLink = async (message: Locator, code: string) => {
        const link = message.getByRole('link', { name: code });
        const address = `${url}${language}/errors/${code.replace('FEATUREMAP_', '').toLowerCase()}/`;
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

  test.for<[path: string, name: string, button: string | RegExp]>([
    ['lessons/lenet/', 'lenet', /^Train/],
    ['lessons/is-it-well-trained/', 'fitting', 'Train'],
    ['lessons/is-it-well-trained/', 'committee', 'Train and convene'],
  ])('on %s, %s says when its images cannot be fetched', async ([path, name, button], { page, open }) => {
    await page.route('**/fashion-mnist/*', (route) => route.abort());
    const figure = await open(`en/${path}`, name);
    await figure.getByRole('button', { name: button, exact: true }).click();
    const message = figure.getByRole('status').filter({ hasText: /^fashion-mnist\/.*\.bin cannot be fetched: / });
    await message.getByRole('link', { name: 'What FEATUREMAP_DATA means' }).waitFor();
  });
});
