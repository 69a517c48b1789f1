import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { locale, useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Badge, Button, Card, Disclosure, FormDialog, LinkButton, TextArea, toast } from "@/ui";
import type { Booking, PairDetail } from "../api";
import { bookingFile, cancelBooking } from "../api";
import { text } from "../i18n";
import { life } from "../life-i18n";
import { ahead } from "../rules";
import { BookDialog } from "./book-dialog";
import { useDeed } from "./deed";

/** What is booked in a pair, and the way to book more. */
export function Bookings({ pair }: { pair: PairDetail }) {
  const t = useT(life);
  const [booking, setBooking] = useState(false);
  const open = pair.state === "active";
  const { coming, past } = ahead(pair.bookings);
  if (!open && pair.bookings.length === 0) return null;
  return (
    <Card title={t.bookings} actions={open && <Button onClick={() => setBooking(true)}>{t.book}</Button>}>
      {coming.length === 0 ? (
        <div className="stack-tight">
          <p>{t.bookingsNone}</p>
          {open && <p className="muted">{t.bookingsNoneText}</p>}
        </div>
      ) : (
        <ul className="plain-list divided">
          {coming.map((each) => (
            <li key={each.id} className="stack-tight">
              <When booking={each} />
              <Deeds booking={each} pair={pair} />
            </li>
          ))}
        </ul>
      )}
      {past.length > 0 && (
        <Disclosure summary={t.pastBookings(past.length)}>
          <ul className="plain-list divided">
            {past.map((each) => (
              <li key={each.id} className="stack-tight">
                <When booking={each} />
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      <BookDialog open={booking} pair={pair} onClose={() => setBooking(false)} />
    </Card>
  );
}

function When({ booking }: { booking: Booking }) {
  const t = useT(life);
  const modes = useT(text).modes;
  const day = new Date(new Date(booking.start).getTime() + 7 * 3_600_000).getUTCDay();
  return (
    <>
      <div className="row">
        <strong>
          {t.weekdays[day]} {fmt.date(booking.start)}, {fmt.time(booking.start)}–{fmt.time(booking.end)}
        </strong>
        {booking.state !== "booked" && (
          <Badge tone={booking.state === "held" ? "ok" : "neutral"}>{t.bookingStates[booking.state]}</Badge>
        )}
      </div>
      <p className="muted small">{[modes[booking.mode], booking.place].filter(Boolean).join(" · ")}</p>
      {booking.reason && <p className="person-quote">{booking.reason}</p>}
    </>
  );
}

function Deeds({ booking, pair }: { booking: Booking; pair: PairDetail }) {
  const t = useT(life);
  const [way, setWay] = useState<"move" | "cancel">();
  const cancel = useDeed(
    (reason: string) => cancelBooking(booking.id, reason),
    () => {
      setWay(undefined);
      toast(t.cancelled);
    },
  );
  const [now] = useState(() => Date.now());
  const begun = Date.parse(booking.start) <= now;
  const named = (deed: string) => `${deed}: ${fmt.dateTime(booking.start)}`;
  return (
    <div className="row">
      {pair.can.log && begun && (
        <LinkButton small href={to(paths.mentorship, { id: pair.id }, { phan: "ghi", hen: booking.id })}>
          {t.logThis}
        </LinkButton>
      )}
      <Button kind="secondary" small aria-label={named(t.move)} onClick={() => setWay("move")}>
        {t.move}
      </Button>
      <Button kind="secondary" small aria-label={named(t.cancel)} onClick={() => setWay("cancel")}>
        {t.cancel}
      </Button>
      <Button
        kind="quiet"
        small
        aria-label={named(t.toCalendar)}
        onClick={() => void bookingFile(booking.id, locale())}
      >
        {t.toCalendar}
      </Button>
      <BookDialog open={way === "move"} pair={pair} moving={booking} onClose={() => setWay(undefined)} />
      <FormDialog
        open={way === "cancel"}
        title={t.cancelTitle}
        yes={t.cancel}
        no={t.back}
        danger
        onClose={() => setWay(undefined)}
        onSubmit={async (values) => {
          await cancel.mutateAsync(String(values.get("reason")).trim().normalize("NFC"));
        }}
      >
        <TextArea label={t.reason} name="reason" rows={2} maxLength={1000} />
      </FormDialog>
    </div>
  );
}
