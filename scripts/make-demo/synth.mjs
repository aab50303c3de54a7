/** A small software synthesiser: stereo buffers, a few instruments, noise, and a reverb. */

export const RATE = 44100;
const TAU = Math.PI * 2;

/** Seeded noise, so that every run gives the same sound. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class Stereo {
  constructor(seconds) {
    this.length = Math.ceil(seconds * RATE);
    this.left = new Float32Array(this.length);
    this.right = new Float32Array(this.length);
  }

  get seconds() {
    return this.length / RATE;
  }

  /** Mixes another buffer in, at a time in seconds. */
  mix(other, gain = 1, at = 0) {
    const offset = Math.round(at * RATE);
    const end = Math.min(other.length, this.length - offset);
    for (let i = Math.max(0, -offset); i < end; i++) {
      this.left[offset + i] += other.left[i] * gain;
      this.right[offset + i] += other.right[i] * gain;
    }
    return this;
  }

  /** Multiplies by a function of time. */
  shape(gainAt) {
    for (let i = 0; i < this.length; i++) {
      const gain = gainAt(i / RATE);
      this.left[i] *= gain;
      this.right[i] *= gain;
    }
    return this;
  }

  fade(inSeconds, outSeconds) {
    const total = this.seconds;
    return this.shape((t) => smooth(t / inSeconds) * smooth((total - t) / outSeconds));
  }

  /** Interleaved 32-bit float samples. */
  interleaved() {
    const out = new Float32Array(this.length * 2);
    for (let i = 0; i < this.length; i++) {
      out[2 * i] = this.left[i];
      out[2 * i + 1] = this.right[i];
    }
    return Buffer.from(out.buffer);
  }

  /** The mean of both sides, as 32-bit float samples. */
  mono() {
    return Buffer.from(this.left.map((sample, i) => (sample + this.right[i]) / 2).buffer);
  }

  static fromMono(samples) {
    const stereo = new Stereo(0);
    stereo.length = samples.length;
    stereo.left = Float32Array.from(samples);
    stereo.right = Float32Array.from(samples);
    return stereo;
  }
}

export const smooth = (x) => {
  const c = Math.min(1, Math.max(0, x));
  return c * c * (3 - 2 * c);
};

