import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { serverText } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Badge, Check, Choices, Field, Form, Notice, Progress, Submit, TextArea, toast } from "@/ui";
import type { Mode, Profile } from "../api";
import { mentoringKey, saveProfile } from "../api";
import { text } from "../profile-i18n";
import { freePlaces } from "../rules";
import { Declines } from "./declines";
import { Wards } from "./wards";
import { Week } from "./week";

/** What a mentor decides. */
export function Offer({ now }: { now: Profile }) {
  const t = useT(text);
  const queries = useQueryClient();
  const [open, setOpen] = useState(now.open);
  const [modes, setModes] = useState(now.modes);
  const [slots, setSlots] = useState(now.slots);
  const [wards, setWards] = useState(now.wards);
  const [declines, setDeclines] = useState(now.declines);
  const save = async (values: FormData) => {
    const pausedUntil = String(values.get("paused_until") ?? "");
    await saveProfile({
      open,
      capacity: Number(values.get("capacity")),
      weekly_minutes: Number(values.get("weekly_minutes")),
      modes: modes as Mode[],
      slots,
      wards: wards.map(({ id }) => id),
      declines: declines.map(({ id }) => id),
      ...(pausedUntil && { paused_until: pausedUntil }),
      note: String(values.get("note")).trim().normalize("NFC"),
    });
    toast(t.saved);
    await queries.invalidateQueries({ queryKey: mentoringKey });
  };
  return (
    <div className="stack mentoring-form">
      <Standing now={now} />
      <Form onSubmit={save} label={t.profile}>
        <Check
          label={t.openLabel}
          name="open"
          checked={open}
          disabled={!now.can_open && !now.open}
          onChange={setOpen}
        />
        <Numbers now={now} />
        <Choices
          legend={t.modesLabel}
          name="modes"
          multiple
          value={modes}
          onChange={setModes}
          options={(["desk", "remote", "group"] as const).map((value) => ({ value, label: t.modes[value] }))}
        />
        <Week label={t.slots} name="slots" value={slots} onChange={setSlots} />
        <Wards value={wards} onChange={setWards} />
        <Declines skills={now.record.skills} value={declines} onChange={setDeclines} />
        <div className="short-field">
          <Field
            label={t.pausedUntil}
            hint={t.pausedHint}
            name="paused_until"
            type="date"
            optional
            defaultValue={now.paused_until ?? ""}
          />
        </div>
        <TextArea
          label={t.note}
          hint={t.noteHint}
          name="note"
          rows={2}
          maxLength={1000}
          optional
          defaultValue={now.note}
        />
        <div className="form-actions">
          <Submit>{t.save}</Submit>
        </div>
      </Form>
    </div>
  );
}

function Standing({ now }: { now: Profile }) {
  const t = useT(text);
  return (
    <>
      <div className="stack-tight">
        <div className="row">
          <strong>{t.load(now.live, now.capacity)}</strong>
          <Badge tone={now.open ? "ok" : "neutral"}>{now.open ? t.open : t.closed}</Badge>
          {now.paused_until && <Badge tone="warn">{t.paused(fmt.date(now.paused_until))}</Badge>}
          {now.champion && <Badge tone="info">{t.champion}</Badge>}
        </div>
        <Progress
          label={t.load(now.live, now.capacity)}
          value={now.capacity > 0 ? Math.min(now.live / now.capacity, 1) : 1}
          words={t.loadText(freePlaces(now))}
        />
      </div>
      {now.away_until && <Notice tone="warn">{t.away(fmt.date(now.away_until))}</Notice>}
      {!now.can_open && now.closed_key && (
        <Notice tone="warn">{serverText(now.closed_key, now.closed_args)}</Notice>
      )}
    </>
  );
}

function Numbers({ now }: { now: Profile }) {
  const t = useT(text);
  return (
    <div className="number-fields">
      <Field
        label={t.capacity}
        hint={t.capacityHint}
        name="capacity"
        type="number"
        inputMode="numeric"
        min={0}
        max={20}
        defaultValue={now.capacity}
      />
      <Field
        label={t.weekly}
        hint={t.weeklyHint}
        name="weekly_minutes"
        type="number"
        inputMode="numeric"
        min={30}
        max={1200}
        step={15}
        defaultValue={now.weekly_minutes}
      />
    </div>
  );
}
