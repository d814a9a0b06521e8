import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Starts headless Chromium, or returns undefined where there is none. */
export async function launchChromium(): Promise<Browser | undefined> {
  return existsSync(executablePath) ? chromium.launch({ executablePath, args: ['--no-sandbox'] }) : undefined;
}
