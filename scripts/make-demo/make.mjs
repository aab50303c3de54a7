/**
 * Makes the demo library from the texts, drawings and scores in this folder.
 *
 *   node scripts/make-demo/make.mjs                    everything, into demo/
 *   node scripts/make-demo/make.mjs --out=other        into another folder
 *   node scripts/make-demo/make.mjs "Night Trains"     one show
 *   node scripts/make-demo/make.mjs "Night Trains/03"  the files of one show that start like this
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { draw } from './browser.mjs';
import { splitLong, toSrt, toVtt } from './captions.mjs';
import { addNotes } from './id3.mjs';
import { filmBeds, pieces, speechBed } from './pieces.mjs';
import { plan } from './scenes/how-parts-work.js';
import { parseShow } from './script-format.mjs';
import { readAloud } from './speech.mjs';
import { RATE, Stereo } from './synth.mjs';
import { ffmpeg, run } from './tools.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const OUT = path.resolve(
  args.find((arg) => arg.startsWith('--out='))?.slice(6) ?? path.join(HERE, '../../demo'),
);
const ONLY = args.find((arg) => !arg.startsWith('--')) ?? '';

const TALK_PACE = { lead: 4.2, sentence: 0.42, paragraph: 0.85, chapter: 2.1, tail: 6.5 };
const HOP_PACE = { lead: 2.6, sentence: 0.4, paragraph: 0.7, chapter: 1.6, tail: 4 };
const FILM_PACE = { lead: 3.2, sentence: 1.1, paragraph: 1.6, chapter: 3.6, tail: 8.5 };
const EXPLAINER_PACE = { lead: 2, sentence: 0.9, paragraph: 1.2, chapter: 1.8, tail: 4.5 };
const BED_GAIN = { 'Carrying On': 0.6, 'Short Hops': 0.4, 'Window Seat': 1 };
const SPEECH_LUFS = -17;
const MUSIC_LUFS = -19;

const COVERS = {
  'Carrying On': ['carrying-on', 'jpg', '-quality 86 -sampling-factor 4:4:4'],
  'Night Trains': ['night-trains', 'jpg', '-quality 86'],
  'Short Hops': ['short-hops', 'png', '-colors 64 -define png:compression-level=9'],
  'Window Seat': ['window-seat', 'webp', '-quality 86'],
};

async function picture(art, size, file, options = '') {
  await draw({ art, width: size, height: size }, (png) =>
    run('convert', ['png:-', ...options.split(' ').filter(Boolean), '-strip', file], { input: png }),
  );
  return file;
}

/** Brings the mix to a loudness and keeps its peaks low enough for any encoder. */
async function master(audio, channels, lufs, file) {
  const raw = ['-f', 'f32le', '-ar', String(RATE), '-ac', String(channels)];
  const samples = channels === 1 ? audio.mono() : audio.interleaved();
  const report = await run(
    'ffmpeg',
    ['-hide_banner', ...raw, '-i', '-', '-af', 'loudnorm=print_format=json', '-f', 'null', '-'],
    { input: samples, stderr: true },
  );
  const { input_i: measured } = JSON.parse(/\{[^{}]*"input_i"[^{}]*\}/.exec(report.toString())[0]);
  const chain = `volume=${lufs - Number(measured)}dB,alimiter=limit=0.7:level=disabled:attack=4:release=60`;
  await run('ffmpeg', ['-v', 'error', '-y', ...raw, '-i', '-', '-af', chain, '-c:a', 'pcm_s24le', file], {
    input: samples,
  });
}

