// One start in Node: prints the milliseconds of each part, and since the process was started.
import { firstStep } from './first-step.ts';

const parts = await firstStep();
process.stdout.write(JSON.stringify({ ...parts, whole: performance.now() }));
process.exit();
