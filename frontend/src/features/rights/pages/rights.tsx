import { useMutation } from "@tanstack/react-query";
import { sentence } from "@/api/problem";
import { useT } from "@/lib/i18n";
import { Button, Card, Notice, PageHeader } from "@/ui";
import { takeAll } from "../api";
import { text } from "../i18n";
import { Held } from "../parts/held";
import { Readers } from "../parts/readers";
import { Wrong } from "../parts/wrong";
import "../rights.css";

/** What is held about me, who looked at it, and what I can do about it. */
export default function Rights() {
  const t = useT(text);
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <Readers />
      <Take />
      <Held />
      <Wrong />
    </div>
  );
}

function Take() {
  const t = useT(text);
  const take = useMutation({ mutationFn: () => takeAll(t.fileName), meta: { quiet: true } });
  return (
    <Card title={t.take}>
      <p>{t.takeText}</p>
      <p className="muted">{t.takeCare}</p>
      {take.error && (
        <Notice tone="bad" live>
          {sentence(take.error)}
        </Notice>
      )}
      <div className="row">
        <Button busy={take.isPending} onClick={() => take.mutate()}>
          {t.takeButton}
        </Button>
        <span role="status" className="muted">
          {take.isPending ? t.takeBusy : take.isSuccess ? t.takeDone : ""}
        </span>
      </div>
    </Card>
  );
}
