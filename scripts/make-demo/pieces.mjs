/** The music: the pieces of Night Trains, and the beds and jingles under the spoken shows. */
import {
  Stereo,
  bell,
  filter,
  noise,
  pad,
  rails,
  rain,
  random,
  reverb,
  rumble,
  sea,
  smooth,
  tones,
} from './synth.mjs';

/** A swell that rises over `[from, from + rise]` and falls over `[to, to + fall]`. */
const swell = (from, rise, to, fall) => (t) => smooth((t - from) / rise) * (1 - smooth((t - to) / fall));

function chords(out, list, { at = 0, each = 8, gain = 0.07, attack = 3, release = 4, tone } = {}) {
  list.forEach((notes, i) => {
    for (const note of notes.split(' '))
      pad(out, { note, at: at + i * each, seconds: each - attack * 0.3, gain, attack, release, tone });
  });
}

/** Plucks that wander up and down the notes of each chord. */
function arpeggio(
  out,
  list,
  { at = 0, each = 8, step = 0.48, gain = 0.06, seed = 1, decay = 0.7, chance = 0.82, gainAt = () => 1 },
) {
  const next = random(seed);
  list.forEach((chord, i) => {
    const notes = chord.split(' ');
    for (let k = 0; k * step < each - 0.01; k++) {
      const time = at + i * each + k * step;
      const level = gainAt(time) * (k % 4 === 0 ? 1 : 0.7);
      const place = [0, 2, 1, 3, 2, 4, 3, 1][k % 8] % notes.length;
      if (next() < chance && level > 0.02) {
        bell(out, {
          note: notes[place],
          at: time,
          gain: gain * level * (0.8 + next() * 0.4),
          decay,
          pan: Math.sin(time * 0.9) * 0.6,
          brightness: 0.7,
          ratio: 2.001,
        });
      }
    }
  });
}

function chime(out, notes, { at, step = 0.62, gain = 0.16, decay = 1.5 }) {
  notes
    .split(' ')
    .forEach((note, i) =>
      bell(out, { note, at: at + i * step, gain, decay, pan: -0.3 + i * 0.2, brightness: 0.9 }),
    );
}

function wet(dry, amount, options) {
  const out = reverb(dry, options);
  const total = new Stereo(out.seconds);
  return total.mix(dry).mix(out, amount);
}

function cut(audio, seconds, fadeIn, fadeOut) {
  return new Stereo(seconds).mix(audio).fade(fadeIn, fadeOut);
}

function departure() {
  const seconds = 134;
  const dry = new Stereo(seconds);
  const progression = ['D2 A3 C4 E4 F4', 'Bb1 A3 D4 F4', 'F2 A3 C4 G4', 'C2 G3 C4 E4 D4'];
  const list = [...progression, ...progression, ...progression, 'D2 A3 D4 F4 E4'];
  chime(dry, 'A5 F5 C5 D5', { at: 1, gain: 0.11 });
  chords(dry, list, { at: 7, each: 9.2, gain: 0.052 });
  arpeggio(
    dry,
    ['D5 F5 A5 C6 E5', 'D5 F5 A5 Bb5 C5', 'C5 F5 G5 A5 E5', 'C5 E5 G5 D5 A4'].concat([
      'D5 F5 A5 C6 E5',
      'D5 F5 A5 Bb5 C5',
      'C5 F5 G5 A5 E5',
      'C5 E5 G5 D5 A4',
    ]),
    {
      at: 43.8,
      each: 9.2,
      step: 0.4792,
      gain: 0.05,
      seed: 21,
      gainAt: swell(43, 14, 100, 16),
    },
  );
  filter(dry, 'lowpass', (t) => 900 + 2600 * swell(20, 40, 100, 30)(t) + 1400 * (1 - smooth(t / 8)));
  const out = wet(dry, 0.9, { room: 0.87 });
  out.mix(rumble(seconds), 0.2 * 1);
  out.mix(rails(seconds, { period: 1.9168, gainAt: swell(22, 26, 112, 18) }), 0.16, 0.3);
  return {
    audio: cut(out, seconds, 0.6, 12),
    chapters: [
      { startTime: 0, title: 'The platform' },
      { startTime: 23, title: 'Moving' },
      { startTime: 44, title: 'Open country' },
      { startTime: 108, title: 'Further on' },
    ],
  };
}

