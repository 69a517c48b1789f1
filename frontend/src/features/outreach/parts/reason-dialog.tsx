import { useT } from "@/lib/i18n";
import { FormDialog, TextArea } from "@/ui";
import { text } from "../i18n";

/** A deed that the other side reads a reason for. */
export function ReasonDialog({
  title,
  onClose,
  onSend,
}: {
  /** Also the verb; undefined: closed. */
  title: string | undefined;
  onClose: () => void;
  onSend: (reason: string) => Promise<void>;
}) {
  const t = useT(text);
  return (
    <FormDialog
      open={title !== undefined}
      title={title ?? ""}
      yes={title ?? ""}
      no={t.no}
      danger
      onClose={onClose}
      onSubmit={(values) => onSend(String(values.get("reason")).trim().normalize("NFC"))}
    >
      <TextArea label={t.why} hint={t.whyHint} name="reason" rows={3} maxLength={1000} />
    </FormDialog>
  );
}
