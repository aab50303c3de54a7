/** A file is cut, carried through a tunnel, checked, and packed. */
import { clamp01, ease, hash, mix, mixColours } from './landscape.js';

const PARTS = 20;
const DAMAGED = 12;
const FIRST_LEG = 9;
const FLIGHT = 1.05;
const JUMP_TO = 11;

const INK = '#2a1233';
const CORAL = '#ff5638';
const AMBER = '#ffb02e';
const MINT = '#1fae8c';
const CREAM = '#fff3e4';

const startOf = (cues, words) => cues.find((cue) => cue.text.includes(words)).start;

/** The times of everything that happens, from the times of the spoken sentences. Also used for the sound. */
export function plan(cues) {
  const cutAt = startOf(cues, 'cuts it into parts') + 0.5;
  const tunnelAt = startOf(cues, 'Now the network goes');
  const backAt = startOf(cues, 'When the network comes back') + 0.6;
  const checkAt = startOf(cues, 'has a fingerprint') + 0.5;
  const damagedAt = startOf(cues, 'was damaged');
  const spread = (part, first, count, from, to) => from + ((part - first) / (count - 1)) * (to - from);
  const flights = [];
  for (let part = 0; part < PARTS; part++) {
    const arrives =
      part < FIRST_LEG
        ? spread(part, 0, FIRST_LEG, cutAt + 2.6, tunnelAt + 0.1)
        : spread(part, FIRST_LEG, PARTS - FIRST_LEG, backAt + FLIGHT + 0.5, checkAt - 0.6);
    flights.push({ part, leaves: arrives - FLIGHT, arrives });
  }
  const refetch = damagedAt + 3;
  flights.push({ part: DAMAGED, leaves: refetch - FLIGHT, arrives: refetch });
  const checks = Array.from({ length: PARTS }, (_, part) => ({ part, at: checkAt + 0.5 + part * 0.15 }));
  const jumpAt = startOf(cues, 'jump to the middle');
  return {
    cutAt,
    tunnelAt,
    backAt,
    damagedAt,
    flights,
    lost: [FIRST_LEG, FIRST_LEG + 1].map((part, i) => ({ part, leaves: tunnelAt - 0.5 + i * 0.3 })),
    checks,
    playAt: jumpAt - 1.2,
    seekAt: jumpAt + 1,
    packedAt: startOf(cues, 'Everything is here'),
  };
}

const CELL = { width: 28, height: 44, gap: 6 };
const LEFT = 90;
const SERVER_Y = 104;
const DEVICE_Y = 316;

function cell(ctx, x, y, width, height, fill, { radius = 8, stroke } = {}) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, Math.min(radius, width / 2));
  if (fill) {
    ctx.fillStyle = fill;
    ctx.fill();
  }
  if (stroke) {
    ctx.strokeStyle = stroke;
    ctx.lineWidth = 2;
    ctx.stroke();
  }
}

function signal(ctx, x, y, on, colour) {
  ctx.lineCap = 'round';
  ctx.lineWidth = 6;
  for (let k = 0; k < 3; k++) {
    ctx.strokeStyle = colour;
    ctx.globalAlpha = k / 3 < on ? 1 : 0.2;
    ctx.beginPath();
    ctx.arc(x, y, 9 + k * 11, -Math.PI * 0.75, -Math.PI * 0.25);
    ctx.stroke();
  }
  ctx.globalAlpha = on > 0 ? 1 : 0.2;
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.arc(x, y, 4.5, 0, 7);
  ctx.fill();
  ctx.globalAlpha = 1;
}

function tick(ctx, x, y, size, colour) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 3.2;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.beginPath();
  ctx.moveTo(x - size, y);
  ctx.lineTo(x - size * 0.25, y + size * 0.7);
  ctx.lineTo(x + size, y - size * 0.75);
  ctx.stroke();
}

