import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Choices, Field, FieldError, FormDialog, Load, Segments, TextArea, toast } from "@/ui";
import type { Booking, Mode, PairDetail } from "../api";
import { book, freeTimes, moveBooking } from "../api";
import { text } from "../i18n";
import { life } from "../life-i18n";
import { instantOf } from "../rules";
import { useDeed } from "./deed";

const lengths = [30, 60, 90] as const;
const other = "khac";

/** Books a session at a time both are free, or gives a booking another time. */
export function BookDialog({
  open,
  pair,
  moving,
  onClose,
}: {
  open: boolean;
  pair: PairDetail;
  moving?: Booking;
  onClose: () => void;
}) {
  const t = useT(life);
  const words = useT(text);
  const [minutes, setMinutes] = useState(60);
  const [mode, setMode] = useState<Mode>(moving?.mode ?? "desk");
  const [start, setStart] = useState("");
  const [late, setLate] = useState(false);
  const done = (told: string) => () => {
    setStart("");
    onClose();
    toast(told);
  };
  const make = useDeed((body: Parameters<typeof book>[1]) => book(pair.id, body), done(t.bookedToast));
  const move = useDeed(
    (body: Parameters<typeof moveBooking>[1]) => moveBooking(moving?.id ?? "", body),
    done(t.moved),
  );
  const send = async (values: FormData) => {
    const said = (name: string) =>
      String(values.get(name) ?? "")
        .trim()
        .normalize("NFC");
    const at = start === other ? instantOf(said("start")) : start;
    setLate(!at);
    if (!at) return;
    if (moving) await move.mutateAsync({ start: at, minutes, reason: said("reason") });
    else await make.mutateAsync({ start: at, minutes, mode, place: said("place") });
  };
  return (
    <FormDialog
      open={open}
      title={moving ? t.moveTitle : t.bookTitle}
      yes={moving ? t.move : t.bookYes}
      no={t.back}
      onClose={onClose}
      onSubmit={send}
    >
      <div className="field">
        <span className="field-label">{t.length}</span>
        <Segments
          label={t.length}
          options={lengths.map((count) => ({ value: String(count), label: t.minutes(count) }))}
          value={String(minutes)}
          onChange={(next) => {
            setMinutes(Number(next));
            setStart("");
          }}
        />
      </div>
      {open && <Times pair={pair} minutes={minutes} value={start} onChange={setStart} />}
      {start === other && (
        <Field label={t.otherTimeLabel} hint={t.otherTimeHint} name="start" type="datetime-local" />
      )}
      {late && (
        <div role="alert">
          <FieldError>{t.chooseTime}</FieldError>
        </div>
      )}
      {moving ? (
        <TextArea label={t.reason} name="reason" rows={2} maxLength={1000} />
      ) : (
        <>
          <div className="field">
            <span className="field-label">{words.mode}</span>
            <Segments
              label={words.mode}
              options={(["desk", "remote"] as const).map((value) => ({ value, label: words.modes[value] }))}
              value={mode}
              onChange={(next) => setMode(next as Mode)}
            />
          </div>
          <Field label={t.place} hint={t.placeHint} name="place" maxLength={200} optional />
        </>
      )}
    </FormDialog>
  );
}

function Times({
  pair,
  minutes,
  value,
  onChange,
}: {
  pair: PairDetail;
  minutes: number;
  value: string;
  onChange: (start: string) => void;
}) {
  const t = useT(life);
  const free = useQuery(freeTimes(pair.id, minutes));
  return (
    <Load query={free} lines={4}>
      {(times) => (
        <>
          {times.length === 0 && (
            <div className="stack-tight">
              <p>{t.freeNone}</p>
              <p className="muted">{t.freeNoneText}</p>
            </div>
          )}
          <Choices
            legend={t.freeTimes}
            name="time"
            value={value}
            onChange={onChange}
            options={[
              ...times.slice(0, 4).map(({ start, end }) => ({
                value: start,
                label: `${t.weekdays[new Date(Date.parse(start) + 7 * 3_600_000).getUTCDay()]} ${fmt.date(start)}, ${fmt.time(start)}–${fmt.time(end)}`,
              })),
              { value: other, label: t.otherTime },
            ]}
          />
        </>
      )}
    </Load>
  );
}
