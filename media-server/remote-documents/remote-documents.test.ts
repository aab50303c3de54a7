import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Chapters, Episode } from '../../core/api/episode.ts';
import type { Problem } from '../../core/api/problem.ts';
import { openDatabase } from '../database/open-database.ts';
import { startOutbound } from '../outbound/testing/test-origin.ts';
import type { TestServer } from '../testing/test-server.ts';
import { RemoteDocuments } from './remote-documents.ts';
import {
  DocumentPublisher,
  episodeIdOf,
  follow,
  refresh,
  startFollowingServer,
  type PublishedAnswer,
  type PublishedItem,
} from './testing/document-publisher.ts';

const SRT = '1\n00:00:01,000 --> 00:00:02,000\nHello\n';
const VTT_OF_SRT = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello\n';
const chaptersOf = (...chapters: object[]) => JSON.stringify({ version: '1.2.0', chapters });
const chaptersTag = (url: string) => `<podcast:chapters url="${url}" type="application/json+chapters"/>`;
const transcriptTag = (url: string, type = 'application/x-subrip') =>
  `<podcast:transcript url="${url}" type="${type}" language="en"/>`;

interface Followed {
  readonly publisher: DocumentPublisher;
  readonly path: string;
  readonly item: (change: Partial<PublishedItem>) => Promise<void>;
}

/** Follows one publisher for each test. */
let server: TestServer;

beforeAll(async () => {
  server = await startFollowingServer();
});

/** Follows a publisher with a single item. */
async function followOne(extra: (url: string) => string): Promise<Followed> {
  const publisher = await DocumentPublisher.start();
  const one = { guid: 'one', title: 'One', extra: extra(publisher.url) };
  publisher.putFeed('Show', [one]);
  const showId = await follow(server, `${publisher.url}/feed.xml`);
  const path = `/api/episodes/${await episodeIdOf(server, showId, 'One')}`;
  const item = async (change: Partial<PublishedItem>): Promise<void> => {
    publisher.putFeed('Show', [{ ...one, ...change }]);
    expect((await refresh(server, showId)).status).toBe(200);
  };
  return { publisher, path, item };
}

const problemOf = async (response: Response): Promise<Problem> => (await response.json()) as Problem;

describe('chapters', () => {
  it('are fetched once, served by us, and shown with our own pictures', async () => {
    const { publisher, path } = await followOne((url) => chaptersTag(`${url}/c.json`));
    publisher.put('/c.json', {
      delayMs: 50,
      headers: { 'content-type': 'text/html' },
      body: chaptersOf(
        { startTime: 60, title: '<b>Two</b>', img: `${publisher.url}/two.png`, url: 'javascript:alert(1)' },
        { startTime: 0, title: 'One', url: 'https://more.example/' },
        { startTime: 90, title: 'Hidden', toc: false },
      ),
    });
    const { chaptersUrl } = await server.json<Episode>(path);
    expect(chaptersUrl).toBe(`${path}/chapters`);
    const responses = await Promise.all(Array.from({ length: 20 }, () => server.get(`${path}/chapters`)));
    for (const response of responses) {
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await response.json()).toEqual({
        version: '1.2.0',
        chapters: [
          { startTime: 0, title: 'One', url: 'https://more.example/' },
          { startTime: 60, title: '<b>Two</b>', img: expect.stringMatching(/^\/artwork\/[\da-f]{32}$/) },
          { startTime: 90, title: 'Hidden', toc: false },
        ],
      });
    }
    publisher.put('/c.json', { status: 500, body: '' });
    expect((await server.get(`${path}/chapters`)).status).toBe(200);
    expect(publisher.asked('/c.json')).toBe(1);
  });

  it('of an old address do not survive a change of the item; those of the feed itself stand in for what fails', async () => {
    const inline = '<psc:chapters><psc:chapter start="00:00:05" title="Inline"/></psc:chapters>';
    const { publisher, path, item } = await followOne((url) => chaptersTag(`${url}/old.json`));
    publisher.put('/old.json', chaptersOf({ startTime: 1, title: 'Old' }));
    publisher.put('/new.json', chaptersOf({ startTime: 1, title: 'New' }));
    const titles = async () =>
      (await server.json<Chapters>(`${path}/chapters`)).chapters.map(({ title }) => title);
    expect(await titles()).toEqual(['Old']);

    await item({ extra: chaptersTag(`${publisher.url}/new.json`) });
    expect(await titles()).toEqual(['New']);

    await item({ extra: chaptersTag(`${publisher.url}/new.json`), notes: 'Edited' });
    expect(await titles()).toEqual(['New']);
    expect([publisher.asked('/old.json'), publisher.asked('/new.json')]).toEqual([1, 2]);

    await item({ extra: chaptersTag(`${publisher.url}/gone.json`) });
    expect((await problemOf(await server.get(`${path}/chapters`))).code).toBe('chapters-not-found');

    publisher.put('/failing.json', { status: 503, body: '' });
    await item({ extra: inline + chaptersTag(`${publisher.url}/failing.json`) });
    expect(await titles()).toEqual(['Inline']);
    await item({ extra: '' });
    expect((await problemOf(await server.get(`${path}/chapters`))).code).toBe('chapters-not-found');
    expect((await server.json<Episode>(path)).chaptersUrl).toBeUndefined();
  });
});

