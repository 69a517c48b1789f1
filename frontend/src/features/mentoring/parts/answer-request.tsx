import { useState } from "react";
import { useT } from "@/lib/i18n";
import { Button, FormDialog, TextArea, toast } from "@/ui";
import type { Pair } from "../api";
import { accept, decline } from "../api";
import { text } from "../i18n";
import { useDeed } from "./deed";

/** The mentor's two answers to a request. */
export function AnswerRequest({ pair }: { pair: Pair }) {
  const t = useT(text);
  const [declining, setDeclining] = useState(false);
  const name = pair.learner.full_name;
  const take = useDeed(accept, () => toast(t.accepted(name)));
  const refuse = useDeed(
    (reason: string) => decline(pair.id, reason),
    () => {
      setDeclining(false);
      toast(t.declined);
    },
  );
  return (
    <>
      {pair.can.accept && (
        <Button
          busy={take.isPending}
          aria-label={`${t.accept}: ${name}`}
          onClick={() => take.mutate(pair.id)}
        >
          {t.accept}
        </Button>
      )}
      {pair.can.decline && (
        <Button kind="secondary" aria-label={`${t.decline}: ${name}`} onClick={() => setDeclining(true)}>
          {t.decline}
        </Button>
      )}
      <FormDialog
        open={declining}
        title={t.declineTitle(name)}
        yes={t.decline}
        no={t.goBack}
        onClose={() => setDeclining(false)}
        onSubmit={async (values) => {
          await refuse.mutateAsync(String(values.get("reason")).trim().normalize("NFC"));
        }}
      >
        <TextArea label={t.reason} hint={t.declineHint} name="reason" maxLength={1000} />
      </FormDialog>
    </>
  );
}
