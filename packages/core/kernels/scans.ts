// A scan reads values from an address on and writes one word for every 32 of them; rows are whole pages of 4,096.

/** Up to so many bits of a word are looked at one by one: more are quicker told by looking at all 32. */
const FEW = 4;

/** The rows whose byte is flagged; `flags` are 256 bytes of 0 or 1. */
export function inSet8(codes: usize, flags: usize, out: usize, rows: i32): void {
  const end = codes + <usize>rows;
  let above15 = v128.load(flags, 16);
  for (let at: usize = 32; at < 256; at += 16) above15 = v128.or(above15, v128.load(flags + at));
  if (!v128.any_true(above15)) {
    const table = i8x16.neg(v128.load(flags));
    while (codes < end) {
      const low = i8x16.bitmask(i8x16.swizzle(table, v128.load(codes)));
      const high = i8x16.bitmask(i8x16.swizzle(table, v128.load(codes, 16)));
      store<i32>(out, low | (high << 16));
      codes += 32;
      out += 4;
    }
    return;
  }
  // Byte `l` of a table has bit `h` set when the code `16 h + l` is flagged (`h + 8` for the upper half).
  let lower = v128.load(flags);
  let upper = v128.load(flags, 128);
  for (let h: i32 = 1; h < 8; h++) {
    const at = flags + ((<usize>h) << 4);
    lower = v128.or(lower, i8x16.shl(v128.load(at), h));
    upper = v128.or(upper, i8x16.shl(v128.load(at, 128), h));
  }
  while (codes < end) {
    const low = i8x16.bitmask(flagged(v128.load(codes), lower, upper));
    const high = i8x16.bitmask(flagged(v128.load(codes, 16), lower, upper));
    store<i32>(out, ~(low | (high << 16)));
    codes += 32;
    out += 4;
  }
}

/** All ones where a code is not flagged. */
function flagged(codes: v128, lower: v128, upper: v128): v128 {
  const l = v128.and(codes, i8x16.splat(15));
  const bit = i8x16.swizzle(i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128), i8x16.shr_u(codes, 4));
  const column = v128.bitselect(i8x16.swizzle(upper, l), i8x16.swizzle(lower, l), i8x16.shr_s(codes, 7));
  return i8x16.eq(v128.and(column, bit), i8x16.splat(0));
}

/** The rows whose code of two bytes is flagged. */
export function inSet16(codes: usize, flags: usize, out: usize, rows: i32): void {
  const end = codes + ((<usize>rows) << 1);
  while (codes < end) {
    let word = 0;
    for (let shift = 0; shift < 32; shift += 8) {
      word |=
        ((<i32>load<u8>(flags + <usize>load<u16>(codes))) |
          ((<i32>load<u8>(flags + <usize>load<u16>(codes, 2))) << 1) |
          ((<i32>load<u8>(flags + <usize>load<u16>(codes, 4))) << 2) |
          ((<i32>load<u8>(flags + <usize>load<u16>(codes, 6))) << 3) |
          ((<i32>load<u8>(flags + <usize>load<u16>(codes, 8))) << 4) |
          ((<i32>load<u8>(flags + <usize>load<u16>(codes, 10))) << 5) |
          ((<i32>load<u8>(flags + <usize>load<u16>(codes, 12))) << 6) |
          ((<i32>load<u8>(flags + <usize>load<u16>(codes, 14))) << 7)) <<
        shift;
      codes += 16;
    }
    store<i32>(out, word);
    out += 4;
  }
}

/** The rows whose code of four bytes is flagged. */
export function inSet32(codes: usize, flags: usize, out: usize, rows: i32): void {
  const end = codes + ((<usize>rows) << 2);
  while (codes < end) {
    let word = 0;
    for (let shift = 0; shift < 32; shift += 8) {
      word |=
        ((<i32>load<u8>(flags + load<u32>(codes))) |
          ((<i32>load<u8>(flags + load<u32>(codes, 4))) << 1) |
          ((<i32>load<u8>(flags + load<u32>(codes, 8))) << 2) |
          ((<i32>load<u8>(flags + load<u32>(codes, 12))) << 3) |
          ((<i32>load<u8>(flags + load<u32>(codes, 16))) << 4) |
          ((<i32>load<u8>(flags + load<u32>(codes, 20))) << 5) |
          ((<i32>load<u8>(flags + load<u32>(codes, 24))) << 6) |
          ((<i32>load<u8>(flags + load<u32>(codes, 28))) << 7)) <<
        shift;
      codes += 32;
    }
    store<i32>(out, word);
    out += 4;
  }
}

/** The rows whose byte lies in a range of bytes. */
export function range8(data: usize, low: i32, high: i32, out: usize, rows: i32): void {
  const end = data + <usize>rows;
  const least = i8x16.splat(<i8>low);
  const span = i8x16.splat(<i8>(high - low));
  while (data < end) {
    const a = i8x16.le_u(i8x16.sub(v128.load(data), least), span);
    const b = i8x16.le_u(i8x16.sub(v128.load(data, 16), least), span);
    store<i32>(out, i8x16.bitmask(a) | (i8x16.bitmask(b) << 16));
    data += 32;
    out += 4;
  }
}

