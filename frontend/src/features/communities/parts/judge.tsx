import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lib/i18n";
import { Button, FormDialog, TextArea } from "@/ui";
import type { Detail, Judgement } from "../api";
import { judge, report } from "../api";
import { text } from "../i18n";
import { useKeep } from "./use-keep";

/** Reporting a post or an answer, and, for whoever guards it, hiding or keeping it. */
export function Judge({
  item,
  answer,
  hidden,
  own,
  reports,
}: {
  item: Detail;
  answer?: string;
  hidden: boolean;
  own: boolean;
  reports: number;
}) {
  const t = useT(text);
  const keep = useKeep();
  const [asking, setAsking] = useState<"report" | "hide">();
  const judging = useMutation({
    mutationFn: (judgement: Judgement) => judge(item.id, judgement, "", answer),
    onSuccess: (next, judgement) => keep(next, judgement === "show" ? t.shownDone : t.kept),
  });
  const close = () => setAsking(undefined);
  return (
    <>
      {!own && !item.guards && !hidden && (
        <Button kind="quiet" onClick={() => setAsking("report")}>
          {t.report}
        </Button>
      )}
      {item.guards && !hidden && (
        <Button kind="secondary" onClick={() => setAsking("hide")}>
          {t.hide}
        </Button>
      )}
      {item.guards && hidden && (
        <Button kind="secondary" busy={judging.isPending} onClick={() => judging.mutate("show")}>
          {t.showAgain}
        </Button>
      )}
      {item.guards && reports > 0 && (
        <Button kind="secondary" busy={judging.isPending} onClick={() => judging.mutate("keep")}>
          {t.keep}
        </Button>
      )}
      <FormDialog
        open={asking !== undefined}
        title={asking === "hide" ? t.hide : t.report}
        yes={asking === "hide" ? t.hide : t.report}
        no={t.no}
        danger={asking === "hide"}
        onClose={close}
        onSubmit={async (values) => {
          const reason = String(values.get("reason")).trim().normalize("NFC");
          if (asking === "hide") keep(await judge(item.id, "hide", reason, answer), t.hiddenDone);
          else keep(await report(item.id, reason, answer), t.reported);
          close();
        }}
      >
        <TextArea
          label={t.reason}
          hint={asking === "hide" ? t.hideHint : undefined}
          name="reason"
          rows={3}
          maxLength={1000}
        />
      </FormDialog>
    </>
  );
}