function viaduct() {
  const seconds = 128;
  const dry = new Stereo(seconds);
  const progression = ['A2 E3 B3 C4 G4', 'F2 C3 A3 E4', 'D2 A3 C4 F4', 'E2 B3 D4 G4'];
  const list = [...progression, ...progression, ...progression];
  chords(dry, list, { at: 2, each: 10, gain: 0.05, attack: 4, release: 5, tone: tones.HOLLOW });
  const next = random(77);
  const scale = 'A4 C5 D5 E5 G5 A5 C6 E6'.split(' ');
  let place = 3;
  for (let t = 9; t < 112; t += 1.25 * (1 + Math.floor(next() * 3))) {
    place = Math.max(0, Math.min(scale.length - 1, place + Math.round(next() * 4 - 2)));
    bell(dry, {
      note: scale[place],
      at: t,
      gain: 0.05 + next() * 0.04,
      decay: 1.7,
      pan: next() * 1.4 - 0.7,
      brightness: 0.5,
      ratio: 2.002,
    });
    if (next() < 0.3)
      bell(dry, {
        note: scale[(place + 2) % scale.length],
        at: t + 0.31,
        gain: 0.045,
        decay: 1.4,
        pan: next() * 1.4 - 0.7,
        brightness: 0.4,
        ratio: 2.002,
      });
  }
  const out = wet(dry, 1.15, { room: 0.9, damp: 0.45 });
  out.mix(rain(seconds), 0.5);
  return {
    audio: cut(out, seconds, 4, 9),
    chapters: [
      { startTime: 0, title: 'Rain on the roof' },
      { startTime: 42, title: 'Waiting for a signal' },
      { startTime: 82, title: 'Looking down' },
    ],
  };
}

function sleeper() {
  const seconds = 146;
  const dry = new Stereo(seconds);
  const progression = ['G2 D3 B3 F#4 A4', 'E2 B3 D4 G4 F#4', 'C2 G3 B3 E4 D4', 'D2 A3 C4 E4 F#4'];
  for (let i = 0; i < 12; i++)
    chords(dry, [progression[i % 4]], { at: 1 + i * 11.4, each: 11.4, gain: 0.055, attack: 5, release: 5.5 });
  for (let i = 0; i < 11; i++) {
    bell(dry, {
      note: ['D5', 'B4', 'G5', 'F#5'][i % 4],
      at: 8.6 + i * 11.4,
      gain: 0.045,
      decay: 3,
      pan: i % 2 ? 0.4 : -0.4,
      brightness: 0.25,
      ratio: 2,
    });
  }
  filter(dry, 'lowpass', (t) => 700 + 420 * Math.sin((2 * Math.PI * t) / 5.7));
  const out = wet(dry, 1, { room: 0.91, damp: 0.5 });
  out.mix(rumble(seconds, 19), 0.32);
  out.mix(rails(seconds, { period: 2.85, gainAt: () => 0.55, seed: 8 }), 0.12);
  return {
    audio: cut(out, seconds, 5, 14),
    chapters: [
      { startTime: 0, title: 'Lamp off' },
      { startTime: 47, title: 'Somewhere in the second country' },
      { startTime: 92, title: 'No stops before morning' },
    ],
  };
}

function signal() {
  const dry = new Stereo(5);
  chime(dry, 'D5 A5 F5 C6', { at: 0.15, step: 0.55, gain: 0.2, decay: 1.1 });
  return { audio: cut(wet(dry, 0.7, { seconds: 2 }), 6, 0.01, 2), chapters: [] };
}

