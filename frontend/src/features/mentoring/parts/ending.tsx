import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lib/i18n";
import { Button, FormDialog, TextArea, toast } from "@/ui";
import type { PairDetail } from "../api";
import { end, mentoringKey } from "../api";
import { text } from "../i18n";

type Way = "complete" | "early" | "back";

/** Completes a pair, ends it early, or takes a request back. */
export function Ending({ pair }: { pair: PairDetail }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [way, setWay] = useState<Way>();
  const words = {
    complete: {
      title: t.completeTitle,
      label: t.completeLabel,
      hint: t.completeHint,
      yes: t.complete,
      told: t.completed,
    },
    early: { title: t.endTitle, label: t.reason, hint: t.endHint, yes: t.endEarly, told: t.ended },
    back: { title: t.takeBackTitle, label: t.reason, hint: undefined, yes: t.takeBack, told: t.takenBack },
  };
  const now = words[way ?? "complete"];
  return (
    <>
      {pair.state === "requested" ? (
        <Button kind="secondary" onClick={() => setWay("back")}>
          {t.takeBack}
        </Button>
      ) : (
        <>
          <Button kind="secondary" onClick={() => setWay("complete")}>
            {t.complete}
          </Button>
          <Button kind="quiet" onClick={() => setWay("early")}>
            {t.endEarly}
          </Button>
        </>
      )}
      <FormDialog
        open={way !== undefined}
        title={now.title}
        yes={now.yes}
        no={t.goBack}
        onClose={() => setWay(undefined)}
        onSubmit={async (values) => {
          await end(pair.id, String(values.get("reason")).trim().normalize("NFC"), way === "complete");
          setWay(undefined);
          toast(now.told);
          await queries.invalidateQueries({ queryKey: mentoringKey });
        }}
      >
        <TextArea label={now.label} hint={now.hint} name="reason" maxLength={1000} />
      </FormDialog>
    </>
  );
}
