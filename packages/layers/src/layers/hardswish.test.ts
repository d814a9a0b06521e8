import '@tensorflow/tfjs-backend-cpu';
import { testActivationLayer } from '../../test/activation-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { hardswish } from '../ops/hardswish.ts';
import { Hardswish } from './hardswish.ts';

tidyEachTest();

testActivationLayer(() => new Hardswish(), hardswish);