it('chapters that come when the item has changed are not taken', async () => {
  const { publisher, path, item } = await followOne((url) => chaptersTag(`${url}/slow.json`));
  publisher.put('/slow.json', { delayMs: 600, body: chaptersOf({ startTime: 1, title: 'Old' }) });
  const early = server.get(`${path}/chapters`);
  await vi.waitFor(() => expect(publisher.asked('/slow.json')).toBe(1), 5_000);
  await item({ extra: '' });
  await early;
  expect((await problemOf(await server.get(`${path}/chapters`))).code).toBe('chapters-not-found');
});

describe('transcripts', () => {
  it('are WebVTT whatever they were, at their position, and fetched once', async () => {
    const { publisher, path } = await followOne(
      (url) => transcriptTag(`${url}/t.srt`) + transcriptTag(`${url}/t.html`, 'text/html'),
    );
    publisher.put('/t.srt', SRT);
    publisher.put('/t.html', {
      headers: { 'content-type': 'text/html' },
      body: '<script>alert(1)</script><cite>Ada:</cite><time>0:01</time><p>Hi &lt;you&gt;</p>',
    });
    expect((await server.json<Episode>(path)).transcripts).toEqual([
      { url: `${path}/transcripts/0`, type: 'text/vtt', language: 'en' },
      { url: `${path}/transcripts/1`, type: 'text/vtt', language: 'en' },
    ]);
    for (let time = 0; time < 2; time++) {
      const first = await server.get(`${path}/transcripts/0`);
      expect([first.headers.get('content-type'), first.headers.get('x-content-type-options')]).toEqual([
        'text/vtt; charset=utf-8',
        'nosniff',
      ]);
      expect(await first.text()).toBe(VTT_OF_SRT);
      expect(await (await server.get(`${path}/transcripts/1`)).text()).toMatch(
        /^WEBVTT\n\n00:00:01\.000 --> [\d:.]+\n<v Ada>Hi &lt;you&gt;\n$/,
      );
    }
    expect((await problemOf(await server.get(`${path}/transcripts/2`))).code).toBe('transcript-not-found');
    expect([publisher.asked('/t.srt'), publisher.asked('/t.html')]).toEqual([1, 1]);
  });

  it('of an old address do not survive a change of the item', async () => {
    const { publisher, path, item } = await followOne((url) => transcriptTag(`${url}/old.srt`));
    publisher.put('/old.srt', SRT);
    expect((await server.get(`${path}/transcripts/0`)).status).toBe(200);

    await item({ extra: transcriptTag(`${publisher.url}/old.srt`), notes: 'Edited' });
    expect((await server.get(`${path}/transcripts/0`)).status).toBe(200);
    expect(publisher.asked('/old.srt')).toBe(1);

    await item({ extra: transcriptTag(`${publisher.url}/gone.srt`) });
    expect((await problemOf(await server.get(`${path}/transcripts/0`))).code).toBe('transcript-not-found');

    publisher.put('/new.srt', SRT.replace('Hello', 'New'));
    await item({ extra: transcriptTag(`${publisher.url}/new.srt`) });
    expect(await (await server.get(`${path}/transcripts/0`)).text()).toContain('New');
    await item({ extra: '' });
    expect((await problemOf(await server.get(`${path}/transcripts/0`))).code).toBe('transcript-not-found');
  });
});

