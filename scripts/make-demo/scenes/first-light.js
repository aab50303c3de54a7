/** Before, during and after sunrise, along the sea. */
import {
  along,
  clamp01,
  ease,
  glow,
  hash,
  land,
  mix,
  mixColours,
  verticalGradient,
  windowFrame,
} from './landscape.js';

/** When the sun starts to rise: just as it is announced. */
const sunriseAt = (cues) => cues.find((cue) => cue.text.startsWith('Now'))?.start ?? 20;

export function draw(ctx, t, { width: w, height: h, seconds, cues }) {
  const horizon = h * 0.56;
  const rise = sunriseAt(cues);
  const light = t < rise ? 0.46 * (t / rise) ** 1.3 : mix(0.46, 1, ease((t - rise) / (seconds - rise - 3)));
  const sway = Math.sin(t * 1.9) * 0.5;
  const colour = (...stops) => mixColours(stops, light);

  ctx.fillStyle = verticalGradient(ctx, 0, horizon, [
    [0, colour('#0b1030', '#27346e', '#5a78b8', '#6fb0dd')],
    [0.5, colour('#1a2450', '#6b5a96', '#d98f94', '#b9dcea')],
    [0.86, colour('#303a6a', '#c77b83', '#ffb27a', '#ffe7b8')],
    [1, colour('#3d4472', '#ef9c73', '#ffd08a', '#fff0cd')],
  ]);
  ctx.fillRect(0, 0, w, h);

  const dark = 1 - ease(light / 0.4);
  for (let i = 0; i < 80 && dark > 0.01; i++) {
    ctx.fillStyle = `rgb(230 235 255 / ${dark * (0.25 + 0.6 * hash(i + 40))})`;
    ctx.beginPath();
    ctx.arc(hash(i * 5 + 8) * w, hash(i * 3) * horizon * 0.75, 0.7 + hash(i * 9) * 0.9, 0, 7);
    ctx.fill();
  }

  // The sun, left of the middle, behind the horizon until it is time.
  const sun = {
    x: w * 0.31,
    y: horizon + 32 - 160 * (1 - (1 - clamp01((t - rise) / (seconds - rise))) ** 1.7),
    r: 30,
  };
  glow(ctx, sun.x, Math.min(sun.y, horizon), 330, '255 170 110', 0.16 + 0.5 * ease(light / 0.6));
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, 0, w, horizon);
  ctx.clip();
  glow(ctx, sun.x, sun.y, 120, '255 235 190', 0.95 * clamp01(light * 1.6));
  ctx.fillStyle = colour('#ff9d5c', '#ff9d5c', '#ffd27a', '#fff7dc');
  ctx.beginPath();
  ctx.arc(sun.x, sun.y, sun.r, 0, 7);
  ctx.fill();
  ctx.restore();

  // Clouds: long, thin, lit from below.
  for (let i = 0; i < 9; i++) {
    const y = horizon * (0.22 + 0.62 * hash(i * 3 + 2));
    const x = ((((hash(i * 7 + 1) * 1500 - t * (2 + 3 * hash(i))) % 1500) + 1500) % 1500) - 300;
    const long = 90 + 150 * hash(i * 5);
    const body = colour('#2b3463', '#8a5f8f', '#f2a58c', '#fffaf0').replace(
      ')',
      ` / ${0.34 + 0.22 * hash(i)})`,
    );
    ctx.fillStyle = body;
    for (let k = 0; k < 4; k++) {
      ctx.beginPath();
      ctx.ellipse(
        x + (k - 1.5) * long * 0.3,
        y + 3 * Math.sin(k * 2 + i),
        long * 0.42,
        3 + 3.5 * hash(i + k),
        0,
        0,
        7,
      );
      ctx.fill();
    }
  }

  // A headland with a lighthouse, far off.
  const head = t * 4;
  const headland = (x) =>
    horizon +
    1 -
    ease((x + head - 520) / 190) * (45 - 11 * Math.sin((x + head) * 0.02) + 3 * Math.sin((x + head) * 0.06));
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, 0, w, horizon);
  ctx.clip();
  land(ctx, w, horizon + 4, headland, colour('#1c2450', '#57457a', '#8d6f86', '#6f98a0'), 3);
  const tower = { x: 700 - head, y: headland(700 - head) };
  ctx.fillStyle = colour('#2a3160', '#7a5f8a', '#d9b6a8', '#f3efe4');
  ctx.fillRect(tower.x - 3, tower.y - 34, 7, 36);
  ctx.fillStyle = colour('#1c2450', '#57457a', '#a04f4f', '#c2453b');
  ctx.fillRect(tower.x - 4, tower.y - 40, 9, 7);
  const flash = Math.max(0, Math.cos((t / 4) * Math.PI * 2)) ** 14 * (1 - ease((light - 0.3) / 0.4));
  if (flash > 0.01) glow(ctx, tower.x, tower.y - 37, 62, '255 244 200', flash);
  ctx.restore();

  // The sea.
  ctx.fillStyle = verticalGradient(ctx, horizon, h, [
    [0, colour('#39406d', '#d58a78', '#ffc78d', '#f6e6c4')],
    [0.1, colour('#252d59', '#85628b', '#d39c8c', '#9cc9cf')],
    [0.45, colour('#141b3f', '#3d4478', '#5f7fa0', '#3f9db0')],
    [1, colour('#0b1130', '#222f60', '#2c5c85', '#1d7390')],
  ]);
  ctx.fillRect(0, horizon, w, h);
  const shine = ease((t - rise + 1) / 5);
  for (let i = 0; i < 44; i++) {
    const depth = i / 44;
    const y = horizon + 2 + depth ** 1.5 * h * 0.36;
    const spread = (8 + depth * 62) * (0.6 + 0.4 * Math.sin(t * 1.1 + i * 2.3));
    ctx.fillStyle = colour('#ffb27a', '#ffb27a', '#ffdf9e', '#fffbe8').replace(
      ')',
      ` / ${(0.08 + 0.6 * shine) * (1 - depth) ** 0.8})`,
    );
    ctx.beginPath();
    ctx.ellipse(
      sun.x + Math.sin(t * 1.4 + i * 1.9) * (2 + depth * 16),
      y,
      Math.max(2, spread),
      1 + depth * 1.8,
      0,
      0,
      7,
    );
    ctx.fill();
  }
  for (let i = 0; i < 60; i++) {
    const depth = hash(i * 11 + 6);
    const y = horizon + 5 + depth ** 1.3 * h * 0.33;
    const x = ((((hash(i * 13 + 5) * 1500 - t * (10 + depth * 55)) % 1500) + 1500) % 1500) - 250;
    ctx.fillStyle = colour('#5864a0', '#c795a0', '#ffe0b8', '#ffffff').replace(
      ')',
      ` / ${0.09 + 0.08 * Math.sin(t * 1.2 + i)})`,
    );
    ctx.fillRect(x, y, 24 + depth * 100, 1 + depth * 1.2);
  }

  // Two sailing boats.
  for (const [start, scale, pace, line] of [
    [620, 1, 11, 0.62],
    [1010, 1.7, 19, 0.69],
  ]) {
    const x = start - t * pace;
    const y = h * line + Math.sin(t * 1.5 + start) * 1.2 * scale;
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(Math.sin(t * 1.1 + start) * 0.03);
    ctx.scale(scale, scale);
    ctx.fillStyle = colour('#10163a', '#3a2f5c', '#5b4a5f', '#31546a');
    ctx.beginPath();
    ctx.moveTo(-12, 0);
    ctx.lineTo(12, 0);
    ctx.lineTo(8, 5);
    ctx.lineTo(-9, 5);
    ctx.fill();
    ctx.fillStyle = colour('#2c3566', '#b98794', '#ffe2c4', '#ffffff');
    ctx.beginPath();
    ctx.moveTo(0.8, -28);
    ctx.lineTo(12, -3);
    ctx.lineTo(0.8, -3);
    ctx.moveTo(-0.8, -25);
    ctx.lineTo(-9, -3);
    ctx.lineTo(-0.8, -3);
    ctx.fill();
    ctx.restore();
  }

  // Gulls, once there is something to see.
  const birds = ease((light - 0.5) / 0.2);
  ctx.strokeStyle = `rgb(60 60 90 / ${0.75 * birds})`;
  ctx.lineWidth = 1.7;
  ctx.lineCap = 'round';
  for (let i = 0; i < 6; i++) {
    const x = w + 60 - (t - rise) * 36 + i * 31 + 5 * Math.sin(t * 0.5 + i * 2);
    const y = h * 0.23 + 13 * Math.abs(i - 2) + 6 * Math.sin(t * 0.9 + i);
    const flap = 5 * Math.sin(t * 7 + i * 1.8);
    ctx.beginPath();
    ctx.moveTo(x - 9, y - flap);
    ctx.quadraticCurveTo(x - 4, y - 3 - flap * 0.3, x, y);
    ctx.quadraticCurveTo(x + 4, y - 3 - flap * 0.3, x + 9, y - flap);
    ctx.stroke();
  }

  // Dunes, grass and a fence.
  const dunes = t * 60;
  const dune = (x) => h * 0.86 - 12 * Math.sin((x + dunes) * 0.006) - 6 * Math.sin((x + dunes) * 0.017 + 2);
  land(
    ctx,
    w,
    h,
    dune,
    verticalGradient(ctx, h * 0.82, h, [
      [0, colour('#151a3a', '#4a3a5a', '#a3795f', '#d8c089')],
      [1, colour('#0a0d22', '#2a2340', '#5e4a45', '#8d8a55')],
    ]),
  );
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = colour('#0d1129', '#2d2744', '#5f5a3f', '#6f8a48');
  along(dunes, 8, w, 30, (i, x) => {
    if (hash(i) < 0.5 + 0.4 * Math.sin(i * 0.05)) {
      const base = dune(x) + 3;
      const tall = 9 + 13 * hash(i + 4);
      const lean = 5 + 3 * Math.sin(t * 1.6 + i * 0.4);
      ctx.beginPath();
      ctx.moveTo(x, base);
      ctx.quadraticCurveTo(x + lean * 0.2, base - tall * 0.6, x + lean, base - tall);
      ctx.stroke();
    }
  });
  const fence = t * 230;
  const rail = colour('#080b1e', '#1f1a33', '#3e3136', '#57493f');
  along(fence, 150, w, 200, (i, x) => {
    for (let k = -2; k <= 2; k++) {
      ctx.fillStyle = rail.replace(')', ` / ${0.42 - Math.abs(k) * 0.11})`);
      ctx.fillRect(x - 4 + k * 2.6, h * 0.84 + 5 * hash(i) + sway, 8, h);
    }
  });
  ctx.fillStyle = rail;
  ctx.fillRect(0, h * 0.885 + sway, w, 4);
  ctx.fillRect(0, h * 0.935 + sway, w, 4);

  windowFrame(
    ctx,
    w,
    h,
    colour('#120d14', '#1c1418', '#2a1f20', '#332826'),
    `rgb(255 226 180 / ${0.14 + 0.3 * light})`,
  );
  const black = Math.max(1 - ease(t / 2), ease((t - seconds + 1.8) / 1.5));
  if (black > 0) {
    ctx.fillStyle = `rgb(6 5 10 / ${black})`;
    ctx.fillRect(0, 0, w, h);
  }
}
