import { activationGradient, LINEAR } from './activation';
import { ConvTask } from './conv-task';
import { poolGradient } from './pool-gradient';

/** dz of one image, the gradient behind convolution and bias: dz = poolgrad(dy)·activation'(y), in `dz` or `dy` itself. */
export function blockGradient(task: ConvTask, image: i32, dz: usize): usize {
  const numbers = task.outH * task.outW * task.outC;
  const y = task.y + ((image * numbers) << 2);
  if (task.poolKind) {
    const dy = task.dy + ((image * task.poolH * task.poolW * task.outC) << 2);
    poolGradient(task, y, dy, dz);
    return dz;
  }
  const dy = task.dy + ((image * numbers) << 2);
  if (task.activation == LINEAR) return dy;
  activationGradient(task.activation, dz, y, dy, numbers);
  return dz;
}
