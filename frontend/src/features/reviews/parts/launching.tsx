import { useLocation } from "wouter";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths } from "@/lib/paths";
import { Button, Card, confirm, Progress, toast } from "@/ui";
import type { Review } from "../api";
import { callOff } from "../api";
import { text } from "../people-i18n";
import { useDeed } from "./deed";

/** A review that is still being made: how far it is, and a way back. */
export function Launching({ review, runs }: { review: Review; runs: boolean }) {
  const t = useT(text);
  const [, go] = useLocation();
  const stop = useDeed(callOff, () => {
    toast(t.calledOff);
    go(paths.reviews, { replace: true });
  });
  const ask = async () => {
    if (await confirm({ title: t.callOffTitle, text: t.callOffText, yes: t.callOff, no: t.keep }))
      stop.mutate(review.id);
  };
  if (review.state === "cancelling")
    return (
      <Card title={t.launching}>
        <p role="status">{t.cancelling}</p>
      </Card>
    );
  return (
    <Card title={t.launching}>
      <p>{t.launchingText}</p>
      <Progress
        label={t.launching}
        value={review.parts === 0 ? 0 : review.made / review.parts}
        words={t.launchingBar(fmt.number(review.made), fmt.number(review.parts))}
      />
      {runs && (
        <div className="review-actions">
          <Button kind="secondary" busy={stop.isPending} onClick={() => void ask()}>
            {t.callOff}
          </Button>
        </div>
      )}
    </Card>
  );
}
