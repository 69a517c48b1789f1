import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useT } from "@/lib/i18n";
import { Badge } from "@/ui";
import { text } from "../i18n";
import { clockOf, remaining, warningFrom } from "../rules";

/** The time left by the server's clock. `onOver` is called once, when there is none. */
export function Timer({ due, skew, onOver }: { due: string; skew: number; onOver: () => void }) {
  const t = useT(text);
  const [left, setLeft] = useState(() => remaining(due, Date.now(), skew));
  // The tick must call the latest one; a layout effect, unlike others, is never late.
  const over = useRef(onOver);
  useLayoutEffect(() => {
    over.current = onOver;
  });
  const told = useRef(false);

  useEffect(() => {
    const tick = () => {
      const now = remaining(due, Date.now(), skew);
      setLeft(now);
      if (now > 0 || told.current) return;
      told.current = true;
      over.current();
    };
    const timer = setInterval(tick, 1000);
    tick();
    return () => clearInterval(timer);
  }, [due, skew]);

  const clock = clockOf(left);
  const soon = left <= warningFrom;
  return (
    <>
      <span role="timer">
        <Badge tone={soon ? "warn" : "info"}>
          {"minutes" in clock ? t.minutesLeft(clock.minutes) : t.secondsLeft(clock.seconds)}
        </Badge>
      </span>
      <span role="status" className="visually-hidden">
        {soon ? t.soon : ""}
      </span>
    </>
  );
}
