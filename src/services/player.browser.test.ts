import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeEpisode } from '../test-support/views.ts';
import { Catalogue } from './catalogue.ts';
import { Connectivity } from './connectivity.ts';
import { Listening } from './listening.ts';
import { Player } from './player.ts';
import { Settings } from './settings.ts';
import { SettingsPerShow } from './show-settings.ts';

const SAMPLE_RATE = 8000;

/** A quiet WAV of eight-bit samples. */
function wavUrl(seconds: number): string {
  const bytes = seconds * SAMPLE_RATE;
  const view = new DataView(new ArrayBuffer(44));
  const write = (offset: number, text: string) =>
    new TextEncoder().encode(text).forEach((byte, index) => view.setUint8(offset + index, byte));
  write(0, 'RIFF');
  view.setUint32(4, 36 + bytes, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE, true);
  view.setUint32(28, SAMPLE_RATE, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  write(36, 'data');
  view.setUint32(40, bytes, true);
  return URL.createObjectURL(new Blob([view.buffer, new Uint8Array(bytes).fill(128)], { type: 'audio/wav' }));
}

const wav = (id: string, seconds: number) =>
  makeEpisode({
    id,
    durationSeconds: seconds,
    media: { url: wavUrl(seconds), type: 'audio/wav', bytes: seconds * SAMPLE_RATE, etag: null },
  });

let listening: Listening;
let player: Player;
let showSettings: SettingsPerShow;
let isHere: boolean;

function makePlayer(): Player {
  const connectivity = new Connectivity();
  connectivity.probe = () => Promise.resolve();
  const media = document.createElement('video');
  media.muted = true;
  document.body.append(media);
  return new Player({
    media,
    connectivity,
    listening,
    catalogue: new Catalogue({
      fetch: () => Promise.reject(new TypeError('offline')),
      onReached: () => undefined,
    }),
    settings: new Settings(),
    showSettings,
    isHere: () => isHere,
  });
}

beforeEach(() => {
  localStorage.clear();
  isHere = true;
  listening = new Listening();
  showSettings = new SettingsPerShow();
  player = makePlayer();
});

afterEach(() => {
  player.pause();
  player.media.remove();
});

const untilPlaying = () =>
  vi.waitFor(
    () => expect(player.media.currentTime).toBeGreaterThan(player.snapshot.positionSeconds - 1),
    5000,
  );
const untilLoaded = () => vi.waitFor(() => expect(player.media.readyState).toBeGreaterThan(1), 5000);

test('plays from where it was left', async () => {
  const episode = wav('a', 600);
  listening.record(episode, 300, 600, 1);
  player.request({ type: 'play', episode });
  await untilLoaded();
  await vi.waitFor(() => expect(player.media.currentTime).toBeGreaterThanOrEqual(300), 5000);
  expect(player.snapshot.playing).toBe(true);
});

test('a place that the browser was sent to before the file was known stays', async () => {
  player.request({ type: 'play', episode: wav('a', 600) });
  player.media.currentTime = 20;
  await untilLoaded();
  expect(player.media.currentTime).toBeGreaterThanOrEqual(20);
});

test('begins anew what was heard to the end', async () => {
  const episode = wav('a', 600);
  listening.record(episode, 599, 600, 1);
  player.request({ type: 'play', episode });
  await untilLoaded();
  await untilPlaying();
  expect(player.media.currentTime).toBeLessThan(5);
});

test('keeps the position when it pauses, and puts it back without loading anything', async () => {
  const episode = wav('a', 600);
  player.request({ type: 'play', episode });
  await untilLoaded();
  player.request({ type: 'seek', seconds: 123 });
  await vi.waitFor(() => expect(player.media.seeking).toBe(false));
  player.request({ type: 'pause' });
  await vi.waitFor(() => expect(listening.entries.get('a')?.positionSeconds).toBeGreaterThanOrEqual(123));
  player.media.remove();

  player = makePlayer();
  player.restore();
  expect(player.snapshot).toMatchObject({ playing: false, loaded: false, episode: { id: 'a' } });
  expect(player.snapshot.positionSeconds).toBeGreaterThanOrEqual(123);
  expect(player.media.currentSrc).toBe('');
});

test('another episode does not take over the position of the first', async () => {
  const [first, second] = [wav('a', 600), wav('b', 600)];
  player.request({ type: 'play', episode: first, fromSeconds: 200 });
  await untilLoaded();
  await vi.waitFor(() => expect(player.media.currentTime).toBeGreaterThanOrEqual(200), 5000);
  player.request({ type: 'play', episode: second });
  await untilLoaded();
  await vi.waitFor(() => expect(player.media.currentTime).toBeGreaterThan(0.1), 5000);
  player.request({ type: 'pause' });
  await vi.waitFor(() => expect(listening.entries.has('b')).toBe(true));
  expect(listening.entries.get('a')?.positionSeconds).toBeGreaterThanOrEqual(200);
  expect(listening.entries.get('b')?.positionSeconds).toBeLessThan(20);
});

test('the end marks it as played', async () => {
  const episode = wav('a', 40);
  player.request({ type: 'play', episode, fromSeconds: 39.5 });
  await vi.waitFor(() => expect(player.media.ended).toBe(true), 8000);
  await vi.waitFor(() => expect(player.snapshot.playing).toBe(false));
  expect(listening.entries.get('a')?.played).toBe(true);
});

test('speed and volume are kept for the next time', async () => {
  player.request({ type: 'play', episode: wav('a', 600) });
  player.request({ type: 'step-speed', direction: 1 });
  player.request({ type: 'set-volume', volume: 0.4 });
  expect(player.media.playbackRate).toBe(1.1);
  expect(new Settings().snapshot).toMatchObject({ speed: 1.1, volume: 0.4 });
});

describe('what a show leaves out', () => {
  const untilAt = (seconds: number) =>
    vi.waitFor(() => expect(player.media.currentTime).toBeGreaterThanOrEqual(seconds), 5000);
  const untilSought = () => vi.waitFor(() => expect(player.media.seeking).toBe(false));

  beforeEach(() => showSettings.change('s1', { skipIntroSeconds: 30, skipOutroSeconds: 60 }));

  test('is skipped when an episode starts from its beginning', async () => {
    player.request({ type: 'play', episode: wav('a', 600) });
    expect(player.snapshot.positionSeconds).toBe(30);
    await untilLoaded();
    await untilAt(30.1);
    expect(player.media.currentTime).toBeLessThan(35);
  });

  test('is skipped too when only the file tells how long it is', async () => {
    player.request({ type: 'play', episode: { ...wav('a', 600), durationSeconds: null } });
    expect(player.snapshot.positionSeconds).toBe(0);
    await untilLoaded();
    await untilAt(30.1);
  });

  test.each([
    ['resumed', 12, undefined, 12],
    ['asked for from its first second', 0, 0, 0],
    ['asked for from a place', 0, 7, 7],
  ])('is heard when the episode is %s', async (_name, leftSeconds, fromSeconds, expected) => {
    const episode = wav('a', 600);
    listening.record(episode, leftSeconds, 600, 1);
    player.request({ type: 'play', episode, ...(fromSeconds === undefined ? {} : { fromSeconds }) });
    await untilLoaded();
    await untilAt(expected + 0.1);
    expect(player.media.currentTime).toBeLessThan(expected + 5);
  });

  test('is heard when the listener seeks back to it, loaded or not', async () => {
    player.request({ type: 'play', episode: wav('a', 600) });
    player.request({ type: 'seek', seconds: 2 });
    await untilLoaded();
    await untilAt(2.1);
    expect(player.media.currentTime).toBeLessThan(10);
    player.request({ type: 'seek', seconds: 0 });
    await untilSought();
    await untilAt(0.1);
    expect(player.media.currentTime).toBeLessThan(5);
  });

  test('is heard in an episode that is too short, whatever the catalogue says', async () => {
    player.request({ type: 'play', episode: { ...wav('a', 170), durationSeconds: 600 } });
    expect(player.snapshot.positionSeconds).toBe(30);
    await untilLoaded();
    await vi.waitFor(() => expect(player.snapshot.durationSeconds).toBe(170));
    await vi.waitFor(() => expect(player.media.currentTime).toBeLessThan(5));
    player.request({ type: 'seek', seconds: 109.7 });
    await untilAt(110.3);
    expect(player.snapshot.playing).toBe(true);
  });

  test('at the end it is as if the episode had ended', async () => {
    player.request({ type: 'play', episode: wav('a', 600), fromSeconds: 539.5 });
    await vi.waitFor(() => expect(player.snapshot.playing).toBe(false), 5000);
    await vi.waitFor(() => expect(player.media.paused).toBe(true));
    // What the element tells of its pause comes later.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(player.media.currentTime).toBeLessThan(545);
    expect(player.snapshot).toMatchObject({ positionSeconds: 600, playing: false, buffering: false });
    expect(listening.entries.get('a')).toMatchObject({ played: true, positionSeconds: 600 });
  });

  test('after that it begins anew', async () => {
    player.request({ type: 'play', episode: wav('a', 600), fromSeconds: 539.8 });
    await vi.waitFor(() => expect(player.snapshot.playing).toBe(false), 5000);
    player.request({ type: 'toggle' });
    await untilSought();
    await vi.waitFor(() => expect(player.snapshot.positionSeconds).toBeLessThan(35));
    await untilAt(30.1);
    expect(listening.entries.get('a')?.played).toBe(false);
  });

  test('the end is heard when the listener goes there', async () => {
    player.request({ type: 'play', episode: wav('a', 600) });
    await untilLoaded();
    player.request({ type: 'seek', seconds: 545 });
    await untilSought();
    await untilAt(545.5);
    expect(player.snapshot.playing).toBe(true);
    player.media.currentTime = 550;
    await untilAt(550.5);
    expect(player.snapshot.playing).toBe(true);
  });

  test('the end goes on when it is left out only while it is heard', async () => {
    showSettings.change('s1', { skipOutroSeconds: 0 });
    player.request({ type: 'play', episode: wav('a', 600), fromSeconds: 545 });
    await untilAt(545.3);
    showSettings.change('s1', { skipOutroSeconds: 60 });
    await untilAt(546);
    expect(player.snapshot.playing).toBe(true);
  });

  test('another show leaves out nothing', async () => {
    player.request({ type: 'play', episode: { ...wav('a', 600), showId: 's2' } });
    await untilLoaded();
    await untilAt(0.1);
    expect(player.media.currentTime).toBeLessThan(10);
  });
});

describe('the speed of a show', () => {
  const ofShow = (id: string, showId: string) => ({ ...wav(id, 600), showId });

  beforeEach(() => {
    player.request({ type: 'set-speed', speed: 1.25 });
    showSettings.change('s1', { speed: 1.5 });
  });

  test('is applied when an episode of it begins, and the general one when another does', () => {
    player.request({ type: 'play', episode: ofShow('a', 's1') });
    expect(player.snapshot.speed).toBe(1.5);
    expect(player.media.playbackRate).toBe(1.5);
    player.request({ type: 'play', episode: ofShow('b', 's2') });
    expect(player.snapshot.speed).toBe(1.25);
    expect(player.media.playbackRate).toBe(1.25);
  });

  test('is what the speed menu changes', () => {
    player.request({ type: 'play', episode: ofShow('a', 's1') });
    player.request({ type: 'step-speed', direction: 1 });
    expect(player.media.playbackRate).toBe(1.75);
    expect(showSettings.of('s1').speed).toBe(1.75);
    expect(new Settings().snapshot.speed).toBe(1.25);
  });

  test('is left alone where the show has none', () => {
    player.request({ type: 'play', episode: ofShow('b', 's2') });
    player.request({ type: 'set-speed', speed: 2 });
    expect(new Settings().snapshot.speed).toBe(2);
    expect(showSettings.of('s2').speed).toBeNull();
  });

  test('is followed while an episode of it is in the player', () => {
    player.request({ type: 'play', episode: ofShow('a', 's1') });
    showSettings.change('s1', { speed: 0.8 });
    expect(player.media.playbackRate).toBe(0.8);
    showSettings.change('s1', { speed: null });
    expect(player.snapshot.speed).toBe(1.25);
    expect(player.media.playbackRate).toBe(1.25);
  });
});

describe('a file that cannot be played', () => {
  const broken = () =>
    makeEpisode({
      media: { url: URL.createObjectURL(new Blob(['no media'])), type: 'audio/wav', bytes: 8, etag: null },
    });

  test('that is stored here is told as such', async () => {
    player.request({ type: 'play', episode: broken() });
    await vi.waitFor(() => expect(player.snapshot.problem).toBe('unsupported'), 5000);
    expect(player.snapshot.playing).toBe(false);
  });

  test.each([
    [MediaError.MEDIA_ERR_DECODE, 'OnMediaSinkAudioError', 'no-sound-output'],
    [MediaError.MEDIA_ERR_DECODE, 'AUDIO_RENDERER_ERROR: audio renderer error', 'no-sound-output'],
    [MediaError.MEDIA_ERR_DECODE, 'PIPELINE_ERROR_DECODE: failed to decode', 'damaged'],
    [MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED, 'DEMUXER_ERROR_COULD_NOT_OPEN', 'unsupported'],
    [MediaError.MEDIA_ERR_NETWORK, 'PIPELINE_ERROR_READ', 'not-here-offline'],
  ] as const)('with code %i and the message %j is told apart', async (code, message, problem) => {
    const offline = vi.spyOn(Connectivity.prototype, 'online', 'get').mockReturnValue(false);
    vi.spyOn(player.media, 'error', 'get').mockReturnValue({ code, message } as MediaError);
    player.request({ type: 'play', episode: broken() });
    await vi.waitFor(() => expect(player.snapshot.problem).toBe(problem), 5000);
    offline.mockRestore();
  });

  test('that is not here while there is no network says so, and can be retried', async () => {
    isHere = false;
    const offline = vi.spyOn(Connectivity.prototype, 'online', 'get').mockReturnValue(false);
    player.request({ type: 'play', episode: broken() });
    await vi.waitFor(() => expect(player.snapshot.problem).toBe('not-here-offline'), 5000);
    offline.mockRestore();
    player.request({ type: 'retry' });
    expect(player.snapshot.problem).toBeNull();
  });
});
