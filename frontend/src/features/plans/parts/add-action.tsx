import { useCallback, useState } from "react";
import { fmt } from "@/lib/fmt";
import { inLocale, useT } from "@/lib/i18n";
import type { ComboOption } from "@/ui";
import { Button, Combobox, Field, Select, toast } from "@/ui";
import type { Offer } from "../api";
import { searchOffers } from "../api";
import { text } from "../i18n";
import type { DraftAction, DraftTarget } from "../rules";
import { newAction } from "../rules";

interface AddActionProps {
  who: string;
  target: DraftTarget;
  onAdd: (action: DraftAction) => void;
  onClose: () => void;
}

/** Adds something of the catalogue, a mentor, or free text to a target. */
export function AddAction({ who, target, onAdd, onClose }: AddActionProps) {
  const t = useT(text);
  const [found] = useState(() => new Map<string, Offer>());
  const [kind, setKind] = useState<"practice" | "reading">("practice");
  const [title, setTitle] = useState("");
  const competency = target.competency.id;
  const search = useCallback(
    async (q: string, signal: AbortSignal): Promise<ComboOption[]> => {
      const items = await searchOffers(who, competency, q, signal);
      return items.map((offer) => {
        const id = `${offer.kind}-${offer.ref_id}`;
        found.set(id, offer);
        const facts = [
          t.kinds[offer.kind],
          offer.kind !== "mentor" && t.offerLevel(offer.level),
          offer.minutes > 0 && fmt.minutes(offer.minutes),
          offer.on && t.until(fmt.date(offer.on)),
        ];
        return {
          id,
          label: inLocale(offer.title_vi, offer.title_en),
          hint: facts.filter(Boolean).join(" · "),
        };
      });
    },
    [who, competency, found, t],
  );
  const take = (option: ComboOption | undefined) => {
    const offer = option && found.get(option.id);
    if (!offer) return;
    const until_on = offer.on && offer.on < target.until_on ? offer.on : target.until_on;
    onAdd(newAction({ kind: offer.kind, ref_id: offer.ref_id, title: offer.title_vi, until_on }));
  };
  const addOwn = () => {
    const words = title.trim().normalize("NFC");
    if (words === "") {
      toast(t.ownHint);
      return;
    }
    onAdd(newAction({ kind, title: words, until_on: target.until_on }));
  };
  return (
    <fieldset className="plan-adding">
      <legend className="field-label">{t.addAction}</legend>
      <Combobox
        label={t.findOffer}
        name={`offer-${competency}`}
        hint={t.findOfferHint}
        optional
        value={undefined}
        onChange={take}
        search={search}
      />
      <div className="plan-fields">
        <Select
          label={t.ownKind}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value === "reading" ? "reading" : "practice")}
        >
          <option value="practice">{t.kinds.practice}</option>
          <option value="reading">{t.kinds.reading}</option>
        </Select>
        <Field
          label={t.ownTitle}
          hint={t.ownHint}
          optional
          maxLength={300}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      </div>
      <div className="row">
        <Button kind="secondary" small onClick={addOwn}>
          {t.addOwn}
        </Button>
        <Button kind="quiet" small onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </fieldset>
  );
}