function dawn() {
  const seconds = 31;
  const dry = new Stereo(seconds);
  chords(dry, ['F2 C3 A3 E4', 'Bb1 F3 D4 A4', 'F2 C4 A4 G4'], {
    at: 6,
    each: 7,
    gain: 0.06,
    attack: 2.5,
    release: 4,
  });
  arpeggio(dry, ['F5 A5 C6 E6', 'F5 A5 D6 C6', 'F5 G5 C6 A5'], {
    at: 6,
    each: 7,
    step: 0.875,
    gain: 0.05,
    seed: 4,
    decay: 1.1,
  });
  const next = random(31);
  for (let t = 9; t < 25; t += 1.6 + next() * 2.2) {
    const base = 2100 + next() * 900;
    for (let k = 0; k < 2 + next() * 3; k++) {
      bell(dry, {
        note: base * (1 + 0.12 * Math.sin(k * 2 + t)),
        at: t + k * 0.13,
        gain: 0.014,
        decay: 0.035,
        pan: next() * 1.6 - 0.8,
        brightness: 0.2,
      });
    }
  }
  filter(dry, 'lowpass', 5200);
  const out = wet(dry, 0.8, { room: 0.85 });
  const brakes = filter(noise(7, 2), 'bandpass', (t) => 1500 - 130 * t, 7).shape(
    (t) => 0.9 * swell(0.2, 2.5, 4, 2.6)(t),
  );
  out.mix(brakes, 0.25).mix(
    rumble(7, 23).shape((t) => 1 - smooth(t / 6.5)),
    0.25,
  );
  return {
    audio: cut(out, seconds, 0.8, 6),
    chapters: [
      { startTime: 0, title: 'Brakes' },
      { startTime: 6, title: 'First light' },
    ],
  };
}

export const pieces = { departure, viaduct, sleeper, signal, dawn };

const KEYS = {
  'Carrying On': {
    intro: ['F2 C4 E4 A4', 'D2 C4 F4 A4', 'Bb1 D4 F4 A4'],
    runs: ['F5 A5 C6 E5', 'D5 F5 A5 C6', 'D5 F5 Bb5 A5'],
    sting: 'C6 F6',
    outro: ['Bb1 D4 F4 A4', 'C2 C4 E4 G4', 'F2 C4 E4 A4'],
  },
  'Short Hops': {
    intro: ['C2 G3 E4 B4', 'F2 A3 E4 C5'],
    runs: ['C6 E5 G5 B5', 'A5 C6 E5 F5'],
    sting: 'E6 G6',
    outro: ['F2 A3 C4 E4', 'C2 G3 E4 D5'],
  },
};

/** Intro, a small sign at each chapter, and outro, to be mixed under a voice. */
export function speechBed(show, { seconds, voiceStart, voiceEnd, chapterStarts }) {
  const key = KEYS[show];
  const dry = new Stereo(seconds);
  const each = 4;
  chords(dry, key.intro, { at: 0, each, gain: 0.055, attack: 0.5, release: 3 });
  arpeggio(dry, key.runs, {
    at: 0.05,
    each,
    step: 0.25,
    gain: 0.075,
    seed: 9,
    decay: 0.5,
    gainAt: (t) => 1 - 0.75 * smooth((t - voiceStart + 1) / 2),
  });
  for (const at of chapterStarts) chime(dry, key.sting, { at: at - 1.05, step: 0.2, gain: 0.06, decay: 0.6 });
  const outroAt = Math.max(0, voiceEnd - 1.2);
  chords(dry, key.outro, {
    at: outroAt,
    each: (seconds - outroAt) / key.outro.length,
    gain: 0.05,
    attack: 1,
    release: 2,
  });
  arpeggio(dry, key.runs.slice(0, 2), {
    at: voiceEnd + 0.3,
    each: 2,
    step: 0.25,
    gain: 0.06,
    seed: 10,
    decay: 0.6,
  });
  const out = wet(dry, 0.6, { room: 0.8 });
  const duck = (t) => 1 - 0.62 * (smooth((t - voiceStart + 0.8) / 1.2) - smooth((t - voiceEnd) / 1.5));
  return cut(out.shape(duck), seconds, 0.05, 3);
}

