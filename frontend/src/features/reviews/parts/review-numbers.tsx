import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Badge, Button, Card, confirm, LinkButton, Progress, toast } from "@/ui";
import type { Review } from "../api";
import { close, remind } from "../api";
import { text } from "../i18n";
import { useDeed } from "./deed";

/** How far a review is as a whole, and what its officer does to it. */
export function ReviewNumbers({ review, runs }: { review: Review; runs: boolean }) {
  const t = useT(text);
  const nudge = useDeed(remind, ({ people }) =>
    toast(people === 0 ? t.remindedNobody : t.reminded(fmt.number(people))),
  );
  const end = useDeed(close, () => toast(t.closed));
  const bar = (label: string, done: number, all: number) => (
    <div>
      <strong>{label}</strong>
      <Progress
        label={label}
        value={all === 0 ? 1 : done / all}
        words={t.of(fmt.number(done), fmt.number(all))}
      />
    </div>
  );
  const ask = async () => {
    if (await confirm({ title: t.closeTitle, text: t.closeText, yes: t.close, no: t.keep }))
      end.mutate(review.id);
  };
  return (
    <Card
      title={t.progressTitle}
      actions={<Badge tone={review.state === "open" ? "info" : "ok"}>{t.states[review.state]}</Badge>}
    >
      <div className="review-numbers">
        {review.ask_self && bar(t.selfDone, review.self_done, review.items)}
        {review.ask_superior && bar(t.superiorDone, review.superior_done, review.items)}
        {bar(t.lockedDone, review.locked, review.parts)}
      </div>
      <p className="small muted">
        {t.columns.deadline}: {fmt.date(review.deadline)}. {review.state === "open" && t.live}
      </p>
      <div className="review-actions">
        <LinkButton kind="secondary" href={to(paths.reviewCalibration, { id: review.id })}>
          {t.calibration}
        </LinkButton>
        <LinkButton kind="secondary" href={to(paths.reviewReport, { id: review.id })}>
          {t.report}
        </LinkButton>
        {runs && review.state === "open" && (
          <>
            <Button kind="secondary" busy={nudge.isPending} onClick={() => nudge.mutate({ id: review.id })}>
              {t.remindAll}
            </Button>
            <Button busy={end.isPending} disabled={review.locked < review.parts} onClick={() => void ask()}>
              {t.close}
            </Button>
          </>
        )}
      </div>
    </Card>
  );
}
