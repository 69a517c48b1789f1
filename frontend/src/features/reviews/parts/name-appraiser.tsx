import { useMemo, useState } from "react";
import { useT } from "@/lib/i18n";
import type { ComboOption } from "@/ui";
import { Combobox, FormDialog, toast } from "@/ui";
import type { Unled } from "../api";
import { nameAppraiser, searchAppraisers } from "../api";
import { text } from "../people-i18n";
import { useDeed } from "./deed";

/** Asks who is to appraise somebody, among those allowed. */
export function NameAppraiser({
  review,
  person,
  onClose,
}: {
  review: string;
  person: Unled;
  onClose: () => void;
}) {
  const t = useT(text);
  const [chosen, setChosen] = useState<ComboOption>();
  const search = useMemo(() => searchAppraisers(review, person.staff_id), [review, person.staff_id]);
  const put = useDeed(nameAppraiser, () => {
    if (chosen) toast(t.given(chosen.label));
    onClose();
  });
  return (
    <FormDialog
      open
      title={t.chooseFor(person.name)}
      yes={t.give}
      no={t.keepLater}
      onClose={onClose}
      onSubmit={async () => {
        if (chosen) await put.mutateAsync({ id: review, staff: person.staff_id, appraiser: chosen.id });
      }}
    >
      <Combobox
        label={t.chooseLabel}
        name="appraiser_id"
        hint={t.chooseHint}
        value={chosen}
        onChange={setChosen}
        search={search}
      />
    </FormDialog>
  );
}
