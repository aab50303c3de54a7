/** Shared brushes for the landscapes. */

export const clamp01 = (x) => Math.min(1, Math.max(0, x));
export const ease = (x) => {
  const c = clamp01(x);
  return c * c * (3 - 2 * c);
};
export const mix = (a, b, x) => a + (b - a) * x;

/** A repeatable number in 0..1 for an integer. */
export function hash(n) {
  let t = Math.imul((n | 0) ^ 0x9e3779b9, 0x85ebca6b);
  t ^= t >>> 13;
  t = Math.imul(t, 0xc2b2ae35);
  return ((t ^ (t >>> 16)) >>> 0) / 4294967296;
}

/** `mixColours(['#000000', '#ffffff'], 0.5)`; any number of stops. */
export function mixColours(colours, x) {
  const place = clamp01(x) * (colours.length - 1);
  const index = Math.min(colours.length - 2, Math.floor(place));
  const part = place - index;
  const channel = (colour, k) => Number.parseInt(colour.slice(1 + 2 * k, 3 + 2 * k), 16);
  return `rgb(${[0, 1, 2].map((k) => Math.round(mix(channel(colours[index], k), channel(colours[index + 1], k), part))).join(' ')})`;
}

export function verticalGradient(ctx, top, bottom, stops) {
  const gradient = ctx.createLinearGradient(0, top, 0, bottom);
  for (const [at, colour] of stops) gradient.addColorStop(at, colour);
  return gradient;
}

/** Fills the land below a skyline `heightAt(x)`, measured down from the top. */
export function land(ctx, width, height, heightAt, fill, step = 4) {
  ctx.beginPath();
  ctx.moveTo(-step, height);
  for (let x = -step; x <= width + step; x += step) ctx.lineTo(x, heightAt(x));
  ctx.lineTo(width + step, height);
  ctx.closePath();
  ctx.fillStyle = fill;
  ctx.fill();
}

export function glow(ctx, x, y, radius, colour, alpha = 1) {
  const gradient = ctx.createRadialGradient(x, y, 0, x, y, radius);
  gradient.addColorStop(0, `rgb(${colour} / ${alpha})`);
  gradient.addColorStop(0.35, `rgb(${colour} / ${alpha * 0.32})`);
  gradient.addColorStop(1, `rgb(${colour} / 0)`);
  ctx.fillStyle = gradient;
  ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}

/** Calls `paint(index, x)` for things that stand every `gap` pixels in a layer scrolled by `offset`. */
export function along(offset, gap, width, margin, paint) {
  const first = Math.floor((offset - margin) / gap);
  const last = Math.ceil((offset + width + margin) / gap);
  for (let i = first; i <= last; i++) paint(i, i * gap - offset);
}

/** The carriage around the view: a dark frame with round corners. */
export function windowFrame(ctx, width, height, colour, shade) {
  const inset = 14;
  ctx.beginPath();
  ctx.rect(0, 0, width, height);
  ctx.roundRect(inset, inset, width - 2 * inset, height - 2 * inset, 46);
  ctx.fillStyle = colour;
  ctx.fill('evenodd');
  ctx.beginPath();
  ctx.roundRect(inset, inset, width - 2 * inset, height - 2 * inset, 46);
  ctx.strokeStyle = shade;
  ctx.lineWidth = 3;
  ctx.stroke();
}