/** `hz('A4') === 440` */
export function hz(note) {
  const [, letter, accidental, octave] = /^([A-G])([#b]?)(\d)$/.exec(note);
  const step = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }[letter] + ({ '#': 1, b: -1 }[accidental] ?? 0);
  return 440 * 2 ** ((step - 9) / 12 + Number(octave) - 4);
}

function table(harmonics) {
  const size = 4096;
  const out = new Float32Array(size + 1);
  for (let i = 0; i <= size; i++) {
    harmonics.forEach((amp, k) => {
      out[i] += amp * Math.sin((TAU * (k + 1) * i) / size);
    });
  }
  return out;
}

const WARM = table([1, 0.42, 0.2, 0.11, 0.06, 0.03, 0.015]);
const HOLLOW = table([1, 0.05, 0.28, 0.02, 0.1, 0.01, 0.03]);
const PURE = table([1, 0.08]);

/** A long soft tone; two slightly detuned voices, one towards each side. */
export function pad(
  out,
  { note, at, seconds, gain = 0.1, attack = 2, release = 3, tone = WARM, spread = 0.0022, drift = 0.13 },
) {
  const frequency = typeof note === 'string' ? hz(note) : note;
  const start = Math.round(at * RATE);
  const total = Math.round((seconds + release) * RATE);
  const voices = [1 - spread, 1 + spread, 1 + spread * 0.3];
  const gains = [
    [0.75, 0.25],
    [0.25, 0.75],
    [0.45, 0.45],
  ];
  const phases = [0.1, 0.43, 0.77].map((p) => p * 4096 * ((frequency % 7) / 7));
  for (let i = 0; i < total && start + i < out.length; i++) {
    const t = i / RATE;
    const envelope = smooth(t / attack) * smooth((seconds + release - t) / release) * gain;
    const wobble = 1 + 0.0007 * Math.sin(TAU * drift * (at + t) + frequency);
    for (let v = 0; v < 3; v++) {
      phases[v] = (phases[v] + (frequency * voices[v] * wobble * 4096) / RATE) % 4096;
      const index = phases[v] | 0;
      const fraction = phases[v] - index;
      const sample = (tone[index] + (tone[index + 1] - tone[index]) * fraction) * envelope;
      out.left[start + i] += sample * gains[v][0];
      out.right[start + i] += sample * gains[v][1];
    }
  }
}

/** A struck tone with a glassy attack. */
export function bell(out, { note, at, gain = 0.15, decay = 1.6, pan = 0, brightness = 1.1, ratio = 3.003 }) {
  const frequency = typeof note === 'string' ? hz(note) : note;
  const start = Math.round(at * RATE);
  const total = Math.round(decay * 4 * RATE);
  const left = Math.cos(((pan + 1) * Math.PI) / 4) * gain;
  const right = Math.sin(((pan + 1) * Math.PI) / 4) * gain;
  for (let i = 0; i < total && start + i < out.length; i++) {
    const t = i / RATE;
    const index = brightness * Math.exp(-t / (decay * 0.25));
    const tail = smooth((decay * 4 - t) / (decay * 0.8));
    const sample =
      Math.sin(TAU * frequency * t + index * Math.sin(TAU * frequency * ratio * t)) *
      Math.exp(-t / decay) *
      smooth(t / 0.006) *
      tail;
    out.left[start + i] += sample * left;
    out.right[start + i] += sample * right;
  }
}

/** A two-pole filter in place (RBJ cookbook); `hzAt` may be a number or a function of time. */
export function filter(out, type, hzAt, q = 0.707) {
  for (const channel of [out.left, out.right]) {
    let x1 = 0;
    let x2 = 0;
    let y1 = 0;
    let y2 = 0;
    let b0 = 0;
    let b1 = 0;
    let b2 = 0;
    let a1 = 0;
    let a2 = 0;
    for (let i = 0; i < out.length; i++) {
      if (i === 0 || (typeof hzAt === 'function' && i % 64 === 0)) {
        const w = (TAU * (typeof hzAt === 'function' ? hzAt(i / RATE) : hzAt)) / RATE;
        const cos = Math.cos(w);
        const alpha = Math.sin(w) / (2 * q);
        const a0 = 1 + alpha;
        if (type === 'lowpass') [b0, b1, b2] = [(1 - cos) / 2, 1 - cos, (1 - cos) / 2];
        else if (type === 'highpass') [b0, b1, b2] = [(1 + cos) / 2, -(1 + cos), (1 + cos) / 2];
        else [b0, b1, b2] = [alpha, 0, -alpha];
        [b0, b1, b2, a1, a2] = [b0 / a0, b1 / a0, b2 / a0, (-2 * cos) / a0, (1 - alpha) / a0];
      }
      const x = channel[i];
      const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      channel[i] = y;
    }
  }
  return out;
}

export function noise(seconds, seed) {
  const out = new Stereo(seconds);
  const next = random(seed);
  for (let i = 0; i < out.length; i++) {
    out.left[i] = next() * 2 - 1;
    out.right[i] = next() * 2 - 1;
  }
  return out;
}

/** Low, soft rolling of a carriage. */
export const rumble = (seconds, seed = 7) =>
  filter(filter(filter(noise(seconds, seed), 'lowpass', 150), 'lowpass', 220), 'highpass', 38).shape(
    (t) => 2.2 + 0.5 * Math.sin(t * 0.7),
  );

/** Rain: a hiss that comes and goes, with single drops in front. */
export function rain(seconds, seed = 11) {
  const out = filter(filter(noise(seconds, seed), 'highpass', 900), 'lowpass', 6200).shape(
    (t) => 0.16 + 0.05 * Math.sin(t * 0.31) + 0.03 * Math.sin(t * 0.83 + 1),
  );
  const next = random(seed + 1);
  for (let t = 0.3; t < seconds - 0.3; t += 0.03 + next() * 0.16) {
    bell(out, {
      note: 1300 + next() * 2600,
      at: t,
      gain: 0.012 + next() * 0.03,
      decay: 0.008 + next() * 0.018,
      pan: next() * 1.8 - 0.9,
      brightness: 0.4,
    });
  }
  return out;
}

/** Waves on a beach, one every ten seconds or so. */
export const sea = (seconds, seed = 5) =>
  filter(noise(seconds, seed), 'lowpass', (t) => 480 + 900 * Math.sin((Math.PI * t) / 9.5) ** 4).shape(
    (t) => 0.1 + 0.34 * Math.sin((Math.PI * t) / 9.5) ** 4,
  );

/** The two axles of two bogies crossing a rail joint: ta-dam ta-dam. */
export function rails(seconds, { period = 1.92, gainAt = () => 1, seed = 3 } = {}) {
  const out = new Stereo(seconds);
  const next = random(seed);
  for (let t = 0.2; t < seconds - 1; t += period) {
    for (const [offset, accent] of [
      [0, 0.8],
      [0.15, 1],
      [0.62, 0.55],
      [0.77, 0.7],
    ]) {
      const at = t + offset + next() * 0.006;
      const start = Math.round(at * RATE);
      const level = accent * gainAt(at) * (0.9 + next() * 0.2);
      let low = 0;
      for (let i = 0; i < 0.22 * RATE && start + i < out.length; i++) {
        const s = i / RATE;
        low += 0.09 * (next() * 2 - 1 - low);
        const thump = Math.sin(TAU * (58 + 36 * Math.exp(-s * 40)) * s) * Math.exp(-s * 26);
        const tick = low * Math.exp(-s * 52) * 1.5;
        const sample = (thump * 0.55 + tick) * level * smooth(s / 0.003);
        out.left[start + i] += sample * (offset < 0.5 ? 0.95 : 0.75);
        out.right[start + i] += sample * (offset < 0.5 ? 0.75 : 0.95);
      }
    }
  }
  return out;
}

/** A Schroeder–Moorer reverb (the Freeverb layout); returns only the wet signal. */
export function reverb(dry, { room = 0.84, damp = 0.35, seconds = 3 } = {}) {
  const out = new Stereo(dry.seconds + seconds);
  const combs = [1116, 1188, 1277, 1356, 1422, 1491, 1557, 1617];
  const allpasses = [556, 441, 341, 225];
  for (const [source, target, offset] of [
    [dry.left, out.left, 0],
    [dry.right, out.right, 23],
  ]) {
    for (const length of combs) {
      const buffer = new Float32Array(length + offset);
      let index = 0;
      let store = 0;
      for (let i = 0; i < target.length; i++) {
        const delayed = buffer[index];
        store = delayed * (1 - damp) + store * damp;
        buffer[index] = (i < source.length ? source[i] : 0) * 0.03 + store * room;
        target[i] += delayed;
        index = (index + 1) % buffer.length;
      }
    }
    for (const length of allpasses) {
      const buffer = new Float32Array(length + offset);
      let index = 0;
      for (let i = 0; i < target.length; i++) {
        const delayed = buffer[index];
        buffer[index] = target[i] + delayed * 0.5;
        target[i] = delayed - target[i];
        index = (index + 1) % buffer.length;
      }
    }
  }
  const tail = out.seconds;
  return out.shape((t) => smooth((tail - t) / 1));
}

export const tones = { WARM, HOLLOW, PURE };