/** Sound for the films. */
export const filmBeds = {
  'night-lake'(seconds) {
    const dry = new Stereo(seconds);
    const list = ['D2 A3 C4 E4 F4', 'Bb1 A3 D4 F4', 'F2 A3 C4 G4', 'C2 G3 C4 E4'];
    chords(dry, [...list, ...list].slice(0, Math.ceil(seconds / 9)), { at: 0.5, each: 9, gain: 0.045 });
    arpeggio(dry, ['D5 F5 A5 C6', 'D5 F5 A5 Bb5', 'C5 F5 G5 A5'], {
      at: seconds * 0.3,
      each: 9,
      step: 0.9,
      gain: 0.03,
      seed: 2,
      decay: 1.3,
    });
    filter(dry, 'lowpass', 2200);
    const out = wet(dry, 0.9, { room: 0.88 }).mix(rumble(seconds), 0.22).mix(rails(seconds), 0.15);
    return cut(out, seconds, 1.5, 4);
  },
  'first-light'(seconds) {
    const dry = new Stereo(seconds);
    const list = ['F2 C3 A3 E4', 'D2 C4 F4 A4', 'Bb1 F3 D4 A4', 'F2 C4 A4 G4', 'Bb1 D4 F4 C5', 'F2 C4 A4 E5'];
    chords(dry, list.slice(0, Math.ceil(seconds / 9)), { at: 0.5, each: 9, gain: 0.045 });
    arpeggio(dry, ['F5 A5 C6 E6', 'F5 A5 D6 C6', 'F5 G5 C6 A5'], {
      at: seconds * 0.45,
      each: 9,
      step: 0.6,
      gain: 0.035,
      seed: 6,
      decay: 1.1,
      gainAt: swell(seconds * 0.45, 5, seconds - 8, 6),
    });
    filter(dry, 'lowpass', 2800);
    const out = wet(dry, 0.9, { room: 0.88 })
      .mix(sea(seconds), 0.16)
      .mix(rails(seconds, { period: 2.2, gainAt: () => 0.6 }), 0.1);
    return cut(out, seconds, 2, 4);
  },
  'how-parts-work'(seconds, plan) {
    const dry = new Stereo(seconds);
    const list = ['C2 G3 E4 B4', 'A2 G3 C4 E4', 'F2 A3 C4 E4', 'G2 G3 C4 D4'];
    chords(dry, [...list, ...list, ...list].slice(0, Math.ceil(seconds / 5)), {
      at: 0.3,
      each: 5,
      gain: 0.035,
      attack: 1.2,
      release: 3,
    });
    const scale = 'C5 D5 E5 G5 A5 C6 D6 E6 G6 A6'.split(' ');
    for (const { part, arrives } of plan.flights)
      bell(dry, {
        note: scale[Math.floor(part / 2)],
        at: arrives,
        gain: 0.05,
        decay: 0.35,
        pan: part / 10 - 0.9,
        brightness: 0.5,
      });
    for (const { part, at } of plan.checks)
      bell(dry, {
        note: scale[Math.floor(part / 2)],
        at,
        gain: 0.02,
        decay: 0.12,
        pan: part / 10 - 0.9,
        brightness: 0.3,
      });
    chime(dry, 'C6 E6 G6', { at: plan.seekAt, step: 0.12, gain: 0.05, decay: 0.5 });
    chime(dry, 'G5 C6 E6', { at: plan.packedAt, step: 0.2, gain: 0.06, decay: 0.8 });
    return cut(wet(dry, 0.6, { room: 0.8 }), seconds, 0.3, 3);
  },
};
