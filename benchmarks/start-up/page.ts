import { firstStep } from './first-step.ts';

/** One start in a page; the whole is since the navigation began. */
const start = async () => ({ ...(await firstStep()), whole: performance.now() });

Object.assign(globalThis, { started: start() });
