import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Fixture } from '../../testing/media-files.ts';
import { inspectFile } from './inspect-file.ts';

async function inspected(fixture: Fixture) {
  const outcome = await inspectFile(
    fileURLToPath(new URL(`../../test-fixtures/${fixture}`, import.meta.url)),
  );
  if (outcome.status !== 'media') throw new Error(`${fixture} is no media`);
  return outcome.media;
}

describe('chapters', () => {
  it('are read from Vorbis comments, but those without a time', async () => {
    expect((await inspected('chapters.opus')).chapters?.chapters).toEqual([
      { startTime: 0, title: 'Departure' },
      { startTime: 0.5, title: 'Arrival' },
    ]);
  });

  it('are read from Matroska and WebM', async () => {
    expect((await inspected('chapters.webm')).chapters?.chapters).toEqual([
      { startTime: 0, endTime: 0.5, title: 'Departure' },
      { startTime: 0.5, endTime: 0.9, title: 'Arrival' },
    ]);
    expect((await inspected('audio.webm')).chapters).toBeNull();
  });
});

it('reads the tags of WebM that have no common name', async () => {
  expect((await inspected('chapters.webm')).tags).toEqual({
    title: 'Basel',
    album: 'Night Trains',
    author: '',
    publishedAtMs: Date.UTC(2024, 4, 1),
    season: 1,
    episode: 2,
    notes: 'A longer description',
    language: 'de',
  });
});
