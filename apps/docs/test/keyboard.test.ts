import { skipWithout } from '@featuremap/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lessons } from '../src/sidebar.ts';
import { hasChromium, launch, patience, serve, wake } from './site.ts';

const named = 'application|button|checkbox|combobox|img|link|radio|slider|spinbutton|textbox';

/** Presses the buttons of a figure that trains, by key, until it shows what it has learnt. */
async function train(figure: Locator): Promise<void> {
  await figure.getByRole('button', { name: /^Train/ }).press('Enter');
  await figure.locator('table').first().waitFor();
  const pause = figure.getByRole('button', { name: 'Pause' });
  if ((await pause.count()) === 0) return;
  await pause.press('Enter');
  await figure.getByRole('button', { name: 'Go on' }).waitFor();
}

/** Marks what can be operated with `data-stop` and its place, and says what the keyboard would miss. */
function markStops(figure: Element): { stops: number; troubles: string[] } {
  (document.activeElement as HTMLElement).blur();
  const show = (element: Element) => element.outerHTML.slice(0, 120);
  const isShown = (element: Element) => element.checkVisibility() && !element.matches(':disabled');
  const all = [...figure.querySelectorAll<HTMLElement>('a, button, input, select, summary, [tabindex]')].filter(
    isShown,
  );
  // Of radio buttons the chosen one is a stop, and of a table of buttons the cell that was used last.
  const stops = all.filter((element) => element.tabIndex >= 0 && !element.matches('[type=radio]:not(:checked)'));
  const look = (element: Element | null) => {
    if (!element) return '';
    const { outline, boxShadow, opacity } = getComputedStyle(element);
    return opacity === '0' ? '' : `${outline} ${boxShadow}`;
  };
  for (const [place, stop] of stops.entries()) {
    stop.dataset.stop = `${place}`;
    stop.dataset.look = look(stop) + look(stop.nextElementSibling);
  }
  const isClickable = (element: Element) => ['pointer', 'crosshair'].includes(getComputedStyle(element).cursor);
  const isOperable = (element: Element) =>
    element.closest('[data-stop], [data-at], label') !== null ||
    // Pressing on a picture lays the window somewhere, as the sliders beside it do.
    (element.matches('canvas[role=img]') && figure.querySelectorAll('[type=range]').length >= 2);
  return {
    stops: stops.length,
    troubles: [
      ...all.filter((element) => element.tabIndex > 0).map((element) => `out of order: ${show(element)}`),
      ...all
        .filter((element) => element.tabIndex < 0 && !element.closest('table')?.querySelector('[data-stop]'))
        .map((element) => `out of reach: ${show(element)}`),
      ...[...figure.querySelectorAll('*')]
        .filter((element) => element.checkVisibility() && isClickable(element) && !isOperable(element))
        .map((element) => `for the pointer only: ${show(element)}`),
      ...[...figure.querySelectorAll('canvas, svg')]
        .filter((element) => !element.closest(':is([role=img], [role=application])[aria-label]:not([aria-label=""])'))
        .map((element) => `not in words: ${show(element)}`),
    ],
  };
}

/** Where the focus is: the place of the stop, or undefined outside of the figure; and whether it looks focused. */
function focused(): { place: number | undefined; isMarked: boolean } {
  const look = (element: Element | null) => {
    if (!element) return '';
    const { outline, boxShadow, opacity } = getComputedStyle(element);
    return opacity === '0' ? '' : `${outline} ${boxShadow}`;
  };
  const { activeElement } = document;
  const { stop, look: unfocused } = (activeElement as HTMLElement).dataset;
  return {
    place: stop === undefined ? undefined : Number(stop),
    isMarked: look(activeElement) + look(activeElement!.nextElementSibling) !== unfocused,
  };
}

describe.skipIf(skipWithout('browser', hasChromium, 'chromium'))('every figure', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    server = await serve('.site');
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /** Goes through a figure with the Tab key and back out of it. */
  async function walk(page: Page, figure: Locator): Promise<void> {
    await figure.evaluate((element: HTMLElement) => {
      for (const details of element.querySelectorAll('details')) details.open = true;
    });
    const { stops, troubles } = await figure.evaluate(markStops);
    expect(troubles).toEqual([]);
    await figure.evaluate((element: HTMLElement) => {
      element.tabIndex = -1;
      element.focus();
      element.removeAttribute('tabindex');
    });
    const visited: (number | undefined)[] = [];
    const unmarked: (number | undefined)[] = [];
    while (visited.length <= stops && (visited.length === 0 || visited.at(-1) !== undefined)) {
      await page.keyboard.press('Tab');
      const { place, isMarked } = await page.evaluate(focused);
      visited.push(place);
      if (place !== undefined && !isMarked) unmarked.push(place);
    }
    expect(visited, 'the stops, one after another, and then out').toEqual([...Array(stops).keys(), undefined]);
    expect(unmarked, 'stops that do not show the focus').toEqual([]);
    await figure.evaluate((element) => {
      for (const stop of element.querySelectorAll('[data-stop]')) stop.removeAttribute('data-stop');
    });
  }

  test.each(['', ...lessons.map((lesson) => `lessons/${lesson}/`)])(
    'of "%s" works by keyboard, says in words what it shows, and keeps still',
    async (path) => {
      const page = await browser.newPage({ serviceWorkers: 'block', reducedMotion: 'reduce' });
      page.setDefaultTimeout(patience);
      await page.goto(`${server.url}en/${path}`);
      await wake(page);
      const before = await page.locator('main').ariaSnapshot();
      expect(await page.evaluate(() => document.getAnimations().length), 'animations').toBe(0);
      await page.waitForTimeout(700); // longer than a step of what plays
      expect(await page.locator('main').ariaSnapshot()).toBe(before);

      const figures = await page.locator('[data-figure]').all();
      expect(figures.length).toBeGreaterThanOrEqual(1);
      for (const figure of figures) {
        if ((await figure.getByRole('button', { name: /^Train/ }).count()) > 0) await train(figure);
        await walk(page, figure);
        const words = await figure.ariaSnapshot();
        expect(words.match(new RegExp(`^ *- (?:${named})(?! ")[ :].*$`, 'gm')), 'without a name').toBeNull();
        expect(words, 'numbers in words').toMatch(/(?:status|cell|img).*\d/);
      }
      await page.close();
    },
  );
});