/** The rows whose whole number lies in a range. */
export function range32(data: usize, low: i32, high: i32, out: usize, rows: i32): void {
  const end = data + ((<usize>rows) << 2);
  const least = i32x4.splat(low);
  const most = i32x4.splat(high);
  while (data < end) {
    store<i32>(out, within32(data, least, most));
    data += 128;
    out += 4;
  }
}

/** The rows whose number lies in a range; NaN does in none. */
export function range64(data: usize, low: f64, high: f64, out: usize, rows: i32): void {
  const end = data + ((<usize>rows) << 3);
  const least = f64x2.splat(low);
  const most = f64x2.splat(high);
  while (data < end) {
    store<i32>(out, within64(data, least, most));
    data += 256;
    out += 4;
  }
}

/** Clears the bits whose value lies outside a range; `data` is that of the first bit. */
export function keep32(data: usize, low: i32, high: i32, bits: usize, words: i32): void {
  const end = bits + ((<usize>words) << 2);
  const least = i32x4.splat(low);
  const most = i32x4.splat(high);
  for (; bits < end; bits += 4, data += 128) {
    const word = load<i32>(bits);
    if (popcnt(word) > FEW) store<i32>(bits, word & within32(data, least, most));
    else if (word) store<i32>(bits, word ^ outside32(data, low, high, word));
  }
}

export function keep64(data: usize, low: f64, high: f64, bits: usize, words: i32): void {
  const end = bits + ((<usize>words) << 2);
  const least = f64x2.splat(low);
  const most = f64x2.splat(high);
  for (; bits < end; bits += 4, data += 256) {
    const word = load<i32>(bits);
    if (popcnt(word) > FEW) store<i32>(bits, word & within64(data, least, most));
    else if (word) store<i32>(bits, word ^ outside64(data, low, high, word));
  }
}

/** Those of some bits whose whole number lies outside a range, looked at one by one. */
function outside32(data: usize, low: i32, high: i32, bits: i32): i32 {
  let outside = 0;
  for (let left = bits; left !== 0; left &= left - 1) {
    const value = load<i32>(data + ((<usize>ctz(left)) << 2));
    if (!(i32(value >= low) & i32(value <= high))) outside |= left & -left;
  }
  return outside;
}

/** Which of 32 whole numbers lie in a range. */
function within32(data: usize, least: v128, most: v128): i32 {
  const a = i16x8.narrow_i32x4_s(beyond32(v128.load(data), least, most), beyond32(v128.load(data, 16), least, most));
  const b = i16x8.narrow_i32x4_s(
    beyond32(v128.load(data, 32), least, most),
    beyond32(v128.load(data, 48), least, most),
  );
  const c = i16x8.narrow_i32x4_s(
    beyond32(v128.load(data, 64), least, most),
    beyond32(v128.load(data, 80), least, most),
  );
  const d = i16x8.narrow_i32x4_s(
    beyond32(v128.load(data, 96), least, most),
    beyond32(v128.load(data, 112), least, most),
  );
  return ~(i8x16.bitmask(i8x16.narrow_i16x8_s(a, b)) | (i8x16.bitmask(i8x16.narrow_i16x8_s(c, d)) << 16));
}

function beyond32(values: v128, least: v128, most: v128): v128 {
  return v128.or(i32x4.lt_s(values, least), i32x4.gt_s(values, most));
}

/** Those of some bits whose number lies outside a range, looked at one by one. */
function outside64(data: usize, low: f64, high: f64, bits: i32): i32 {
  let outside = 0;
  for (let left = bits; left !== 0; left &= left - 1) {
    const value = load<f64>(data + ((<usize>ctz(left)) << 3));
    if (!(i32(value >= low) & i32(value <= high))) outside |= left & -left;
  }
  return outside;
}

/** Which of 32 numbers lie in a range. */
function within64(data: usize, least: v128, most: v128): i32 {
  const a = i16x8.narrow_i32x4_s(four64(data, least, most), four64(data + 32, least, most));
  const b = i16x8.narrow_i32x4_s(four64(data + 64, least, most), four64(data + 96, least, most));
  const c = i16x8.narrow_i32x4_s(four64(data + 128, least, most), four64(data + 160, least, most));
  const d = i16x8.narrow_i32x4_s(four64(data + 192, least, most), four64(data + 224, least, most));
  return i8x16.bitmask(i8x16.narrow_i16x8_s(a, b)) | (i8x16.bitmask(i8x16.narrow_i16x8_s(c, d)) << 16);
}

/** All ones in the four lanes of 32 bits whose number lies in the range. */
function four64(data: usize, least: v128, most: v128): v128 {
  const two = v128.load(data);
  const next = v128.load(data, 16);
  return v128.shuffle<i32>(
    v128.and(f64x2.ge(two, least), f64x2.le(two, most)),
    v128.and(f64x2.ge(next, least), f64x2.le(next, most)),
    0,
    2,
    4,
    6,
  );
}
