/** Cues as WebVTT and SubRip. A cue is `{start, end, text}`, in seconds. */

function clock(seconds, mark) {
  const ms = Math.round(seconds * 1000);
  const two = (n) => String(n).padStart(2, '0');
  return `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)}${mark}${String(ms % 1000).padStart(3, '0')}`;
}

/** At most two lines of about the same length, once a cue is longer than one line. */
function wrap(text, columns = 44) {
  if (text.length <= columns) return text;
  const middle = text.length / 2;
  let best = -1;
  for (let i = text.indexOf(' '); i !== -1; i = text.indexOf(' ', i + 1)) {
    const cost = Math.abs(i - middle) - (/[,.:;?!]/.test(text[i - 1]) ? 9 : 0);
    if (best === -1 || cost < Math.abs(best - middle) - (/[,.:;?!]/.test(text[best - 1]) ? 9 : 0)) best = i;
  }
  return `${text.slice(0, best)}\n${text.slice(best + 1)}`;
}

/** Cuts a cue that needs more than two lines in two, at a comma near its middle; time is shared by length. */
export function splitLong(cues, limit = 88) {
  return cues.flatMap((cue) => {
    if (cue.text.length <= limit) return [cue];
    const breaks = [...cue.text.matchAll(/[,;:.?!] /g)].map((match) => match.index + 1);
    if (breaks.length === 0) return [cue];
    const middle = cue.text.length / 2;
    const at = breaks.reduce((a, b) => (Math.abs(a - middle) <= Math.abs(b - middle) ? a : b));
    const time = cue.start + ((cue.end - cue.start) * at) / cue.text.length;
    return splitLong(
      [
        { start: cue.start, end: time, text: cue.text.slice(0, at) },
        { start: time, end: cue.end, text: cue.text.slice(at + 1) },
      ],
      limit,
    );
  });
}

const escapeVtt = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const toVtt = (cues) =>
  `WEBVTT\n\n${cues.map((cue, i) => `${i + 1}\n${clock(cue.start, '.')} --> ${clock(cue.end, '.')}\n${escapeVtt(wrap(cue.text))}\n`).join('\n')}`;

export const toSrt = (cues) =>
  cues
    .map((cue, i) => `${i + 1}\n${clock(cue.start, ',')} --> ${clock(cue.end, ',')}\n${wrap(cue.text)}\n`)
    .join('\n');
