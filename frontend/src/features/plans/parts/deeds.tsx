import { useState } from "react";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Button, confirm, FormDialog, LinkButton, TextArea, toast } from "@/ui";
import type { Deed, Plan, PlanHome } from "../api";
import { act } from "../api";
import { text } from "../i18n";
import { useDeed } from "./deed";

/** What the reader's side may do with a plan now. */
export function Deeds({ who, plan, onEdit }: { who: string; plan: Plan; onEdit: () => void }) {
  const t = useT(text);
  const [asking, setAsking] = useState<"return" | "cancel">();
  const told: Record<Deed, string> = {
    propose: t.proposed,
    agree: t.agreed,
    return: t.asked,
    "take-back": t.takenBack,
    complete: t.completed,
    cancel: t.cancelled,
  };
  const { can } = plan;
  const run = useDeed(
    who,
    ({ deed, words }: { deed: Deed; words?: string }) => act(who, deed, plan.revision, words),
    () => undefined,
  );
  const go = (deed: Deed, words?: string): Promise<PlanHome> =>
    run.mutateAsync({ deed, ...(words && { words }) }).then((home) => {
      toast(told[deed]);
      return home;
    });
  const start = (deed: Deed) => void go(deed).catch(() => undefined);
  const finish = async () => {
    const yes = await confirm({
      title: t.completeTitle,
      text: t.completeText,
      yes: t.complete,
      no: t.goBack,
    });
    if (yes) start("complete");
  };
  const changing = plan.change !== undefined;
  return (
    <div className="row plan-deeds">
      {can.agree && (
        <Button busy={run.isPending} onClick={() => start("agree")}>
          {changing ? t.agreeChange : t.agree}
        </Button>
      )}
      {can.propose && (
        <Button busy={run.isPending} onClick={() => start("propose")}>
          {who ? t.proposePerson : t.propose}
        </Button>
      )}
      {can.complete && (
        <Button busy={run.isPending} onClick={() => void finish()}>
          {t.complete}
        </Button>
      )}
      {can.return && (
        <Button kind="secondary" onClick={() => setAsking("return")}>
          {changing ? t.refuseChange : t.askChange}
        </Button>
      )}
      {can.take_back && (
        <Button kind="secondary" busy={run.isPending} onClick={() => start("take-back")}>
          {t.takeBack}
        </Button>
      )}
      {can.write && (
        <Button kind="secondary" onClick={onEdit}>
          {t.edit}
        </Button>
      )}
      <LinkButton kind="quiet" href={to(paths.planPaper, { id: plan.id }, { "cong-chuc": who })}>
        {t.print}
      </LinkButton>
      {can.cancel && (
        <Button kind="quiet" onClick={() => setAsking("cancel")}>
          {t.cancelPlan}
        </Button>
      )}
      <FormDialog
        open={asking !== undefined}
        title={asking === "cancel" ? t.cancelTitle : t.askTitle}
        yes={asking === "cancel" ? t.cancelPlan : changing ? t.refuseChange : t.askChange}
        no={t.goBack}
        danger={asking === "cancel"}
        onClose={() => setAsking(undefined)}
        onSubmit={async (values) => {
          if (!asking) return;
          await go(asking, String(values.get("words")).trim().normalize("NFC"));
          setAsking(undefined);
        }}
      >
        <TextArea
          label={asking === "cancel" ? t.cancelLabel : t.askLabel}
          hint={t.askHint}
          name="words"
          maxLength={1000}
        />
      </FormDialog>
    </div>
  );
}
