import { parseRange } from '../../core/http/byte-range.ts';
import { planResponse, type BodySegment } from '../../core/http/plan-response.ts';
import { DIGEST_HEADER } from '../store/parts-store.ts';
import { playableManifest } from './playable-manifest.ts';
import { MediaSource } from './media-source.ts';

/**
 * Answers a media element's request for `/media/{episodeId}`. What is stored comes from the store; what is not, from the
 * network in the same response.
 *
 * Every body is one that we made, also the one that is only passed on: Chromium's media element fails when one URL answers
 * now from a constructed response and now from a native one.
 */
export async function answerMedia(request: Request, episodeId: string): Promise<Response> {
  const manifest = await playableManifest(episodeId);
  if (manifest === null) return passOn(request, await fetch(request));
  const { status, headers, body } = planResponse(
    {
      method: request.method === 'HEAD' ? 'HEAD' : 'GET',
      header: (name) => request.headers.get(name),
      nowMs: Date.now(),
      boundary: crypto.randomUUID(),
    },
    {
      bytes: manifest.bytes,
      type: manifest.type,
      etag: manifest.etag,
      lastModifiedMs: manifest.lastModifiedAt,
    },
  );
  const source = new MediaSource(request.url, episodeId, manifest);
  const short = await source.openShort(body);
  if (short?.status === status) return dressed(short, headers);
  const stream = body.length === 0 ? null : (short?.body ?? streamOf(body, source));
  return new Response(stream, { status, headers });
}

/** The same response with other headers: one made anew of its body would be answered more slowly. */
function dressed(response: Response, headers: Readonly<Record<string, string>>): Response {
  // That of its part, which is not what is answered.
  response.headers.delete(DIGEST_HEADER);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** One part or less a pull and nothing ahead, so that a seek costs one read and a long playback one part of memory. */
function streamOf(segments: readonly BodySegment[], source: MediaSource): ReadableStream<Uint8Array> {
  const waiting = [...segments];
  let offset: number | null = null;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const [segment] = waiting;
        if (segment === undefined) {
          controller.close();
          return;
        }
        if (segment.kind === 'text') {
          controller.enqueue(new TextEncoder().encode(segment.text));
          waiting.shift();
        } else {
          const chunk = await source.read(offset ?? segment.start, segment.end);
          controller.enqueue(chunk);
          offset = (offset ?? segment.start) + chunk.byteLength;
          if (offset < segment.end) return;
          offset = null;
          waiting.shift();
        }
        if (waiting.length === 0) controller.close();
      },
      cancel() {
        source.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * The network's own answer. A whole file in answer to a range that begins later is another version than the one that plays (the
 * browser's HTTP cache adds `If-Range`): a media element would take bytes from the middle of it.
 */
function passOn(request: Request, { body, headers, status, statusText }: Response): Response {
  const [first] = parseRange(request.headers.get('range') ?? '') ?? [];
  const beginsLater = first?.kind === 'suffix' || (first?.firstPos ?? 0) > 0;
  if (status === 200 && beginsLater) {
    void body?.cancel();
    return new Response(null, { status: 412 });
  }
  return new Response(body, { status, statusText, headers });
}
