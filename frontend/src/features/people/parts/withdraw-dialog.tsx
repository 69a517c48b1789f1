import { useState } from "react";
import { useT } from "@/lib/i18n";
import { newId } from "@/lib/id";
import { Button, Dialog, Form, Submit, TextArea } from "@/ui";
import type { Effect } from "../deeds";
import { withdraw } from "../deeds";
import { text } from "../deeds-i18n";
import { EffectPreview } from "./effect-preview";

/** Takes an entry back: first what it would do, then for good. */
export function WithdrawDialog({
  entry,
  what,
  onDone,
  onClose,
}: {
  entry: string;
  /** The entry in words. */
  what: string;
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useT(text);
  const [id] = useState(newId);
  const [reason, setReason] = useState("");
  const [effect, setEffect] = useState<Effect>();
  return (
    <Dialog open title={t.withdrawTitle} onClose={onClose} actions={null}>
      <p>
        <strong>{what}</strong>
      </p>
      <div hidden={effect !== undefined}>
        <Form
          label={t.withdrawTitle}
          onSubmit={async () => setEffect(await withdraw(entry, id, reason.normalize("NFC"), true))}
        >
          <p className="muted">{t.withdrawText}</p>
          <TextArea
            label={t.withdrawReason}
            hint={t.reasonHint}
            name="reason"
            rows={3}
            minLength={10}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div className="form-actions">
            <Submit>{t.look}</Submit>
            <Button kind="secondary" onClick={onClose}>
              {t.cancel}
            </Button>
          </div>
        </Form>
      </div>
      {effect && (
        <EffectPreview
          title={t.withdrawEffect}
          effect={effect}
          yes={t.withdrawYes}
          danger
          onYes={async () => {
            await withdraw(entry, id, reason.normalize("NFC"), false);
            onDone();
          }}
          onBack={() => setEffect(undefined)}
        />
      )}
    </Dialog>
  );
}
