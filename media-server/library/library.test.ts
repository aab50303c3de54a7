import { execFile } from 'node:child_process';
import { chmod, mkdir, open, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ShowList } from '../../core/api/page.ts';
import type { Problem } from '../../core/api/problem.ts';
import type { Show } from '../../core/api/show.ts';
import { placeFile, placeFixture, placeWav, wavOf } from '../testing/media-files.ts';
import { startTestServer, temporaryFolder, type TestServer } from '../testing/test-server.ts';

const shows = async (server: TestServer) => (await server.json<ShowList>('/api/shows')).items;
const byTitle = async (server: TestServer) =>
  Object.fromEntries((await server.episodes()).map((episode) => [episode.title, episode]));

describe('scan', () => {
  it('reads every container, with its tags', async () => {
    const names = [
      'tagged.mp3',
      'tagged.m4a',
      'plain.ogg',
      'plain.opus',
      'video.mp4',
      'video.webm',
      'video.mkv',
    ] as const;
    const plain = ['plain.aac', 'plain.flac', 'plain.wav', 'audio.webm'] as const;
    const server = await startTestServer(async (library) => {
      for (const name of [...names, ...plain]) await placeFixture(name, join(library, 'Night Trains', name));
    });
    await server.settled(({ episodes }) => episodes === names.length + plain.length);
    const found = await server.episodes();
    expect(found.map(({ media, kind }) => `${kind} ${media.type}`).toSorted()).toEqual([
      'audio audio/aac',
      'audio audio/flac',
      'audio audio/mp4',
      'audio audio/mpeg',
      'audio audio/ogg',
      'audio audio/ogg',
      'audio audio/wav',
      'audio audio/webm',
      'video video/mp4',
      'video video/webm',
      'video video/x-matroska',
    ]);
    for (const episode of found) expect(episode.durationSeconds, episode.media.type).toBeGreaterThan(0);
    const tagged = found.filter(({ title }) => title === 'Basel');
    expect(tagged.length).toBe(names.length + 1);
    for (const { publishedAt, season, episode } of tagged) {
      expect({ publishedAt, season, episode }).toEqual({
        publishedAt: Date.UTC(2024, 4, 1),
        season: 1,
        episode: 2,
      });
    }
    const mp3 = tagged.find(({ media }) => media.type === 'audio/mpeg');
    const detail = await server.json<{ descriptionHtml: string; chaptersUrl: string }>(
      `/api/episodes/${mp3?.id}`,
    );
    expect(detail.descriptionHtml).toContain('<a href="https://example.org/a"');
    expect(mp3?.artworkColor).toMatch(/^#[0-9a-f]{6}$/);
    expect((await server.get(mp3?.artworkUrl ?? '')).status).toBe(200);
    for (const type of ['audio/mpeg', 'audio/mp4']) {
      const id = tagged.find(({ media }) => media.type === type)?.id;
      const { chapters } = await server.json<{ chapters: unknown[] }>(`/api/episodes/${id}/chapters`);
      expect(chapters, type).toMatchObject([
        { startTime: 0, title: 'Departure' },
        { startTime: 0.5, title: 'Arrival' },
      ]);
    }
  });

  it('makes a show of each folder with all that is under it, and one of the loose files', async () => {
    const server = await startTestServer(async (library) => {
      await placeWav(library, 'Rails/Season 2/S02E03 - Points.wav', 500, 1);
      await placeWav(library, 'Rails/1x04 Signals.wav', 500, 2);
      await placeWav(library, 'Rails/07 - Sleepers.wav', 500, 3);
      await placeWav(library, 'A loose one.wav', 500, 4);
      await placeFile(
        join(library, 'Rails/show.json'),
        JSON.stringify({
          title: 'On Rails',
          author: 'Ada',
          description: 'By <b>train</b><script>x</script>',
          language: 'en_GB',
        }),
      );
      await placeFixture('cover.png', join(library, 'Rails/Folder.png'));
    });
    await server.settled(({ episodes, shows: count }) => episodes === 4 && count === 2);
    const list = await shows(server);
    expect(list.map(({ title, episodeCount }) => `${title}: ${episodeCount}`).toSorted()).toEqual([
      'Loose files: 1',
      'On Rails: 3',
    ]);
    const rails = list.find(({ title }) => title === 'On Rails');
    expect(rails?.artworkUrl).toMatch(/^\/artwork\/[0-9a-f]{32}$/);
    expect(rails?.artworkColor).toMatch(/^#1868c8|#2868c8|#[0-9a-f]{6}$/);
    expect(await server.json<Show>(`/api/shows/${rails?.id}`)).toMatchObject({
      author: 'Ada',
      descriptionHtml: 'By <b>train</b>',
      language: 'en-GB',
    });
    const episodes = await byTitle(server);
    expect([episodes['Points'], episodes['Signals'], episodes['Sleepers']]).toMatchObject([
      { season: 2, episode: 3, showTitle: 'On Rails', artworkUrl: rails?.artworkUrl },
      { season: 1, episode: 4 },
      { season: null, episode: 7 },
    ]);
    await writeFile(join(server.library, 'Rails/show.json'), JSON.stringify({ title: 'Off Rails' }));
    await server.settled(async () => (await shows(server)).some(({ title }) => title === 'Off Rails'));
  });

  it('serves the sidecars of a file, and follows their changes', async () => {
    const server = await startTestServer(async (library) => {
      const beside = (name: string, content: string) => placeFile(join(library, 'Show', name), content);
      await placeWav(library, 'Show/One.wav', 900);
      await beside(
        'One.vtt',
        'WEBVTT\n\nNOTE hello\n\n00:01.000 --> 00:02.000 align:start\n<b>Hi</b> <script>x</script>\n',
      );
      await beside('One.de.srt', '1\r\n00:00:01,500 --> 00:00:02,500\r\n<font color="red">Grüße</font>\r\n');
      await beside(
        'One.transcript.json',
        JSON.stringify({
          version: '1.0.0',
          segments: [{ speaker: 'Ada', startTime: 0.5, endTime: 1, body: 'a < b' }],
        }),
      );
      await beside(
        'One.chapters.json',
        JSON.stringify({
          version: '1.2.0',
          chapters: [
            { startTime: 9, title: 'B' },
            { startTime: 0, endTime: 9, title: 'A', img: 'x' },
          ],
        }),
      );
      await beside('One.fr.vtt', 'no cues here');
    });
    const status = await server.settled(({ episodes }) => episodes === 1);
    expect(status.problems).toMatchObject([{ path: 'Show/One.fr.vtt', code: 'bad-sidecar' }]);
    const episode = await server.episode('One');
    expect(episode.transcripts?.map(({ language, type }) => `${language} ${type}`).toSorted()).toEqual([
      'de text/vtt',
      'und text/vtt',
      'und text/vtt',
    ]);
    const texts = await Promise.all(
      (episode.transcripts ?? []).map(async ({ url }) => {
        const response = await server.get(url);
        expect(response.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
        return response.text();
      }),
    );
    expect(texts.toSorted()).toEqual([
      'WEBVTT\n\n00:00:00.500 --> 00:00:01.000\n<v Ada>a &lt; b\n',
      'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<b>Hi</b> x\n',
      'WEBVTT\n\n00:00:01.500 --> 00:00:02.500\nGrüße\n',
    ]);
    expect(await server.json(episode.chaptersUrl ?? '')).toEqual({
      version: '1.2.0',
      chapters: [
        { startTime: 0, endTime: 9, title: 'A' },
        { startTime: 9, title: 'B' },
      ],
    });
    await rm(join(server.library, 'Show/One.de.srt'));
    await rm(join(server.library, 'Show/One.fr.vtt'));
    const after = await server.settled(async () => (await server.episode('One')).transcripts?.length === 2);
    expect(after.problems).toEqual([]);
    expect((await server.episode('One')).id).toBe(episode.id);
  });

  it('lists what it cannot take, and goes on', async () => {
    const outside = await temporaryFolder();
    await placeWav(outside, 'secret.wav', 500);
    const server = await startTestServer(async (library) => {
      await placeWav(library, 'Show/Good.wav', 500);
      await placeFile(join(library, 'Show/Text.mp3'), 'This is no music.');
      await placeFile(join(library, 'Show/Zip.mp3'), Buffer.from('504b0304140000000800', 'hex'));
      await placeFile(join(library, 'Show/Empty.mp3'), '');
      await placeFile(join(library, 'Show/Avi.mp4'), Buffer.from('RIFF\0\0\0\0AVI LIST', 'latin1'));
      await placeFile(join(library, 'Show/Cut.mp4'), (await fixture('video.mp4')).subarray(0, 40));
      await placeFile(
        join(library, 'Show/Tag only.mp3'),
        Buffer.from('4944330300000000000a00000000000000000000', 'hex'),
      );
      await placeFixture('plain.ogg', join(library, 'Show/Lying.mp3'));
      await placeFixture('video.mp4', join(library, 'Show/Lying.wav'));
      await symlink(join(outside, 'secret.wav'), join(library, 'Show/link.wav'));
      await symlink(outside, join(library, 'outside'));
      await symlink(join(library, 'Show/Good.wav'), join(library, 'Show/inside.wav'));
      await symlink('/nowhere/at/all', join(library, 'Show/dangling.wav'));
      await placeWav(library, '.hidden/One.wav', 500, 2);
      await placeWav(library, 'Show/.hidden.wav', 500, 3);
      await placeFile(join(library, 'Show/cover.jpg'), 'no picture');
      await promisify(execFile)('mkfifo', [join(library, 'Show/pipe.mp3')]);
      await placeWav(library, `Show/${'deep/'.repeat(12)}One.wav`, 500, 5);
      for (const name of ['mp4', 'webm', 'mkv']) {
        const whole = await fixture(`video.${name}`);
        await placeFile(join(library, `Show/Half.${name}`), whole.subarray(0, -100));
      }
      await placeFile(join(library, 'Show/Half.wav'), wavOf(5_000, 6).subarray(0, 4_000));
      await placeFile(join(library, 'Show/No samples.wav'), wavOf(500).subarray(0, 36).fill(0, 4, 8));
    });
    const status = await server.settled(({ episodes }) => episodes >= 3);
    expect(status.problems.map(({ path, code }) => `${path}: ${code}`)).toEqual([
      'Show/Avi.mp4: type-mismatch',
      'Show/Cut.mp4: not-media',
      'Show/Empty.mp3: empty',
      'Show/Half.mkv: cut-off',
      'Show/Half.mp4: cut-off',
      'Show/Half.wav: cut-off',
      'Show/Half.webm: cut-off',
      'Show/No samples.wav: not-media',
      'Show/Tag only.mp3: not-media',
      'Show/Text.mp3: not-media',
      'Show/Zip.mp3: not-media',
      'Show/cover.jpg: bad-artwork',
      `Show/${'deep/'.repeat(11)}deep: unreadable`,
      'Show/link.wav: symlink-outside',
      'Show/pipe.mp3: unreadable',
      'outside: symlink-outside',
    ]);
    for (const { detail } of status.problems) expect(detail).toMatch(/^[A-Z].+\.$/);
    expect((await server.episodes()).map(({ title, media }) => `${title} ${media.type}`).toSorted()).toEqual([
      'Basel audio/ogg',
      'Basel video/mp4',
      'Good audio/wav',
    ]);
    await rm(join(server.library, 'Show/Text.mp3'));
    await writeFile(join(server.library, 'Show/Empty.mp3'), await fixture('tagged.mp3'));
    await server.settled(
      ({ problems, episodes }) => problems.length === status.problems.length - 2 && episodes === 4,
    );
  });

  it.skipIf(process.platform !== 'linux')('lists what has a name that is not UTF-8', async () => {
    const server = await startTestServer(async (library) => {
      await mkdir(Buffer.from(join(library, 'Sh\xffw'), 'latin1'));
      await writeFile(Buffer.from(join(library, 'N\xffme.wav'), 'latin1'), wavOf(500));
    });
    const { problems } = await server.settled((status) => status.problems.length === 2);
    expect(problems.map(({ path, detail }) => `${path}: ${detail}`)).toEqual([
      'N\ufffdme.wav: Its name is not valid UTF-8.',
      'Sh\ufffdw: Its name is not valid UTF-8.',
    ]);
  });

  it.skipIf(process.getuid?.() === 0)('lists a file that it may not read', async () => {
    const server = await startTestServer(async (library) => {
      await placeWav(library, 'Show/Shut.wav', 500);
      await chmod(join(library, 'Show/Shut.wav'), 0);
    });
    await server.settled(({ problems }) => problems[0]?.code === 'unreadable');
  });
});

describe('changes', () => {
  it('takes up what is added and gives up what is removed', async () => {
    const server = await startTestServer((library) => placeWav(library, 'Show/One.wav', 500));
    await server.settled(({ episodes }) => episodes === 1);
    const { id, showId } = await server.episode('One');
    await placeWav(server.library, 'New/Season 1/Two.wav', 600, 2);
    await server.settled(({ episodes, shows: count }) => episodes === 2 && count === 2);
    await rm(join(server.library, 'Show'), { recursive: true });
    await server.settled(({ episodes }) => episodes === 1);
    expect((await server.get(`/api/episodes/${id}`)).status).toBe(410);
    expect((await server.get(`/media/${id}`)).status).toBe(410);
    expect((await server.get(`/api/shows/${showId}`)).status).toBe(404);

    await placeWav(server.library, 'Show/One.wav', 500);
    await server.settled(({ episodes }) => episodes === 2);
    expect(await server.episode('One')).toMatchObject({ id, showId });
  });

  it('keeps the ids and the tag when a file, a folder or a show gets another name', async () => {
    const server = await startTestServer(async (library) => {
      await placeWav(library, 'Show/One.wav', 500, 1);
      await placeWav(library, 'Show/Two.wav', 500, 2);
      await placeWav(library, 'Other/Three.wav', 500, 3);
    });
    await server.settled(({ episodes }) => episodes === 3);
    const before = await byTitle(server);

    await rename(join(server.library, 'Show/One.wav'), join(server.library, 'Show/Uno.wav'));
    await server.settled(async () => 'Uno' in (await byTitle(server)));
    expect((await byTitle(server))['Uno']).toMatchObject({
      id: before['One']?.id,
      media: before['One']?.media,
    });

    await rename(join(server.library, 'Show'), join(server.library, 'Spectacle'));
    await placeWav(server.library, 'Spectacle/A new one.wav', 500, 4);
    await server.settled(
      async () => 'A new one' in (await byTitle(server)) && (await shows(server)).length === 2,
    );
    const after = await byTitle(server);
    expect(after['Two']).toMatchObject({
      id: before['Two']?.id,
      showId: before['Two']?.showId,
      showTitle: 'Spectacle',
    });
    expect(after['A new one']?.showId).toBe(before['Two']?.showId);

    await rename(join(server.library, 'Spectacle/Two.wav'), join(server.library, 'Other/Two.wav'));
    await server.settled(async () => (await byTitle(server))['Two']?.showTitle === 'Other');
    expect((await byTitle(server))['Two']).toMatchObject({
      id: before['Two']?.id,
      showId: before['Three']?.showId,
    });
  });

  it('knows swapped names, and a copy whose original goes away', async () => {
    const server = await startTestServer(async (library) => {
      await placeWav(library, 'Show/One.wav', 500, 1);
      await placeWav(library, 'Show/Two.wav', 500, 2);
    });
    await server.settled(({ episodes }) => episodes === 2);
    const before = await byTitle(server);
    const at = (name: string) => join(server.library, 'Show', name);
    await rename(at('One.wav'), at('.swap'));
    await rename(at('Two.wav'), at('One.wav'));
    await rename(at('.swap'), at('Two.wav'));
    await server.settled(
      async () => (await byTitle(server))['One']?.media.etag === before['Two']?.media.etag,
    );
    const swapped = await byTitle(server);
    expect([swapped['One']?.id, swapped['Two']?.id]).toEqual([before['Two']?.id, before['One']?.id]);

    await placeFile(at('Copy.wav'), await readFile(at('One.wav')));
    await server.settled(({ episodes }) => episodes === 3);
    expect((await byTitle(server))['Copy']?.id).not.toBe(before['Two']?.id);
    await rm(at('One.wav'));
    await server.settled(({ episodes }) => episodes === 2);
    expect((await byTitle(server))['Copy']?.id).toBe(before['Two']?.id);
  });

  it('keeps the id and changes the tag when the content at a path changes', async () => {
    const server = await startTestServer((library) => placeWav(library, 'Show/One.wav', 500, 1));
    await server.settled(({ episodes }) => episodes === 1);
    const before = await server.episode('One');
    await placeWav(server.library, 'Show/One.wav', 500, 9);
    await server.settled(
      async () => ![null, before.media.etag].includes((await server.episode('One')).media.etag),
    );
    const after = await server.episode('One');
    expect(after.id).toBe(before.id);
    expect(after.publishedAt).toBe(before.publishedAt);
    const body = Buffer.from(await (await server.get(after.media.url)).arrayBuffer());
    expect(body.equals(wavOf(500, 9))).toBe(true);
  });

  it('waits for a file that is being written', async () => {
    const server = await startTestServer((library) => mkdir(join(library, 'Show')), {}, { settleMs: 400 });
    await server.settled(({ files }) => files === 0);
    const whole = wavOf(40_000);
    const file = await open(join(server.library, 'Show/Slow.wav'), 'w');
    for (let offset = 0; offset < whole.length; offset += 5_000) {
      await file.write(whole, offset, 5_000);
      await delay(100);
      expect(await server.episodes()).toEqual([]);
    }
    await file.close();
    await server.settled(({ episodes }) => episodes === 1);
    const { media, durationSeconds } = await server.episode('Slow');
    expect(media.bytes).toBe(40_000);
    expect(durationSeconds).toBeCloseTo((40_000 - 44) / 8000, 3);
  });

  it.each(['w', 'r+'] as const)(
    'keeps an episode whose file is written again slowly, opened with %s, and sends none of it until it is whole',
    async (flags) => {
      const settleMs = 300;
      const place = (library: string) => placeWav(library, 'Show/One.wav', 30_000, 1);
      const server = await startTestServer(place, {}, { settleMs });
      await server.settled(({ episodes }) => episodes === 1);
      const before = await server.episode('One');
      const whole = wavOf(40_000, 2);
      const file = await open(join(server.library, 'Show/One.wav'), flags);
      for (let offset = 0; offset < whole.length; offset += 5_000) {
        await file.write(whole, offset, 5_000, offset);
        await utimes(join(server.library, 'Show/One.wav'), new Date(0), new Date(0));
        const isLongPause = offset === 15_000 || offset === 30_000;
        await delay(isLongPause ? 2.5 * settleMs : settleMs / 3);
        expect((await server.episode('One')).id).toBe(before.id);
        expect((await server.status()).problems).toEqual([]);
        if (offset + 5_000 === whole.length) break;
        for (const path of [before.media.url, `/api/episodes/${before.id}/manifest`]) {
          const response = await server.get(path, {
            'if-range': before.media.etag ?? '',
            range: 'bytes=0-9',
          });
          expect(response.status, `${path} at ${offset}`).toBe(503);
          expect(response.headers.get('retry-after')).toBe('5');
          expect(((await response.json()) as Problem).code).toBe('changing');
        }
      }
      await file.close();
      await server.settled(async () => (await server.episode('One')).media.bytes === 40_000);
      const after = await server.episode('One');
      expect(after.id).toBe(before.id);
      const body = Buffer.from(await (await server.get(after.media.url)).arrayBuffer());
      expect(body.equals(whole)).toBe(true);
    },
  );

  it('gives up an episode whose file stays cut off, until it is whole', async () => {
    const server = await startTestServer((library) => placeWav(library, 'Show/One.wav', 30_000, 1));
    await server.settled(({ episodes }) => episodes === 1);
    const { id } = await server.episode('One');
    const whole = wavOf(40_000, 2);
    await writeFile(join(server.library, 'Show/One.wav'), whole.subarray(0, 35_000));
    const { problems } = await server.settled(({ episodes }) => episodes === 0);
    expect(problems).toMatchObject([{ path: 'Show/One.wav', code: 'cut-off' }]);
    expect((await server.get(`/media/${id}`)).status).toBe(410);
    await writeFile(join(server.library, 'Show/One.wav'), whole);
    await server.settled(({ episodes }) => episodes === 1);
    expect(await server.episode('One')).toMatchObject({ id, media: { bytes: 40_000 } });
  });

  it('does not read again what did not change, in this run or the next', async () => {
    const folder = await temporaryFolder();
    const log: string[] = [];
    const options = { logDestination: { write: (line: string) => void log.push(line) } };
    const config = {
      libraryFolder: join(folder, 'library'),
      dataFolder: join(folder, 'data'),
      logLevel: 'info',
    } as const;
    const inspected = () =>
      log.map((line) => JSON.parse(line) as { inspected?: number }).flatMap((line) => line.inspected ?? []);
    const first = await startTestServer(
      async (library) => {
        for (let index = 0; index < 5; index++) await placeWav(library, `Show/${index} - E.wav`, 500, index);
        await placeFile(join(library, 'Show/Broken.mp3'), 'text');
      },
      config,
      options,
    );
    await first.settled(({ episodes }) => episodes === 5);
    expect(inspected()).toEqual([6]);
    const ids = (await first.episodes()).map(({ id }) => id);
    await placeWav(first.library, 'Show/6 - F.wav', 500, 6);
    await first.settled(({ episodes }) => episodes === 6);
    expect(inspected()).toEqual([6, 1]);
    await first.close();

    const second = await startTestServer(undefined, config, options);
    await second.settled(({ episodes, files }) => episodes === 6 && files === 7);
    expect(inspected()).toEqual([6, 1]);
    expect((await second.episodes()).map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect((await second.status()).problems).toHaveLength(1);
  });

  it('sees a change that keeps length and time of modification', async () => {
    const server = await startTestServer((library) => placeWav(library, 'Show/One.wav', 500, 1));
    await server.settled(({ episodes }) => episodes === 1);
    const before = await server.episode('One');
    const path = join(server.library, 'Show/One.wav');
    const past = new Date(Date.now() - 3_600_000);
    await utimes(path, past, past);
    await server.settled(async () => (await server.episode('One')).media.etag === before.media.etag);
    await writeFile(path, wavOf(500, 7));
    await utimes(path, past, past);
    await server.settled(
      async () => ![null, before.media.etag].includes((await server.episode('One')).media.etag),
    );
  });

  it('keeps its catalogue when the library goes away for a while', async () => {
    const server = await startTestServer((library) => placeWav(library, 'Show/One.wav', 500, 1));
    await server.settled(({ episodes }) => episodes === 1);
    const { id } = await server.episode('One');
    await rename(server.library, `${server.library}-unmounted`);
    await delay(400);
    expect((await server.get(`/media/${id}`)).status).toBe(404);
    expect((await server.get(`/api/episodes/${id}`)).status).toBe(200);
    await rename(`${server.library}-unmounted`, server.library);
    expect((await server.get(`/media/${id}`)).status).toBe(200);
  });
});

const fixture = (name: string): Promise<Buffer> =>
  readFile(new URL(`../test-fixtures/${name}`, import.meta.url));
