// What scales take of d3-interpolate and d3-format in `audiencekit.js`: the charts have scales of numbers, none of
// colours or texts, and put their numbers into words themselves.
type Between = (share: number) => number;

export function interpolateNumber(from: number, to: number): Between {
  return (share) => from * (1 - share) + to * share;
}

export function interpolateRound(from: number, to: number): Between {
  const between = interpolateNumber(from, to);
  return (share) => Math.round(between(share));
}

export { interpolateNumber as interpolate, interpolateNumber as piecewise };

export { notAsked as format, notAsked as formatPrefix, notAsked as formatSpecifier };
export { notAsked as precisionFixed, notAsked as precisionPrefix, notAsked as precisionRound };

function notAsked(): never {
  throw new Error("The charts of audiencekit.js put no number into words.");
}
