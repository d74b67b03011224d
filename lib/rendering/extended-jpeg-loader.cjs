// The image loader's decoder of 12-bit JPEG shifts its samples by 128 x 4095/255 instead of by 2048 (PS3.5 A.4.2, ISO
// 10918-1 A.3.1): every value comes out 15 too high, in CT by 15 or 30 Hounsfield units. In 8 bits both are the same.
// Used by the bundler for the browser's copy, and by decode-pixels.ts for the server's.
const SHIFTED =
  /q <= -2056 \/ component\.bitConversion\s*\? 0\s*: q >= 2024 \/ component\.bitConversion\s*\? 255 \/ component\.bitConversion\s*: \(q \+ 2056 \/ component\.bitConversion\) >> 4;/;
const MOST = "Math.round(255 / component.bitConversion)";
const MIDDLE = `((${MOST} + 1) * 8 + 8)`;
const RIGHT = `q <= -${MIDDLE} ? 0 : q >= ${MOST} * 16 - ${MIDDLE} ? ${MOST} : (q + ${MIDDLE}) >> 4;`;

module.exports = function withRightLevel(source) {
  if (!SHIFTED.test(source)) throw new Error("jpeg.js changed: check the loader of extended JPEG");
  return source.replace(SHIFTED, RIGHT);
};
