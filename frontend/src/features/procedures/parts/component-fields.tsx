import { useRef, useState } from "react";
import { useT } from "@/lib/i18n";
import { Button, Check, Field, Select, TextArea } from "@/ui";
import { text } from "../i18n";
import type { Draft } from "../rules";
import { emptyDraft, moved } from "../rules";

/** The papers of a dossier, to change, add, remove and put in order. */
export function ComponentFields({
  drafts,
  onChange,
}: {
  drafts: Draft[];
  onChange: (change: (before: Draft[]) => Draft[]) => void;
}) {
  const t = useT(text);
  const list = useRef<HTMLDivElement>(null);
  const [gone, setGone] = useState<{ draft: Draft; index: number }>();
  const focus = (name: string) =>
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-focus="${CSS.escape(name)}"]`)?.focus(),
    );
  const move = (index: number, by: -1 | 1) => {
    onChange((before) => moved(before, index, by));
    const last = drafts.length - 1;
    const to = index + by;
    // At either end the button that brought it there can do no more.
    const way = to === 0 ? "down" : to === last ? "up" : by < 0 ? "up" : "down";
    focus(`${way} ${drafts[index]?.key}`);
  };
  const remove = (index: number) => {
    const draft = drafts[index];
    if (!draft) return;
    onChange((before) => before.filter(({ key }) => key !== draft.key));
    setGone({ draft, index });
    focus("back");
  };
  const bringBack = () => {
    if (!gone) return;
    onChange((before) => before.toSpliced(gone.index, 0, gone.draft));
    setGone(undefined);
    focus(`up ${gone.draft.key}`);
  };
  const add = () => {
    const draft = emptyDraft();
    onChange((before) => [...before, draft]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`#${draft.key} textarea`)?.focus());
  };
  return (
    <div className="stack" ref={list}>
      {drafts.map((draft, index) => (
        <fieldset key={draft.key} id={draft.key} className="procedure-component">
          <legend>{t.componentNo(index + 1)}</legend>
          <Fields
            draft={draft}
            name={(field) => `components[${index}].${field}`}
            onChange={(next) =>
              onChange((before) => before.map((each) => (each.key === draft.key ? next : each)))
            }
          />
          <div className="row">
            <Button
              kind="quiet"
              small
              disabled={index === 0}
              aria-label={t.upOf(index + 1)}
              data-focus={`up ${draft.key}`}
              onClick={() => move(index, -1)}
            >
              {t.up}
            </Button>
            <Button
              kind="quiet"
              small
              disabled={index === drafts.length - 1}
              aria-label={t.downOf(index + 1)}
              data-focus={`down ${draft.key}`}
              onClick={() => move(index, 1)}
            >
              {t.down}
            </Button>
            <Button
              kind="quiet"
              small
              disabled={drafts.length === 1}
              aria-label={t.removeOf(index + 1)}
              onClick={() => remove(index)}
            >
              {t.remove}
            </Button>
          </div>
        </fieldset>
      ))}
      <div className="row" role="status">
        {gone && (
          <>
            <span>{t.removed(gone.draft.name_vi)}</span>
            <Button kind="quiet" small data-focus="back" onClick={bringBack}>
              {t.bringBack}
            </Button>
          </>
        )}
      </div>
      <div>
        <Button kind="secondary" onClick={add}>
          {t.add}
        </Button>
      </div>
    </div>
  );
}

function Fields({
  draft,
  name,
  onChange,
}: {
  draft: Draft;
  name: (field: string) => string;
  onChange: (next: Draft) => void;
}) {
  const t = useT(text);
  const count = (value: string) => Math.max(0, Math.trunc(Number(value) || 0));
  return (
    <>
      <TextArea
        label={t.componentName}
        name={name("name_vi")}
        rows={2}
        maxLength={500}
        value={draft.name_vi}
        onChange={(event) => onChange({ ...draft, name_vi: event.currentTarget.value })}
      />
      <div className="procedure-fields">
        <Field
          label={t.colOriginal}
          name={name("original")}
          type="number"
          min={0}
          max={20}
          value={draft.original}
          onChange={(event) => onChange({ ...draft, original: count(event.currentTarget.value) })}
        />
        <Field
          label={t.colCopy}
          name={name("copy")}
          type="number"
          min={0}
          max={20}
          value={draft.copy}
          onChange={(event) => onChange({ ...draft, copy: count(event.currentTarget.value) })}
        />
        <Select
          label={t.colMode}
          name={name("mode")}
          value={draft.mode}
          onChange={(event) => onChange({ ...draft, mode: event.currentTarget.value as Draft["mode"] })}
        >
          <option value="nop">{t.modes.nop}</option>
          <option value="xuat_trinh">{t.modes.xuat_trinh}</option>
        </Select>
        <Check
          label={t.yes}
          checked={draft.required}
          onChange={(required) => onChange({ ...draft, required })}
        />
      </div>
      <Field
        label={t.replaceable}
        name={name("replaceable_by_data")}
        optional
        maxLength={500}
        value={draft.replaceable_by_data ?? ""}
        onChange={(event) => onChange({ ...draft, replaceable_by_data: event.currentTarget.value })}
      />
    </>
  );
}
