import '@tensorflow/tfjs-backend-cpu';
import { testActivationLayer } from '../../test/activation-case.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { hardswish } from '../ops/hardswish.ts';
import { Hardswish } from './hardswish.ts';

tidyEachTest();

testActivationLayer(() => new Hardswish(), hardswish);
testLayer({ make: () => new Hardswish(), sample: [3, 4, 2] });
