import { useState } from "react";
import { Problem, sentence, serverText } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Button, confirm, FormDialog, Notice, TextArea, toast } from "@/ui";
import type { ClassDetail } from "../api";
import { cancelClass, openClass } from "../api";
import { text } from "../i18n";
import { isLive } from "../rules";
import { useDeed } from "./deed";
import type { Printing } from "./printed-list";

/** What whoever plans a class may do with it now; marking and closing stand with the attendance. */
export function ClassDeeds({
  found,
  onEdit,
  onGone,
  printing,
}: {
  found: ClassDetail;
  onEdit: () => void;
  /** After a draft was given up. */
  onGone: () => void;
  printing: Printing;
}) {
  const t = useT(text);
  const [leaving, setLeaving] = useState(false);
  const open = useDeed(openClass, () => toast(t.opened), { quiet: true });
  const callOff = useDeed(
    (reason: string) => cancelClass(found.id, reason),
    () => {
      setLeaving(false);
      toast(t.calledOff);
      if (found.state === "draft") onGone();
    },
    { quiet: true },
  );
  const ask = async () => {
    const yes = await confirm({
      title: t.openTitle,
      text: t.openText(found.quotas.length, fmt.date(found.nominate_by)),
      yes: t.openIt,
      no: t.notYet,
    });
    if (yes) open.mutate(found.id);
  };
  const printable = printing.may && found.nominations.some(({ state }) => isLive(state));
  const { can } = found;
  if (!can.open && !can.edit && !can.cancel && !printable) return null;
  return (
    <>
      {open.error && <NotReady error={open.error} />}
      <div className="row no-print">
        {can.open && (
          <Button busy={open.isPending} onClick={() => void ask()}>
            {t.openIt}
          </Button>
        )}
        {can.edit && (
          <Button kind="secondary" onClick={onEdit}>
            {t.edit}
          </Button>
        )}
        {printable && (
          <Button kind="secondary" busy={printing.busy} onClick={printing.start}>
            {printing.busy ? t.printing : t.print}
          </Button>
        )}
        {can.cancel && (
          <Button kind="quiet" onClick={() => setLeaving(true)}>
            {t.callOff}
          </Button>
        )}
      </div>
      <FormDialog
        open={leaving}
        title={t.callOffTitle}
        yes={t.callOff}
        no={t.keep}
        danger
        onClose={() => setLeaving(false)}
        onSubmit={async (values) => {
          await callOff.mutateAsync(String(values.get("reason")).trim().normalize("NFC"));
        }}
      >
        <TextArea label={t.reason} hint={t.callOffHint} name="reason" maxLength={1000} />
      </FormDialog>
    </>
  );
}

/** Why a draft cannot be opened, with everything it lacks. */
function NotReady({ error }: { error: Error }) {
  const t = useT(text);
  const lacks = error instanceof Problem ? error.errors : [];
  return (
    <Notice tone="bad" live>
      <strong>{t.notReady}</strong>
      {lacks.length === 0 && <span>{sentence(error)}</span>}
      {lacks.map(({ location, key, args }) => (
        <span key={location}>{serverText(key, args) ?? sentence(error)}</span>
      ))}
    </Notice>
  );
}