function ffmetadata({ show, episode, chapters, seconds }) {
  const escape = (text) => String(text).replace(/[=;#\\\n]/g, (c) => `\\${c}`);
  const extension = path.extname(episode.file);
  const tags = {
    title: episode.title,
    album: show.title,
    artist: show.author,
    date: episode.date,
    track: episode.episode,
    disc: episode.season ?? 1,
    comment: episode.notes,
  };
  if (extension === '.mp3') delete tags.comment; // see id3.mjs
  if (/^\.m(4a|p4)$/.test(extension)) tags.description = episode.notes;
  if (extension === '.webm')
    Object.assign(tags, {
      description: episode.notes,
      PART_NUMBER: episode.episode,
      DATE_RELEASED: episode.date,
    });
  if (episode.embedChapters === 'yes' && /-c:a (libvorbis|flac)\b/.test(episode.encode)) {
    // FFmpeg writes these by itself for Opus, but not here.
    chapters.forEach(({ startTime, title }, i) => {
      const key = `CHAPTER${String(i).padStart(3, '0')}`;
      tags[key] = new Date(startTime * 1000).toISOString().slice(11, 23);
      tags[`${key}NAME`] = title;
    });
  }
  const lines = [';FFMETADATA1', ...Object.entries(tags).map(([key, value]) => `${key}=${escape(value)}`)];
  if (episode.embedChapters === 'yes') {
    chapters.forEach(({ startTime, title }, i) => {
      const end = chapters[i + 1]?.startTime ?? seconds;
      lines.push(
        '[CHAPTER]',
        'TIMEBASE=1/1000',
        `START=${Math.round(startTime * 1000)}`,
        `END=${Math.round(end * 1000)}`,
        `title=${escape(title)}`,
      );
    });
  }
  return `${lines.join('\n')}\n`;
}

async function film(scene, { width, height, rate, seconds, cues }, file) {
  const encoder = spawn(
    'ffmpeg',
    [
      '-v',
      'error',
      '-y',
      '-f',
      'image2pipe',
      '-framerate',
      String(rate),
      '-c:v',
      'mjpeg',
      '-i',
      '-',
      '-vf',
      'scale=out_color_matrix=bt709:out_range=tv',
      '-pix_fmt',
      'yuv420p',
      '-c:v',
      'libx264',
      '-qp',
      '4',
      '-preset',
      'ultrafast',
      file,
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const closed = once(encoder, 'close');
  const frames = Array.from({ length: Math.round(seconds * rate) }, (_, i) => i);
  await draw({ scene, width, height, rate, seconds, cues, frames }, async (jpeg) => {
    if (!encoder.stdin.write(jpeg)) await once(encoder.stdin, 'drain');
  });
  encoder.stdin.end();
  const [code] = await closed;
  if (code !== 0) throw new Error(`encoding ${file} failed`);
}

async function compose(show, episode) {
  if (episode.piece) {
    const { audio, chapters } = pieces[episode.piece]();
    return { audio, chapters, cues: [], lufs: MUSIC_LUFS };
  }
  const pace =
    episode.scene === 'how-parts-work'
      ? EXPLAINER_PACE
      : episode.scene
        ? FILM_PACE
        : show.title === 'Short Hops'
          ? HOP_PACE
          : TALK_PACE;
  const voice = await readAloud(episode, show.voice, pace);
  const voiceEnd = voice.samples.length / RATE;
  const seconds = Math.ceil((voiceEnd + pace.tail) * 2) / 2;
  const bed = episode.scene
    ? filmBeds[episode.scene](seconds, episode.scene === 'how-parts-work' ? plan(voice.cues) : undefined)
    : speechBed(show.title, {
        seconds,
        voiceStart: voice.cues[0].start,
        voiceEnd,
        chapterStarts: voice.chapters.slice(1).map((chapter) => chapter.startTime),
      });
  const audio = new Stereo(seconds).mix(bed, BED_GAIN[show.title]).mix(Stereo.fromMono(voice.samples), 0.62);
  return { audio, chapters: voice.chapters, cues: voice.cues, lufs: SPEECH_LUFS };
}

async function makeEpisode(show, episode, folder, temporary) {
  const media = path.join(folder, episode.file);
  const base = media.slice(0, -path.extname(media).length);
  const work = path.join(temporary, path.basename(base));
  const { audio, chapters: exactChapters, cues, lufs } = await compose(show, episode);
  const chapters = exactChapters.map(({ startTime, title }) => ({
    startTime: Math.round(startTime * 10) / 10,
    title,
  }));
  await master(audio, / -ac 1\b/.test(episode.encode) ? 1 : 2, lufs, `${work}.wav`);
  await writeFile(`${work}.ffmeta`, ffmetadata({ show, episode, chapters, seconds: audio.seconds }));

  const inputs = ['-i', `${work}.wav`, '-f', 'ffmetadata', '-i', `${work}.ffmeta`];
  const maps = ['-map', '0:a', '-map_metadata', '1', '-map_chapters', '1'];
  if (episode.scene) {
    const [width, height] = episode.size.split('x').map(Number);
    await film(
      episode.scene,
      { width, height, rate: Number(episode.rate), seconds: audio.seconds, cues },
      `${work}.mkv`,
    );
    inputs.push('-i', `${work}.mkv`);
    maps.unshift('-map', '2:v');
    maps.push(
      '-metadata:s:a',
      `language=eng`,
      '-color_primaries',
      'bt709',
      '-color_trc',
      'bt709',
      '-colorspace',
      'bt709',
    );
  } else if (episode.picture) {
    inputs.push('-i', await picture(episode.picture, 640, `${work}.jpg`, '-quality 82'));
    maps.push(
      '-map',
      '2:v',
      '-c:v',
      'copy',
      '-disposition:v',
      'attached_pic',
      '-metadata:s:v',
      'comment=Cover (front)',
    );
  }
  if (media.endsWith('.mp3')) maps.push('-id3v2_version', '4');
  if (media.endsWith('.m4a')) maps.push('-movflags', '+faststart');
  if (media.endsWith('.ogg') && episode.encode.includes('libopus')) maps.push('-f', 'ogg');
  await ffmpeg(...inputs, ...maps, ...episode.encode.split(' '), '-fflags', '+bitexact', media);
  if (media.endsWith('.mp3')) await addNotes(media, episode.notes);

  if (cues.length > 0) {
    if (episode.transcript === 'srt') await writeFile(`${base}.srt`, toSrt(cues));
    else if (episode.scene) await writeFile(`${base}.en.vtt`, toVtt(splitLong(cues)));
    else await writeFile(`${base}.vtt`, toVtt(cues));
  }
  if (chapters.length > 0 && episode.embedChapters !== 'yes') {
    await writeFile(
      `${base}.chapters.json`,
      `${JSON.stringify({ version: '1.2.0', title: episode.title, chapters }, null, 2)}\n`,
    );
  }
  console.log(`${path.relative(OUT, media)}  ${audio.seconds.toFixed(1)} s`);
}

const temporary = process.env.KEEP
  ? path.resolve(process.env.KEEP)
  : await mkdtemp(path.join(tmpdir(), 'carryon-demo-'));
try {
  await mkdir(temporary, { recursive: true });
  for (const source of (await readdir(path.join(HERE, 'shows'))).toSorted()) {
    const show = parseShow(await readFile(path.join(HERE, 'shows', source), 'utf8'));
    if (!show.title.startsWith(ONLY.split('/')[0])) continue;
    const folder = path.join(OUT, show.title);
    await mkdir(folder, { recursive: true });
    const { title, author, description, language } = show;
    await writeFile(
      path.join(folder, 'show.json'),
      `${JSON.stringify({ title, author, description, language }, null, 2)}\n`,
    );
    const [art, format, options] = COVERS[show.title];
    await picture(art, 1024, path.join(folder, `cover.${format}`), options);
    for (const episode of show.episodes) {
      if (episode.file.startsWith(ONLY.split('/')[1] ?? ''))
        await makeEpisode(show, episode, folder, temporary);
    }
  }
} finally {
  if (!process.env.KEEP) await rm(temporary, { recursive: true });
}
