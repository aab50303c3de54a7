import { artworkSrc } from '../../core/api/artwork.ts';
import type { EpisodeSummary, Transcript } from '../../core/api/episode.ts';
import type { Problem } from '../../core/api/problem.ts';
import { heardSpan, WHOLE_SPAN, type HeardSpan } from '../../core/shows/heard-span.ts';
import type { ShowSettings } from '../../core/shows/show-settings.ts';
import type { Catalogue } from './catalogue.ts';
import type { Connectivity } from './connectivity.ts';
import { startPosition, type Listening } from './listening.ts';
import { Listeners, type Observable } from './observable.ts';
import { chaptersResource, episodeResource, type Chapter } from './resources.ts';
import type { Settings } from './settings.ts';
import type { SettingsPerShow } from './show-settings.ts';
import { watchStandstill } from './watch-standstill.ts';

export const SKIP_BACK_SECONDS = 15;
export const SKIP_AHEAD_SECONDS = 30;
export const SPEEDS = [0.5, 0.75, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** Why nothing is heard without anybody having asked for it. */
export type PlayerProblem =
  | 'waiting-for-network'
  | 'not-here-offline'
  | 'unreachable'
  | 'gone'
  | 'changed'
  | 'unsupported'
  | 'damaged'
  | 'no-sound-output';

/** From `start` inclusive to `end` exclusive, as fractions of the whole. */
export interface FractionRange {
  readonly start: number;
  readonly end: number;
}

export interface PlayerSnapshot {
  readonly episode: EpisodeSummary | null;
  /** False while an episode was only put back from last time. */
  readonly loaded: boolean;
  readonly playing: boolean;
  /** It should play, and waits for data. */
  readonly buffering: boolean;
  readonly positionSeconds: number;
  readonly durationSeconds: number | null;
  readonly buffered: readonly FractionRange[];
  readonly speed: number;
  /** From 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
  readonly captionsOn: boolean;
  readonly chapters: readonly Chapter[];
  readonly transcripts: readonly Transcript[];
  readonly problem: PlayerProblem | null;
}

/** What a view may ask of the player. */
export type PlayerRequest =
  | { readonly type: 'play'; readonly episode: EpisodeSummary; readonly fromSeconds?: number }
  | { readonly type: 'pause' }
  | { readonly type: 'toggle' }
  | { readonly type: 'seek'; readonly seconds: number }
  | { readonly type: 'skip'; readonly seconds: number }
  | { readonly type: 'set-speed'; readonly speed: number }
  | { readonly type: 'step-speed'; readonly direction: -1 | 1 }
  | { readonly type: 'set-volume'; readonly volume: number }
  | { readonly type: 'step-volume'; readonly direction: -1 | 1 }
  | { readonly type: 'toggle-mute' }
  | { readonly type: 'toggle-captions' }
  | { readonly type: 'toggle-fullscreen' }
  | { readonly type: 'toggle-picture-in-picture' }
  | { readonly type: 'retry' };

/** On iPhones only a video itself can take the whole screen, by a name of its own. */
interface PhoneVideo extends HTMLVideoElement {
  webkitEnterFullscreen?: () => void;
}

interface PlayerOptions {
  readonly media: HTMLVideoElement;
  readonly catalogue: Catalogue;
  readonly connectivity: Connectivity;
  readonly listening: Listening;
  readonly settings: Settings;
  readonly showSettings: Pick<SettingsPerShow, 'change' | 'of' | 'subscribe'>;
  /** True when every part of the episode is stored on this device. */
  readonly isHere: (episodeId: string) => boolean;
}

const SAVE_EVERY_MS = 5_000;
const VOLUME_STEP = 0.1;
/** What takes longer than this to come may have lost its server. */
const DOUBT_NETWORK_AFTER_MS = 1_000;
/** How often a stream that broke off is taken up again by itself, and after how long at first. */
const MOST_RECOVERIES = 4;
const FIRST_RECOVERY_MS = 500;

/**
 * Both engines tell a missing sound device as `MEDIA_ERR_DECODE`; only the message names it: `OnMediaSinkAudioError` in
 * Firefox, `AUDIO_RENDERER_ERROR` in Chromium.
 */
const SOUND_OUTPUT_MESSAGE = /MediaSinkAudio|MEDIASINK|AUDIO_RENDERER/i;

/** Plays one episode at a time in the media element of the app, and remembers how far it came. */
export class Player implements Observable {
  readonly media: HTMLVideoElement;
  readonly #options: PlayerOptions;
  readonly #listeners = new Listeners();
  #snapshot: PlayerSnapshot;
  #loadedId: string | null = null;
  #pendingSeekSeconds: number | null = null;
  /** It starts from its beginning, and nobody has asked for a place in it. */
  #beginsAnew = false;
  /** Where playback was last: the end is left out only when playback comes to it, not when somebody goes there. */
  #lastSeconds = 0;
  #endedEarly = false;
  #wantsToPlay = false;
  #savedAt = 0;
  #recoveries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly subscribe = this.#listeners.add;

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.media = options.media;
    const { captionsOn, speed, volume } = options.settings.snapshot;
    this.#snapshot = {
      episode: null,
      loaded: false,
      playing: false,
      buffering: false,
      positionSeconds: 0,
      durationSeconds: null,
      buffered: [],
      speed,
      volume,
      muted: false,
      captionsOn,
      chapters: [],
      transcripts: [],
      problem: null,
    };
    this.#listenToMedia();
    options.connectivity.subscribe(() => this.#followNetwork());
    options.showSettings.subscribe(() => this.#followSpeed());
  }

  get snapshot(): PlayerSnapshot {
    return this.#snapshot;
  }

  /** Puts the last episode back, paused where it was; nothing is loaded until it plays. */
  restore(): void {
    const { last } = this.#options.listening;
    if (last === undefined || last.played || this.#snapshot.episode !== null) return;
    this.#setEpisode(last.episode);
  }

  request(request: PlayerRequest): void {
    switch (request.type) {
      case 'play':
        this.#playEpisode(request.episode, request.fromSeconds);
        return;
      case 'pause':
        this.pause();
        return;
      case 'toggle':
        if (this.#snapshot.playing) this.pause();
        else this.resume();
        return;
      case 'seek':
        this.#seek(request.seconds);
        return;
      case 'skip':
        this.#seek(this.#snapshot.positionSeconds + request.seconds);
        return;
      case 'set-speed':
        this.#setSpeed(request.speed);
        return;
      case 'step-speed':
        this.#setSpeed(nextSpeed(this.#snapshot.speed, request.direction));
        return;
      case 'set-volume':
        this.#setVolume(request.volume);
        return;
      case 'step-volume':
        this.#setVolume(this.#snapshot.volume + request.direction * VOLUME_STEP);
        return;
      case 'toggle-mute':
        this.media.muted = !this.media.muted;
        return;
      case 'toggle-captions':
        this.#options.settings.change({ captionsOn: !this.#snapshot.captionsOn });
        this.#set({ captionsOn: !this.#snapshot.captionsOn });
        this.#applyCaptions();
        return;
      case 'toggle-fullscreen':
        void this.#toggleFullscreen();
        return;
      case 'toggle-picture-in-picture':
        void this.#togglePictureInPicture();
        return;
      case 'retry':
        this.#retry();
        return;
    }
  }

  /** Plays on what is in the player. */
  resume(): void {
    const { episode, positionSeconds } = this.#snapshot;
    if (episode === null) return;
    if (this.#loadedId !== episode.id) this.#load(episode, positionSeconds);
    else if (this.media.ended || this.#endedEarly) this.#seek(this.#heardSpan().startSeconds);
    this.#start();
  }

  pause(): void {
    this.#wantsToPlay = false;
    clearTimeout(this.#timer);
    this.media.pause();
    this.#set({ playing: false, buffering: false });
    this.#followNetwork();
  }

  /** Stops, and lets go of what was loaded; what is in the player stays there, where it was. */
  unload(): void {
    this.#wantsToPlay = false;
    clearTimeout(this.#timer);
    if (this.#loadedId === null) return;
    this.#loadedId = null;
    this.media.pause();
    this.media.removeAttribute('src');
    this.media.replaceChildren();
    this.media.load();
    this.#set({ loaded: false, playing: false, buffering: false, buffered: [] });
  }

  /** Writes the position down now. */
  save(): void {
    const { durationSeconds, episode, positionSeconds } = this.#snapshot;
    if (episode === null || this.#loadedId !== episode.id || this.#pendingSeekSeconds !== null) return;
    this.#savedAt = Date.now();
    this.#options.listening.record(episode, positionSeconds, durationSeconds, this.#savedAt);
  }

  #playEpisode(episode: EpisodeSummary, fromSeconds: number | undefined): void {
    if (this.#snapshot.episode?.id !== episode.id) {
      this.save();
      this.#setEpisode(episode, fromSeconds);
    } else if (fromSeconds !== undefined) {
      this.#seek(fromSeconds);
    }
    this.resume();
  }

  /** @param fromSeconds where somebody asked for; undefined goes on where it was left */
  #setEpisode(episode: EpisodeSummary, fromSeconds?: number): void {
    this.unload();
    const leftSeconds = startPosition(this.#options.listening.entries.get(episode.id));
    this.#beginsAnew = fromSeconds === undefined && leftSeconds === 0;
    const { durationSeconds } = episode;
    this.#set({
      episode,
      positionSeconds: this.#beginsAnew
        ? heardSpan(durationSeconds, this.#showSettingsOf(episode)).startSeconds
        : (fromSeconds ?? leftSeconds),
      durationSeconds,
      speed: this.#speedOf(episode),
      chapters: [],
      transcripts: [],
      problem: null,
    });
    void this.#loadDetails(episode);
  }

  async #loadDetails(episode: EpisodeSummary): Promise<void> {
    const { catalogue } = this.#options;
    const isCurrent = (): boolean => this.#snapshot.episode?.id === episode.id;
    try {
      const details =
        catalogue.peek(episodeResource(episode.id)) ?? (await catalogue.load(episodeResource(episode.id)));
      if (!isCurrent()) return;
      this.#set({ transcripts: details.transcripts ?? [] });
      if (episode.kind === 'video') this.#addCaptions();
      if (details.chaptersUrl === undefined) return;
      const chapters = await catalogue.load(chaptersResource(details.chaptersUrl));
      if (isCurrent()) this.#set({ chapters: chapters.toSorted((a, b) => a.startTime - b.startTime) });
    } catch {
      // Chapters and captions are a help: the episode plays without them.
    }
  }

  #load(episode: EpisodeSummary, positionSeconds: number): void {
    this.#loadedId = episode.id;
    this.#lastSeconds = positionSeconds;
    this.#endedEarly = false;
    this.#pendingSeekSeconds = positionSeconds > 0 ? positionSeconds : null;
    this.media.preload = 'auto';
    this.media.src = episode.media.url;
    // Where it begins, so that nothing of the start is heard before; not every browser takes it before the metadata.
    this.media.currentTime = positionSeconds;
    this.media.poster = episode.kind === 'video' ? artworkSrc(episode.artworkUrl, 512) : '';
    this.media.volume = this.#snapshot.volume;
    this.media.defaultPlaybackRate = this.#snapshot.speed;
    this.media.playbackRate = this.#snapshot.speed;
    this.#set({ loaded: true, problem: null });
    if (episode.kind === 'video') this.#addCaptions();
  }

  #start(): void {
    this.#wantsToPlay = true;
    this.#set({ playing: true, buffering: this.media.readyState < HTMLMediaElement.HAVE_FUTURE_DATA });
    if (this.#snapshot.buffering) this.#await();
    this.media.play().catch((error: unknown) => {
      // `AbortError` follows a pause or a change of episode; a refusal to start unasked leaves it paused.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.pause();
    });
  }

  #retry(): void {
    const { episode, positionSeconds } = this.#snapshot;
    if (episode === null) return;
    this.#load(episode, positionSeconds);
    this.#start();
  }

  #seek(seconds: number): void {
    const { durationSeconds, episode } = this.#snapshot;
    if (episode === null) return;
    const target = Math.max(0, durationSeconds === null ? seconds : Math.min(seconds, durationSeconds - 0.1));
    this.#beginsAnew = false;
    this.#endedEarly = false;
    this.#set({ positionSeconds: target });
    if (this.#loadedId !== episode.id || this.media.readyState === HTMLMediaElement.HAVE_NOTHING) {
      this.#pendingSeekSeconds = target;
      if (this.#loadedId !== episode.id) {
        this.#options.listening.record(episode, target, durationSeconds, Date.now());
      }
      return;
    }
    this.media.currentTime = target;
  }

  #setSpeed(speed: number): void {
    const { settings, showSettings } = this.#options;
    const { episode } = this.#snapshot;
    if (episode !== null && this.#showSettingsOf(episode).speed !== null)
      showSettings.change(episode.showId, { speed });
    else settings.change({ speed });
    this.#followSpeed();
  }

  /** Plays as fast as was chosen, wherever that was. */
  #followSpeed(): void {
    const speed = this.#speedOf(this.#snapshot.episode);
    if (speed === this.#snapshot.speed) return;
    this.media.defaultPlaybackRate = speed;
    this.media.playbackRate = speed;
    this.#set({ speed });
  }

  /** The speed of the show where it has one, else that of all. */
  #speedOf(episode: EpisodeSummary | null): number {
    const ofShow = episode === null ? null : this.#showSettingsOf(episode).speed;
    return ofShow ?? this.#options.settings.snapshot.speed;
  }

  #showSettingsOf({ showId }: EpisodeSummary): ShowSettings {
    return this.#options.showSettings.of(showId);
  }

  /** What is heard of the episode in the player when it plays from its beginning. */
  #heardSpan(): HeardSpan {
    const { durationSeconds, episode } = this.#snapshot;
    return episode === null ? WHOLE_SPAN : heardSpan(durationSeconds, this.#showSettingsOf(episode));
  }

  #setVolume(volume: number): void {
    const clamped = Math.round(Math.min(1, Math.max(0, volume)) * 100) / 100;
    this.media.volume = clamped;
    if (clamped > 0) this.media.muted = false;
    this.#options.settings.change({ volume: clamped });
    this.#set({ volume: clamped });
  }

  #addCaptions(): void {
    this.media.replaceChildren(
      ...this.#snapshot.transcripts.map(({ language, url }) => {
        const track = document.createElement('track');
        track.kind = 'captions';
        track.src = url;
        if (language !== 'und') track.srclang = language;
        track.label = language === 'und' ? 'Captions' : languageName(language);
        return track;
      }),
    );
    this.#applyCaptions();
  }

  #applyCaptions(): void {
    [...this.media.textTracks].forEach((track, index) => {
      track.mode = this.#snapshot.captionsOn && index === 0 ? 'showing' : 'disabled';
    });
  }

  async #toggleFullscreen(): Promise<void> {
    if (this.#snapshot.episode?.kind !== 'video') return;
    if (document.fullscreenElement !== null) await document.exitFullscreen();
    else if (typeof this.media.requestFullscreen === 'function') await this.media.requestFullscreen();
    else (this.media as PhoneVideo).webkitEnterFullscreen?.();
  }

  async #togglePictureInPicture(): Promise<void> {
    if (this.#snapshot.episode?.kind !== 'video' || !document.pictureInPictureEnabled) return;
    if (document.pictureInPictureElement !== null) await document.exitPictureInPicture();
    else if (this.media.readyState >= HTMLMediaElement.HAVE_METADATA)
      await this.media.requestPictureInPicture();
  }

  #listenToMedia(): void {
    const { media } = this;
    const on = (type: keyof HTMLMediaElementEventMap, listener: () => void): void => {
      media.addEventListener(type, listener);
    };
    on('loadedmetadata', () => {
      if (Number.isFinite(media.duration)) this.#set({ durationSeconds: media.duration });
      // How long it is in truth is known only now. Where nothing is skipped, whoever moved it meanwhile is not moved back.
      const pending = this.#pendingSeekSeconds;
      const { startSeconds } = this.#heardSpan();
      const target = this.#beginsAnew && (startSeconds > 0 || pending !== null) ? startSeconds : pending;
      if (target !== null && Math.abs(media.currentTime - target) > 0.5) media.currentTime = target;
      this.#beginsAnew = false;
      this.#pendingSeekSeconds = null;
    });
    on('timeupdate', () => {
      if (this.#pendingSeekSeconds !== null || media.readyState === HTMLMediaElement.HAVE_NOTHING) return;
      if (this.#endedEarly) return;
      if (media.currentTime > this.#snapshot.positionSeconds && !media.seeking && !media.paused) {
        this.#recoveries = 0;
        this.#goOn();
      }
      this.#set({ positionSeconds: media.currentTime });
      if (!media.paused && Date.now() - this.#savedAt >= SAVE_EVERY_MS) this.save();
      this.#followEnd();
    });
    on('seeking', () => {
      this.#lastSeconds = media.currentTime;
      this.#endedEarly = false;
    });
    on('progress', () => this.#set({ buffered: fractions(media.buffered, media.duration) }));
    on('playing', () => {
      this.#goOn();
      this.#set({ playing: true, problem: null });
    });
    on('waiting', () => this.#await());
    watchStandstill(media, () => {
      if (this.#wantsToPlay && !this.#snapshot.buffering) this.#await();
    });
    on('play', () => {
      this.#wantsToPlay = true;
      this.#endedEarly = false;
      this.#set({ playing: true });
    });
    on('pause', () => {
      if (this.#snapshot.problem === null && media.error === null)
        this.#set({ playing: false, buffering: false });
      this.save();
    });
    on('seeked', () => this.save());
    on('ended', () => this.#end());
    on('volumechange', () => this.#set({ volume: media.volume, muted: media.muted }));
    on('error', () => void this.#explainError());
    media.addEventListener('fullscreenchange', () => {
      // Alone on the screen the video has none of our controls beside it.
      media.controls = document.fullscreenElement !== null;
    });
    addEventListener('pagehide', () => this.save());
  }

  /** Ends where the listener chose, when playback comes there. */
  #followEnd(): void {
    const { currentTime, paused, seeking } = this.media;
    if (paused || seeking) return;
    const { endSeconds } = this.#heardSpan();
    const comesToEnd = endSeconds !== null && this.#lastSeconds < endSeconds && currentTime >= endSeconds;
    this.#lastSeconds = currentTime;
    if (!comesToEnd) return;
    this.media.pause();
    this.#endedEarly = true;
    this.#set({ positionSeconds: this.#snapshot.durationSeconds ?? currentTime });
    this.#end();
  }

  #end(): void {
    this.#wantsToPlay = false;
    this.#set({ playing: false, buffering: false });
    this.save();
  }

  /** Data has to come first. */
  #await(): void {
    this.#set({ buffering: this.#wantsToPlay });
    this.#followNetwork();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#snapshot.buffering) void this.#options.connectivity.probe();
    }, DOUBT_NETWORK_AFTER_MS);
  }

  /** Data is there. */
  #goOn(): void {
    clearTimeout(this.#timer);
    if (!this.#snapshot.buffering) return;
    this.#set({ buffering: false });
    this.#followNetwork();
  }

  /** What waits for the network says so, and goes on by itself when it is back. */
  #followNetwork(): void {
    const { online } = this.#options.connectivity;
    const { buffering, problem } = this.#snapshot;
    if (online && problem === 'not-here-offline' && this.#wantsToPlay) this.#retry();
    else if (buffering && !online && problem === null) this.#set({ problem: 'waiting-for-network' });
    else if (problem === 'waiting-for-network' && (online || !buffering)) this.#set({ problem: null });
  }

  async #explainError(): Promise<void> {
    const { error } = this.media;
    const { episode } = this.#snapshot;
    if (error === null || episode === null || this.#loadedId !== episode.id) return;
    this.save();
    const problem = await this.#problemOf(error, episode);
    if (this.#snapshot.episode?.id !== episode.id) return;
    if (problem === 'unreachable' && this.#wantsToPlay && this.#recoveries < MOST_RECOVERIES) {
      const delayMs = FIRST_RECOVERY_MS * 2 ** this.#recoveries;
      this.#recoveries += 1;
      this.#set({ buffering: true });
      this.#timer = setTimeout(() => this.#retry(), delayMs);
      return;
    }
    this.#wantsToPlay &&= problem === 'not-here-offline';
    this.#set({ playing: false, buffering: false, problem });
  }

  async #problemOf(error: MediaError, episode: EpisodeSummary): Promise<PlayerProblem> {
    const { connectivity, isHere } = this.#options;
    const isDecodeError = error.code === MediaError.MEDIA_ERR_DECODE;
    if (isDecodeError && SOUND_OUTPUT_MESSAGE.test(error.message)) return 'no-sound-output';
    // A network error on what is stored means that a part of it had to be asked for after all.
    if (isHere(episode.id) && error.code !== MediaError.MEDIA_ERR_NETWORK)
      return isDecodeError ? 'damaged' : 'unsupported';
    await connectivity.probe();
    if (!connectivity.online) return 'not-here-offline';
    if (isDecodeError) return 'damaged';
    try {
      const response = await fetch(episode.media.url, { headers: { Range: 'bytes=0-0' } });
      const { headers, ok, status } = response;
      if (status === 503) return (await problemCode(response)) === 'changing' ? 'changed' : 'unreachable';
      void response.body?.cancel();
      if (status === 404 || status === 410) return 'gone';
      if (ok && headers.get('etag') !== (episode.media.etag ?? headers.get('etag'))) return 'changed';
      return ok && error.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED ? 'unsupported' : 'unreachable';
    } catch {
      return 'unreachable';
    }
  }

  #set(change: Partial<PlayerSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#listeners.notify();
  }
}

async function problemCode(response: Response): Promise<string | null> {
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  return problem?.code ?? null;
}

/** The next step up or down in the list of speeds. */
export function nextSpeed(speed: number, direction: -1 | 1): number {
  const steps = direction > 0 ? SPEEDS : SPEEDS.toReversed();
  return steps.find((step) => (direction > 0 ? step > speed + 0.01 : step < speed - 0.01)) ?? speed;
}

/** The chapter at a position; null before the first one. */
export const chapterAt = (chapters: readonly Chapter[], seconds: number): Chapter | null =>
  chapters.findLast(({ startTime }) => startTime <= seconds + 0.25) ?? null;

function fractions(ranges: TimeRanges, durationSeconds: number): FractionRange[] {
  if (!Number.isFinite(durationSeconds) || durationSeconds <= 0) return [];
  return Array.from({ length: ranges.length }, (_, index) => ({
    start: ranges.start(index) / durationSeconds,
    end: ranges.end(index) / durationSeconds,
  }));
}

function languageName(language: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}
