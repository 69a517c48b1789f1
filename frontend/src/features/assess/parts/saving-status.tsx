import { useSyncExternalStore } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Button, Notice } from "@/ui";
import { text } from "../i18n";
import type { Saving } from "../saving";

const useSavingState = ({ state }: Saving) => useSyncExternalStore(state.subscribe, state.read);

/** A line that says whether the server has the answers. */
export function SavingLine({ saving }: { saving: Saving }) {
  const t = useT(text);
  const state = useSavingState(saving);
  return (
    <span role="status">
      {state.at === "saving" && t.saving}
      {state.at === "saved" && t.saved(fmt.time(state.time))}
      {state.at === "waiting" && t.waiting(state.count)}
    </span>
  );
}

/** Says that the answers are safe here while they cannot be sent. */
export function SavingNotice({ saving }: { saving: Saving }) {
  const t = useT(text);
  const state = useSavingState(saving);
  if (state.at === "failed")
    return (
      <Notice tone="bad" live>
        {t.keepFailed}
      </Notice>
    );
  if (state.at !== "waiting") return null;
  return (
    <Notice tone="warn" live>
      <div className="row-between">
        <strong>{navigator.onLine ? t.keptAway : t.keptOffline}</strong>
        <Button kind="secondary" small onClick={() => void saving.flush()}>
          {t.sendNow}
        </Button>
      </div>
    </Notice>
  );
}
