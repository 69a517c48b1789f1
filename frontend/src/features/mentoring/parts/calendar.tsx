import { useQuery } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Button, Card, confirm, Load, Notice, toast } from "@/ui";
import { calendarAddress, dropCalendar, makeCalendar } from "../api";
import { life } from "../life-i18n";
import { useDeed } from "./deed";

/** The private address under which a calendar keeps up with one's bookings. */
export function Calendar() {
  const t = useT(life);
  const query = useQuery(calendarAddress);
  const make = useDeed(makeCalendar, () => undefined);
  const drop = useDeed(dropCalendar, () => {
    make.reset();
    toast(t.calendarDropped);
  });
  const made = make.data?.path ? window.location.origin + make.data.path : undefined;
  const again = async (since: string | undefined) => {
    if (
      !since ||
      (await confirm({ title: t.calendarAgain, text: t.calendarAgainText, yes: t.calendarAgain, no: t.back }))
    )
      make.mutate(undefined);
  };
  const revoke = async () => {
    if (
      await confirm({
        title: t.calendarDrop,
        text: t.calendarDropText,
        yes: t.calendarDrop,
        no: t.back,
        danger: true,
      })
    )
      drop.mutate(undefined);
  };
  return (
    <Card title={t.calendar}>
      <p className="muted">{t.calendarText}</p>
      <Load query={query} lines={1}>
        {({ since }) => (
          <>
            {made ? (
              <Notice tone="ok" live>
                <strong>{t.calendarAddress}</strong>
                <span className="calendar-address">{made}</span>
                <Button
                  small
                  onClick={() => {
                    void navigator.clipboard.writeText(made).then(() => toast(t.calendarCopied));
                  }}
                >
                  {t.calendarCopy}
                </Button>
              </Notice>
            ) : (
              since && <p>{t.calendarSince(fmt.date(since))}</p>
            )}
            <div className="row">
              <Button kind="secondary" busy={make.isPending} onClick={() => void again(since)}>
                {since ? t.calendarAgain : t.calendarMake}
              </Button>
              {since && (
                <Button kind="quiet" busy={drop.isPending} onClick={() => void revoke()}>
                  {t.calendarDrop}
                </Button>
              )}
            </div>
          </>
        )}
      </Load>
    </Card>
  );
}