export function draw(ctx, t, { width: w, height: h, seconds, cues }) {
  const p = plan(cues);
  const tunnel = ease((t - p.tunnelAt) / 1.2) - ease((t - p.backAt) / 1.2);
  const packed = ease((t - p.packedAt + 0.2) / 1.1);
  const cut = ease((t - p.cutAt) / 0.9);
  const appear = ease((t - 0.8) / 1.1);

  // Paper, and the tunnel that slides across it from the right, then away to the left.
  ctx.fillStyle = CREAM;
  ctx.fillRect(0, 0, w, h);
  ctx.fillStyle = '#ffe7cd';
  ctx.beginPath();
  ctx.arc(w / 2, h * 1.25, 470 + 6 * Math.sin(t * 0.8), 0, 7);
  ctx.fill();
  const enter = ease((t - p.tunnelAt) / 1.2);
  const leave = ease((t - p.backAt) / 1.2);
  const dark = { from: mix(-260, w + 260, 1 - enter), to: mix(w + 260, -260, leave) };
  if (enter > 0 && leave < 1) {
    ctx.save();
    ctx.beginPath();
    ctx.roundRect(dark.from - 200, -40, dark.to - dark.from + 400, h + 80, 240);
    ctx.clip();
    ctx.fillStyle = '#171024';
    ctx.fillRect(0, 0, w, h);
    for (let i = 0; i < 7; i++) {
      const x = ((((i * 210 - t * 330) % 1470) + 1470) % 1470) - 300;
      const lamp = ctx.createLinearGradient(x, 0, x + 130, 0);
      lamp.addColorStop(0, 'rgb(255 190 110 / 0)');
      lamp.addColorStop(0.5, 'rgb(255 190 110 / 0.13)');
      lamp.addColorStop(1, 'rgb(255 190 110 / 0)');
      ctx.fillStyle = lamp;
      ctx.fillRect(x, 0, 130, h);
    }
    ctx.restore();
  }
  const ink = mixColours([INK, CREAM], tunnel);
  const quiet = ink.replace(')', ' / 0.62)');

  ctx.textBaseline = 'alphabetic';
  const label = (text, x, y, align = 'left', size = 20) => {
    ctx.font = `600 ${size}px "URW Gothic", "Century Gothic", Futura, sans-serif`;
    ctx.textAlign = align;
    ctx.fillText(text, x, y);
  };

  // The server's copy.
  const rest = 1 - ease((t - p.packedAt + 0.8) / 0.6);
  ctx.globalAlpha = appear * rest;
  const slide = (1 - appear) * -20;
  const shown = clamp01(1 - tunnel * 0.78);
  const pitch = CELL.width + CELL.gap;
  ctx.fillStyle = quiet;
  label('The server', LEFT, SERVER_Y - 18 + slide);
  ctx.globalAlpha *= shown;
  ctx.save();
  ctx.beginPath();
  ctx.rect(LEFT - 4, 0, 8 + PARTS * pitch * ease((t - 1) / 2.6), h);
  ctx.clip();
  for (let part = 0; part < PARTS; part++) {
    const open = CELL.gap * cut;
    const x = LEFT + part * pitch - (cut < 1 ? 0.4 : 0);
    const bump = Math.sin(clamp01((t - p.cutAt - part * 0.02) / 0.5) * Math.PI) * -5;
    const end = part === 0 || part === PARTS - 1;
    ctx.beginPath();
    const radius = mix(end ? 8 : 0, 8, cut);
    const corners =
      part === 0 ? [8, radius, radius, 8] : part === PARTS - 1 ? [radius, 8, 8, radius] : radius;
    ctx.roundRect(
      x,
      SERVER_Y + bump + slide,
      pitch - open + (cut < 1 ? 0.8 : 0),
      CELL.height,
      part === 0 && cut < 1
        ? [8, 8 * cut, 8 * cut, 8]
        : part === PARTS - 1 && cut < 1
          ? [8 * cut, 8, 8, 8 * cut]
          : corners,
    );
    ctx.fillStyle = CORAL;
    ctx.fill();
  }
  ctx.restore();
  ctx.globalAlpha = 1;

  // Where each part is going: the row on the device, later the suitcase.
  const place = (part) => {
    const row = { x: LEFT + part * pitch, y: DEVICE_Y, width: CELL.width, height: CELL.height };
    const column = part % 5;
    const line = Math.floor(part / 5);
    const box = { x: w / 2 - 133 + column * 54, y: 176 + line * 44, width: 50, height: 38 };
    const go = ease((t - p.packedAt + 0.4 - part * 0.03) / 0.9);
    return {
      x: mix(row.x, box.x, go),
      y: mix(row.y, box.y, go) - Math.sin(go * Math.PI) * 18,
      width: mix(row.width, box.width, go),
      height: mix(row.height, box.height, go),
    };
  };

  // The suitcase.
  if (packed > 0) {
    const bob = Math.sin((t - p.packedAt) * 1.8) * 2.5 * packed;
    ctx.save();
    ctx.translate(0, bob);
    ctx.globalAlpha = packed;
    ctx.strokeStyle = INK;
    ctx.lineWidth = 17;
    ctx.beginPath();
    ctx.roundRect(w / 2 - 52, 112 + 30 * (1 - packed), 104, 90, 28);
    ctx.stroke();
    cell(ctx, w / 2 - 158, 150, 316, 226, INK, { radius: 34 });
    ctx.restore();
    ctx.globalAlpha = 1;
  }

  // The shelf on the device.
  ctx.globalAlpha = appear * (1 - packed);
  cell(
    ctx,
    LEFT - 22,
    DEVICE_Y - 20,
    PARTS * pitch + 38,
    CELL.height + 40,
    mixColours(['#ffffff', '#33254a'], tunnel),
    { radius: 26 },
  );
  ctx.fillStyle = quiet;
  label('This device', LEFT, DEVICE_Y - 36);
  const landed = new Set(p.flights.filter((flight) => t >= flight.arrives).map((flight) => flight.part));
  const refetch = p.flights.at(-1);
  const missingOne = t > p.damagedAt + 1.3 && t < refetch.arrives;
  const count = landed.size - (missingOne ? 1 : 0);
  if (cut > 0.5) label(`${count} of ${PARTS} parts`, LEFT + PARTS * pitch - CELL.gap, DEVICE_Y - 36, 'right');
  ctx.globalAlpha = appear;

  const bob = packed > 0 ? Math.sin((t - p.packedAt) * 1.8) * 2.5 * packed : 0;
  for (let part = 0; part < PARTS; part++) {
    const { x, y, width, height } = place(part);
    const check = p.checks[part].at;
    const bad = part === DAMAGED;
    if (!landed.has(part) || (bad && missingOne)) {
      ctx.globalAlpha = cut * appear * (1 - packed);
      cell(ctx, x + 1, y + 1, width - 2, height - 2, null, {
        stroke: mixColours(['#e7cfc0', '#5a4775'], tunnel),
      });
      ctx.globalAlpha = appear;
      continue;
    }
    const arrived = p.flights.findLast((flight) => flight.part === part && t >= flight.arrives).arrives;
    const pop = 1 + 0.16 * Math.sin(clamp01((t - arrived) / 0.28) * Math.PI);
    const checked = bad && t < refetch.arrives ? 0 : ease((t - Math.max(check, arrived)) / 0.25);
    let fill = mixColours([AMBER, MINT], checked);
    let shake = 0;
    if (bad && t >= check && t < refetch.arrives) {
      fill = mixColours([AMBER, '#7d6b86'], ease((t - check) / 0.2));
      shake = t > p.damagedAt ? Math.sin(t * 46) * 2.2 * (1 - ease((t - p.damagedAt) / 0.9)) : 0;
      ctx.globalAlpha = 1 - ease((t - p.damagedAt - 0.9) / 0.4);
    }
    let lift = 0;
    if (part === JUMP_TO) lift = ease((t - p.seekAt) / 0.3) * (1 - packed) * -9;
    if (packed > 0)
      fill = mixColours([part === JUMP_TO ? '#ff5638' : MINT, part === 13 ? AMBER : CREAM], packed);
    cell(
      ctx,
      x + shake - (width * (pop - 1)) / 2,
      y + lift + bob - (height * (pop - 1)) / 2,
      width * pop,
      height * pop,
      fill,
      { radius: mix(8, 11, packed) },
    );
    if (checked > 0.4 && packed === 0) tick(ctx, x + width / 2, y + height / 2 + lift, 6.5, '#ffffff');
    if (bad && t >= check && t < refetch.arrives) {
      ctx.strokeStyle = '#ffffff';
      ctx.lineWidth = 2.6;
      ctx.beginPath();
      ctx.moveTo(x + shake + width * 0.62, y + 5);
      ctx.lineTo(x + shake + width * 0.36, y + height * 0.42);
      ctx.lineTo(x + shake + width * 0.64, y + height * 0.56);
      ctx.lineTo(x + shake + width * 0.38, y + height - 5);
      ctx.stroke();
    }
    ctx.globalAlpha = appear;
  }

  // Parts on their way.
  for (const flight of [...p.flights, ...p.lost]) {
    const go = (t - flight.leaves) / FLIGHT;
    const isLost = flight.arrives === undefined;
    if (go <= 0 || go >= (isLost ? 1.9 : 1)) continue;
    const home = place(flight.part);
    const path = isLost ? Math.min(ease(go), 0.5) - 0.2 * ease((go - 0.6) / 1.2) : ease(go);
    const x = home.x + Math.sin(path * Math.PI) * 16 * (hash(flight.part) - 0.5);
    const y = mix(SERVER_Y, home.y, path);
    const fade = isLost ? 1 - ease((go - 0.6) / 1.1) : 1;
    ctx.globalAlpha = 0.22 * fade;
    const tail = Math.sin(path * Math.PI) * 46;
    cell(ctx, x + 5, y - tail, CELL.width - 10, CELL.height + tail - 8, AMBER);
    ctx.globalAlpha = fade;
    cell(
      ctx,
      x,
      y,
      CELL.width,
      CELL.height,
      isLost ? mixColours([AMBER, '#8a7a99'], clamp01((t - p.tunnelAt) / 0.5)) : AMBER,
    );
    ctx.globalAlpha = 1;
  }

  // The network, or the lack of it.
  ctx.globalAlpha = 1;
  const bars = t < p.tunnelAt ? 1 : t < p.backAt ? 0 : clamp01((t - p.backAt) / 0.8);
  if (rest > 0.5) signal(ctx, LEFT + PARTS * pitch - 38, SERVER_Y - 20, bars, ink);

  // The playhead.
  const playing = ease((t - p.playAt) / 0.4) * (1 - packed);
  if (playing > 0) {
    const jump = ease((t - p.seekAt) / 0.35);
    const head = mix((t - p.playAt) * 0.12, JUMP_TO + 0.4 + (t - p.seekAt) * 0.12, jump);
    const x = LEFT + head * pitch;
    const y = DEVICE_Y - 8 - Math.sin(jump * Math.PI) * 60;
    ctx.globalAlpha = playing;
    ctx.strokeStyle = INK;
    ctx.lineWidth = 3;
    ctx.beginPath();
    ctx.moveTo(x, DEVICE_Y - 12);
    ctx.lineTo(x, DEVICE_Y + CELL.height + 12);
    ctx.stroke();
    ctx.fillStyle = CORAL;
    ctx.beginPath();
    ctx.arc(x, y, 10, 0, 7);
    ctx.fill();
    ctx.fillStyle = '#ffffff';
    ctx.beginPath();
    ctx.moveTo(x - 3, y - 5);
    ctx.lineTo(x + 5.5, y);
    ctx.lineTo(x - 3, y + 5);
    ctx.fill();
    const sound = jump >= 1 ? t - p.seekAt - 0.35 : -1;
    for (let k = 0; k < 3 && sound > 0; k++) {
      const wave = (sound * 0.7 + k / 3) % 1;
      ctx.globalAlpha = playing * (1 - wave) * 0.6;
      ctx.strokeStyle = CORAL;
      ctx.lineWidth = 3;
      ctx.beginPath();
      ctx.arc(x, y, 14 + wave * 58, -Math.PI * 0.88, -Math.PI * 0.12);
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }

  const veil = Math.max(1 - ease(t / 0.8), ease((t - seconds + 1) / 0.9));
  if (veil > 0) {
    ctx.globalAlpha = veil;
    ctx.fillStyle = CREAM;
    ctx.fillRect(0, 0, w, h);
    ctx.globalAlpha = 1;
  }
}
