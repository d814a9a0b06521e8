// A classic script: softmax regression behind one hidden layer, with the gradients written out.
async function train({ tf, featuremapBackendWasm: { BACKEND_NAME, backendInfo, setThreads } }) {
  setThreads(2);
  await tf.setBackend(BACKEND_NAME);
  const count = 256;
  const classes = Int32Array.from({ length: count }, (_, i) => i % 10);
  const x = tf.tensor2d(
    Float32Array.from({ length: count * 144 }, (_, i) => Math.sin(classes[Math.floor(i / 144)] * (i % 144))),
    [count, 144],
  );
  const t = tf.oneHot(tf.tensor1d(classes, 'int32'), 10).cast('float32');
  let w1 = tf.randomNormal([144, 64], 0, 0.1, 'float32', 1);
  let w2 = tf.randomNormal([64, 10], 0, 0.1, 'float32', 2);
  const losses = [];
  for (let step = 0; step < 30; step++) {
    const h = tf.relu(tf.matMul(x, w1));
    const p = tf.softmax(tf.matMul(h, w2));
    losses.push(tf.neg(tf.mean(tf.log(tf.sum(tf.mul(p, t), 1)))).dataSync()[0]);
    const dz = tf.div(tf.sub(p, t), count);
    const dh = tf.mul(tf.matMul(dz, w2, false, true), tf.step(h));
    w2 = tf.sub(w2, tf.matMul(h, dz, true, false));
    w1 = tf.sub(w1, tf.matMul(x, dh, true, false));
  }
  return { first: losses[0], last: losses.at(-1), ...backendInfo() };
}

train(globalThis).then((trained) => {
  globalThis.trained = trained;
});
