/** Reads sentences aloud, one by one, so that the time of each is known to the sample. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spoken, written } from './script-format.mjs';
import { RATE } from './synth.mjs';
import { mapLimited, run } from './tools.mjs';

const TEMPO = { slt: 0.93, rms: 1.03 };
const ESPEAK_VOICES = { slt: 'en-us+f3', rms: 'en-gb+m3' };

const samplesOf = (buffer) =>
  new Float32Array(buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + (buffer.length & ~3)));

let fliteIsThere;
async function hasFlite() {
  fliteIsThere ??= (await run('ffmpeg', ['-hide_banner', '-filters'])).toString().includes(' flite ');
  return fliteIsThere;
}

/** @returns {Promise<Float32Array>} mono samples, without the silence around them */
async function sayOne(sentence, voice, folder, index) {
  const text = `${index}.txt`;
  await writeFile(path.join(folder, text), spoken(sentence));
  const raw = [
    '-af',
    `atempo=${TEMPO[voice]},aresample=${RATE}:filter_size=64`,
    '-ac',
    '1',
    '-f',
    'f32le',
    '-',
  ];
  let samples;
  if (await hasFlite()) {
    samples = samplesOf(
      await run(
        'ffmpeg',
        ['-v', 'error', '-f', 'lavfi', '-i', `flite=textfile=${text}:voice=${voice}`, ...raw],
        { cwd: folder },
      ),
    );
  } else {
    await run('espeak-ng', ['-v', ESPEAK_VOICES[voice], '-s', '150', '-f', text, '-w', `${index}.wav`], {
      cwd: folder,
    });
    samples = samplesOf(await run('ffmpeg', ['-v', 'error', '-i', `${index}.wav`, ...raw], { cwd: folder }));
  }
  const loud = (sample) => Math.abs(sample) > 0.008;
  const first = samples.findIndex(loud);
  const last = samples.findLastIndex(loud);
  const cut = samples.slice(Math.max(0, first - 0.03 * RATE), Math.min(samples.length, last + 0.09 * RATE));
  const ramp = Math.round(0.012 * RATE);
  for (let i = 0; i < ramp; i++) {
    cut[i] *= i / ramp;
    cut[cut.length - 1 - i] *= i / ramp;
  }
  return cut;
}

/**
 * @param {{chapters: {title: string, paragraphs: string[][]}[]}} script
 * @param {{lead: number, sentence: number, paragraph: number, chapter: number}} pace pauses in seconds
 * @returns {Promise<{samples: Float32Array, cues: {start: number, end: number, text: string}[], chapters: {startTime: number, title: string}[]}>}
 */
export async function readAloud(script, voice, pace) {
  const folder = await mkdtemp(path.join(tmpdir(), 'carryon-speech-'));
  try {
    const lines = script.chapters.flatMap((chapter, c) =>
      chapter.paragraphs.flatMap((paragraph, p) =>
        paragraph.map((text, s) => ({
          text,
          chapter,
          pause: s > 0 ? pace.sentence : p > 0 ? pace.paragraph : c > 0 ? pace.chapter : pace.lead,
          opens: s === 0 && p === 0,
        })),
      ),
    );
    const takes = await mapLimited(lines, 3, (line, i) => sayOne(line.text, voice, folder, i));
    const cues = [];
    const chapters = [];
    let at = 0;
    lines.forEach((line, i) => {
      const start = at + line.pause;
      at = start + takes[i].length / RATE;
      if (line.opens)
        chapters.push({ startTime: chapters.length === 0 ? 0 : start, title: line.chapter.title });
      cues.push({ start, end: at, text: written(line.text) });
    });
    const samples = new Float32Array(Math.ceil(at * RATE));
    takes.forEach((take, i) =>
      samples.set(
        take.subarray(0, samples.length - Math.round(cues[i].start * RATE)),
        Math.round(cues[i].start * RATE),
      ),
    );
    return { samples: await polish(samples, folder), cues, chapters };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Rumble out, a little air in, levels evened, and a very small room. */
async function polish(samples, folder) {
  const format = ['-t', 'f32', '-r', String(RATE), '-c', '1'];
  await writeFile(path.join(folder, 'dry.f32'), Buffer.from(samples.buffer));
  const chain =
    'gain -3 highpass 85 equalizer 260 1.1q -2.5 equalizer 3100 0.9q +3 treble +3 5200 compand 0.006,0.15 6:-60,-60,-30,-20,-12,-10,-6,-8 -1 -60 0.05 reverb 9 60 12 60 0 -7 remix - norm -4';
  const out = await run('sox', [...format, 'dry.f32', ...format, '-', ...chain.split(' ')], { cwd: folder });
  return samplesOf(out);
}
