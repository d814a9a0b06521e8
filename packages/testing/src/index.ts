export { bundleForBrowser, findChromium, type Page, reportOfChromium } from './chromium.ts';
export { expectClose, type Tolerance } from './closeness.ts';
export { type Example, examplesOf, testExamples } from './examples.ts';
export { type GoldenArray, type GoldenSource, readGolden } from './golden.ts';
export { messageOf, rejectionOf } from './message-of.ts';
export { type Requirement, skipWithout } from './skip-without.ts';
