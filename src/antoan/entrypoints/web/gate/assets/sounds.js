// A sound and a vibration for each colour, different enough to be told apart without looking.

// Notes as [hertz, start, length], times in seconds.
const MELODIES = {
  green: [[660, 0, 0.12], [990, 0.13, 0.2]],
  yellow: [[620, 0, 0.14], [620, 0.22, 0.14]],
  red: [[330, 0, 0.22], [262, 0.27, 0.22], [330, 0.54, 0.22], [262, 0.81, 0.3]],
  black: [[180, 0, 0.7]],
  unknown: [[520, 0, 0.14], [400, 0.18, 0.14], [520, 0.36, 0.2]],
};
const VIBRATIONS = {
  green: [80],
  yellow: [120, 80, 120],
  red: [300, 100, 300, 100, 300],
  black: [800],
  unknown: [100, 60, 100, 60, 100],
};

let context;

/** Browsers let a page sound only after a touch or a key: call this on the first one. */
export function wake() {
  const Context = window.AudioContext || window.webkitAudioContext;
  if (!Context) return;
  context = context || new Context();
  if (context.state === "suspended") context.resume();
}

/** Sound and vibrate for a colour. */
export function announce(colour, { silent = false } = {}) {
  if (navigator.vibrate) navigator.vibrate(VIBRATIONS[colour]);
  if (silent || !context || context.state !== "running") return;
  for (const [hertz, start, length] of MELODIES[colour]) play(hertz, context.currentTime + start, length);
}

function play(hertz, start, length) {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.type = hertz < 300 ? "sawtooth" : "triangle";
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.5, start + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + length);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + length + 0.02);
}