describe('what cannot be had', () => {
  it('is a problem, and is not asked for again at once', async () => {
    const cases: readonly [PublishedAnswer, retryAfterSeconds: number | null][] = [
      [{ status: 500, body: '' }, 300],
      [{ status: 429, body: '', headers: { 'retry-after': '1200' } }, 1_200],
      [{ status: 503, body: '', headers: { 'retry-after': '999999999' } }, 3_600],
      [{ status: 404, body: SRT }, null],
      [{ status: 403, body: SRT }, null],
      [{ body: '<html>Sorry</html>' }, null],
      [{ body: SRT.repeat(150_000) }, null],
      [{ status: 302, body: '', headers: { location: 'http://10.0.0.1/t.srt' } }, null],
      [{ status: 302, body: '', headers: { location: 'file:///etc/passwd' } }, null],
    ];
    const { publisher, path } = await followOne((url) =>
      cases.map((_, position) => transcriptTag(`${url}/${position}.srt`)).join(''),
    );
    for (const [position, [answer, retryAfterSeconds]] of cases.entries()) {
      publisher.put(`/${position}.srt`, answer);
      const code = retryAfterSeconds === null ? 'transcript-not-found' : 'document-unreachable';
      for (let time = 0; time < 3; time++) {
        const response = await server.get(`${path}/transcripts/${position}`);
        expect(await problemOf(response), String(position)).toMatchObject({ code, status: response.status });
        const retryAfter = response.headers.get('retry-after');
        if (retryAfterSeconds === null) expect(retryAfter).toBeNull();
        else {
          expect(Number(retryAfter)).toBeLessThanOrEqual(retryAfterSeconds);
          expect(Number(retryAfter)).toBeGreaterThan(retryAfterSeconds - 30);
        }
      }
      expect(publisher.asked(`/${position}.srt`)).toBe(1);
    }
  });

  it('since nobody is there, passes', async () => {
    const elsewhere = await DocumentPublisher.start();
    const { path } = await followOne(
      () => transcriptTag(`${elsewhere.url}/t.srt`) + chaptersTag(`${elsewhere.url}/c.json`),
    );
    await elsewhere.close();
    for (const document of ['transcripts/0', 'chapters']) {
      const response = await server.get(`${path}/${document}`);
      expect([response.status, (await problemOf(response)).code]).toEqual([503, 'document-unreachable']);
    }
  });

  it('is asked for again after some minutes; what is stored, after a day, while it is still answered', async () => {
    const { publisher, path } = await followOne((url) => transcriptTag(`${url}/t.srt`));
    const db = openDatabase(join(server.dataFolder, 'carryon.sqlite'));
    onTestFinished(() => db.destroy());
    const outbound = startOutbound();
    const documents = new RemoteDocuments({ db, outbound, artworkPathOf: async () => '/artwork/x' });
    const episodeId = path.split('/').at(-1) ?? '';
    const bring = () => documents.bringTranscript(episodeId, 0);
    const stored = async () => {
      const rows = await db
        .selectFrom('transcripts')
        .select('vtt')
        .where('episode_id', '=', episodeId)
        .execute();
      return rows[0]?.vtt;
    };
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());

    publisher.put('/t.srt', { status: 500, body: '' });
    await expect(bring()).rejects.toThrow('document-unreachable');
    publisher.put('/t.srt', SRT);
    vi.advanceTimersByTime(4 * 60_000);
    await expect(bring()).rejects.toThrow('document-unreachable');
    vi.advanceTimersByTime(2 * 60_000);
    await bring();
    expect(await stored()).toBe(VTT_OF_SRT);

    publisher.put('/t.srt', SRT.replace('Hello', 'Mended'));
    vi.advanceTimersByTime(23 * 3_600_000);
    await bring();
    expect(publisher.asked('/t.srt')).toBe(2);
    vi.advanceTimersByTime(2 * 3_600_000);
    await bring();
    await vi.waitFor(async () => expect(await stored()).toContain('Mended'), 5_000);

    publisher.put('/t.srt', { status: 404, body: '' });
    vi.advanceTimersByTime(25 * 3_600_000);
    await bring();
    await vi.waitFor(() => expect(publisher.asked('/t.srt')).toBe(4), 5_000);
    expect(await stored()).toContain('Mended');
  });
});

it('a name and a password go to the origin of the feed alone', async () => {
  const publisher = await DocumentPublisher.start();
  const elsewhere = await DocumentPublisher.start();
  publisher.putFeed('Show', [
    {
      guid: 'one',
      title: 'One',
      extra: transcriptTag(`${publisher.url}/own.srt`) + transcriptTag(`${elsewhere.url}/other.srt`),
    },
  ]);
  publisher.put('/own.srt', SRT);
  elsewhere.put('/other.srt', SRT);
  const showId = await follow(server, `${publisher.url.replace('//', '//ada:secret@')}/feed.xml`);
  const path = `/api/episodes/${await episodeIdOf(server, showId, 'One')}`;
  for (const position of [0, 1]) {
    expect((await server.get(`${path}/transcripts/${position}`)).status).toBe(200);
  }
  const authorizationOf = ({ requests }: DocumentPublisher, path: string) =>
    requests.find((request) => request.path === path)?.headers.authorization;
  expect(authorizationOf(publisher, '/own.srt')).toBe(`Basic ${btoa('ada:secret')}`);
  expect(authorizationOf(elsewhere, '/other.srt')).toBeUndefined();
});
