// The three kinds of truth on one line: a tick for each promise, a bar or an arrow for what was announced, a dot for
// what is computed. Shapes differ as well as colours.

import type { StatedFragment } from "../gql/graphql.ts";
import { useTexts } from "../text/texts.ts";

interface Props {
  promised: (number | undefined)[];
  announced?: Pick<StatedFragment, "low" | "high" | "hedge"> | undefined;
  computed?: number | null | undefined;
  /** What it shows, in words. */
  text: string;
}

const WIDTH = 300;
const HEIGHT = 34;

export function Strip({ promised, announced, computed, text }: Props) {
  const { direction } = useTexts();
  const promises = promised.filter((value) => value !== undefined);
  const said = announced ? [Number(announced.low), Number(announced.high)] : [];
  const most = Math.max(...promises, ...said, computed ?? 0);
  if (!(most > 0)) return null;
  // Numbers grow in the direction of reading.
  const at = (value: number) => {
    const x = 4 + (value / most) * (WIDTH - 24);
    return direction === "rtl" ? WIDTH - x : x;
  };
  const forward = direction === "rtl" ? -1 : 1;
  return (
    <svg class="strip" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text}>
      <line class="axis" x1={at(0)} x2={at(most)} y1="24" y2="24" />
      {promises.map((value) => (
        <path key={value} class="promised" d={`M${at(value)} 14v20`} />
      ))}
      {announced && <Announced from={at(Number(announced.low))} to={at(Number(announced.high))} hedge={announced.hedge} forward={forward} />}
      {computed != null && <circle class="computed" cx={at(computed)} cy="24" r="5" />}
    </svg>
  );
}

/** A range as a bar, “over” and “up to” as arrows, anything else as a diamond. */
function Announced({ from, to, hedge, forward }: { from: number; to: number; hedge: StatedFragment["hedge"]; forward: number }) {
  const diamond = `M${from} 3l6 6l-6 6l-6 -6z`;
  if (from !== to) return <path class="announced" d={`M${from} 5H${to}V13H${from}z`} />;
  if (hedge === "OVER") return <path class="announced" d={`M${from} 3V15L${from + 12 * forward} 9z`} />;
  if (hedge === "UP_TO" || hedge === "NEARLY") return <path class="announced" d={`M${from} 3V15L${from - 12 * forward} 9z`} />;
  return <path class={hedge === "ABOUT" ? "announced about" : "announced"} d={diamond} />;
}
