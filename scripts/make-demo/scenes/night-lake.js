/** The last train: a town, a lake with the moon in it, hills, and a tunnel. */
import { along, clamp01, ease, glow, hash, land, verticalGradient, windowFrame } from './landscape.js';

const HORIZON = 0.57;

export function draw(ctx, t, { width: w, height: h, seconds }) {
  const horizon = h * HORIZON;
  const speed = 0.35 + 0.65 * ease(t / 9);
  const way = 9 * 0.35 + (t < 9 ? t * speed : t) - 3; // metres of a sort; a gentle start
  const sway = Math.sin(t * 2.1) * 0.5;

  ctx.fillStyle = verticalGradient(ctx, 0, horizon, [
    [0, '#060a22'],
    [0.5, '#142455'],
    [0.85, '#2f4788'],
    [1, '#56619f'],
  ]);
  ctx.fillRect(0, 0, w, h);

  for (let i = 0; i < 130; i++) {
    const y = hash(i * 3 + 1) ** 1.4 * horizon * 0.9;
    const twinkle = 0.55 + 0.45 * Math.sin(t * (0.5 + hash(i) * 1.3) + i);
    ctx.fillStyle = `rgb(225 232 255 / ${(0.25 + 0.6 * hash(i + 999)) * twinkle * (1 - y / horizon / 1.1)})`;
    const size = 0.8 + hash(i * 7) * 1.1;
    ctx.beginPath();
    ctx.arc(hash(i * 5 + 2) * w, y, size, 0, 7);
    ctx.fill();
  }

  const moon = { x: w * 0.66, y: h * 0.2, r: 27 };
  glow(ctx, moon.x, moon.y, 190, '190 205 255', 0.5);
  ctx.fillStyle = '#f6f1df';
  ctx.beginPath();
  ctx.arc(moon.x, moon.y, moon.r, 0, 7);
  ctx.fill();
  ctx.fillStyle = 'rgb(190 190 200 / 0.35)';
  for (const [x, y, r] of [
    [-8, -6, 6],
    [7, 4, 8],
    [-5, 11, 4],
  ]) {
    ctx.beginPath();
    ctx.arc(moon.x + x, moon.y + y, r, 0, 7);
    ctx.fill();
  }

  const far = way * 5;
  land(
    ctx,
    w,
    horizon + 2,
    (x) =>
      horizon -
      46 -
      26 * Math.sin((x + far) * 0.0061) -
      15 * Math.sin((x + far) * 0.0147 + 2) -
      6 * Math.sin((x + far) * 0.041),
    verticalGradient(ctx, horizon - 95, horizon, [
      [0, '#2b3a76'],
      [1, '#4a5796'],
    ]),
  );
  const middle = way * 13;
  land(
    ctx,
    w,
    horizon + 2,
    (x) =>
      horizon -
      17 -
      15 * Math.sin((x + middle) * 0.0082 + 1) -
      7 * Math.sin((x + middle) * 0.023) -
      2.5 * Math.sin((x + middle) * 0.071),
    '#1d2a5c',
  );

  // A village on the far shore.
  along(middle, 9, w, 10, (i, x) => {
    const near = Math.sin(i * 0.017) + Math.sin(i * 0.043);
    if (hash(i) < 0.42 * clamp01(near * 0.7)) {
      ctx.fillStyle = `rgb(255 ${200 + 40 * hash(i + 3)} 140 / 0.9)`;
      const y = horizon - 3 - hash(i + 5) * 9;
      ctx.fillRect(x, y, 2, 2);
      ctx.fillStyle = 'rgb(255 205 140 / 0.2)';
      ctx.fillRect(x - 0.5, horizon + 3, 3, 10 + 16 * hash(i));
    }
  });

  // The lake.
  ctx.fillStyle = verticalGradient(ctx, horizon, h, [
    [0, '#4a5895'],
    [0.12, '#25376f'],
    [0.6, '#101b45'],
    [1, '#0a1230'],
  ]);
  ctx.fillRect(0, horizon, w, h - horizon);
  for (let i = 0; i < 34; i++) {
    const depth = i / 34;
    const y = horizon + 3 + depth ** 1.5 * h * 0.34;
    const spread = 9 + depth * 44;
    const shift = Math.sin(t * 1.3 + i * 1.7) * (2 + depth * 12);
    const length = spread * (0.55 + 0.45 * Math.sin(t * 0.9 + i * 2.9));
    ctx.fillStyle = `rgb(240 238 225 / ${0.62 * (1 - depth) ** 1.2 + 0.05})`;
    ctx.beginPath();
    ctx.ellipse(moon.x + shift, y, Math.max(2, length), 1 + depth * 1.6, 0, 0, 7);
    ctx.fill();
  }
  for (let i = 0; i < 46; i++) {
    const depth = hash(i * 11 + 4);
    const y = horizon + 6 + depth ** 1.4 * h * 0.3;
    const x = ((((hash(i * 13) * 1400 - way * (14 + depth * 50)) % 1400) + 1400) % 1400) - 200;
    ctx.fillStyle = `rgb(130 150 215 / ${0.1 + 0.1 * Math.sin(t + i)})`;
    ctx.fillRect(x, y, 30 + depth * 90, 1 + depth);
  }

  // The near shore, with firs.
  const near = way * 58;
  const shore = (x) => h * 0.86 - 13 * Math.sin((x + near) * 0.0047) - 6 * Math.sin((x + near) * 0.013 + 1);
  along(near, 19, w, 60, (i, x) => {
    const wood = Math.sin(i * 0.09) + Math.sin(i * 0.031 + 1);
    if (hash(i) < 0.14 + 0.8 * clamp01(wood + 0.1)) {
      const tall = 26 + 62 * hash(i + 50) ** 1.5;
      const base = shore(x) + 5;
      ctx.fillStyle = '#0a1230';
      ctx.beginPath();
      for (let k = 0; k < 3; k++) {
        const top = base - tall + k * tall * 0.24;
        ctx.moveTo(x, top);
        ctx.lineTo(x + 5 + k * 4, top + tall * 0.42);
        ctx.lineTo(x - 5 - k * 4, top + tall * 0.42);
      }
      ctx.rect(x - 1.5, base - 8, 3, 12);
      ctx.fill();
    }
  });
  land(
    ctx,
    w,
    h,
    shore,
    verticalGradient(ctx, h * 0.82, h, [
      [0, '#0a1230'],
      [1, '#050817'],
    ]),
  );

  // The town we leave: dark houses with lit windows.
  const street = way * 74;
  along(street, 86, w, 120, (i, x) => {
    if (i > 8 || i < -20) return;
    const tall = 58 + 84 * hash(i + 70);
    const wide = 62 + 30 * hash(i + 20);
    const base = h * 0.93;
    ctx.fillStyle = '#0b1130';
    ctx.beginPath();
    ctx.moveTo(x, base);
    ctx.lineTo(x, base - tall);
    ctx.lineTo(x + wide / 2, base - tall - 20 * hash(i + 9) - 6);
    ctx.lineTo(x + wide, base - tall);
    ctx.lineTo(x + wide, base);
    ctx.fill();
    for (let row = 0; row * 24 < tall - 26; row++) {
      for (let column = 0; column < 3; column++) {
        const lamp = hash(i * 31 + row * 7 + column);
        if (lamp < 0.5 && t < 4 + lamp * 40) {
          ctx.fillStyle = lamp < 0.1 ? '#bfe3ff' : `rgb(255 ${196 + 50 * lamp} 118)`;
          ctx.fillRect(x + 11 + (column * (wide - 26)) / 2.4, base - tall + 10 + row * 24, 9, 12);
        }
      }
    }
  });

  // Bank, posts and wires.
  const poles = way * 250;
  const bank = h * 0.935;
  const gap = 520;
  ctx.strokeStyle = 'rgb(4 6 18 / 0.75)';
  ctx.lineWidth = 1.4;
  along(poles, gap, w, gap, (_, x) => {
    for (const level of [0.285, 0.33]) {
      ctx.beginPath();
      ctx.moveTo(x, h * level + sway);
      ctx.quadraticCurveTo(x + gap / 2, h * (level + 0.1) + sway, x + gap, h * level + sway);
      ctx.stroke();
    }
    for (let k = -3; k <= 3; k++) {
      ctx.fillStyle = `rgb(4 6 18 / ${0.34 - Math.abs(k) * 0.06})`;
      ctx.fillRect(x - 3 + k * 2.2, h * 0.25 + sway, 7, h);
      ctx.fillRect(x - 20 + k * 2.2, h * 0.28 + sway, 41, 4);
    }
  });
  ctx.fillStyle = verticalGradient(ctx, bank - 8, h, [
    [0, '#070b1f'],
    [1, '#02040c'],
  ]);
  ctx.fillRect(0, bank + sway, w, h);

  // The tunnel takes the view from the left.
  const into = ease((t - (seconds - 6)) / 0.8);
  if (into > 0) {
    const edge = w * (1 - into) - 80 * (1 - into);
    const gradient = ctx.createLinearGradient(edge - 50, 0, edge + 30, 0);
    gradient.addColorStop(0, 'rgb(3 3 8 / 0)');
    gradient.addColorStop(1, 'rgb(3 3 8 / 1)');
    ctx.fillStyle = gradient;
    ctx.fillRect(edge - 50, 0, w - edge + 130, h);
    if (into >= 1) {
      ctx.fillStyle = '#030308';
      ctx.fillRect(0, 0, w, h);
    }
    along((t - seconds + 6) * 620, 700, w, 300, (_, x) => {
      const reach = clamp01((t - seconds + 5.2) * 3) * (1 - ease((t - seconds + 2.4) / 1.6));
      if (reach > 0) {
        ctx.save();
        ctx.translate(x, h * 0.32);
        ctx.scale(2.6, 1);
        glow(ctx, 0, 0, 80, '255 190 110', 0.55 * reach);
        ctx.restore();
      }
    });
  }

  // The compartment lamp in the glass.
  ctx.save();
  ctx.translate(w * 0.17, h * 0.16 + sway);
  ctx.scale(1.8, 1);
  glow(ctx, 0, 0, 60, '255 205 140', 0.16 + 0.08 * into);
  ctx.restore();
  windowFrame(ctx, w, h, '#120d14', 'rgb(255 214 160 / 0.16)');
  const black = Math.max(1 - ease(t / 1.6), ease((t - seconds + 1.4) / 1.2));
  if (black > 0) {
    ctx.fillStyle = `rgb(2 2 6 / ${black})`;
    ctx.fillRect(0, 0, w, h);
  }
}
