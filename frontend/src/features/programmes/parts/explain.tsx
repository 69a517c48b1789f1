import { useQuery } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Button, confirm, Dialog, Load, toast } from "@/ui";
import type { Adjusted, Adjustment, Option, Pair } from "../api";
import { adjust, explanation, tryAdjustment } from "../api";
import { text } from "../i18n";
import { useDeed } from "./deed";

/** Why a need has the mentor it has, and another one at its cost. */
export function Explain({
  programme,
  pair,
  onClose,
}: {
  programme: string;
  pair: Pair;
  onClose: () => void;
}) {
  const t = useT(text);
  const query = useQuery(explanation(programme, pair.learner_id, pair.need));
  const costOf = ({ points, moved }: Adjusted) =>
    [
      points >= 0 ? t.cost(fmt.number(points)) : t.gain(fmt.number(-points)),
      t.moved(moved.length),
      ...moved.map(({ learner, from, to }) => t.move(learner, from || t.nobody, to || t.nobody)),
    ].join(" ");
  const change = useDeed(
    async (wish: Adjustment) => {
      const cost = await tryAdjustment(programme, wish);
      const yes = await confirm({ title: t.costTitle, text: costOf(cost), yes: t.apply, no: t.keep });
      return yes ? adjust(programme, wish) : undefined;
    },
    (done) => {
      if (!done) return;
      toast(t.applied);
      onClose();
    },
  );
  const wish = (want: Adjustment["want"], mentor?: string): Adjustment => ({
    learner_id: pair.learner_id,
    need: pair.need,
    want,
    ...(mentor && { mentor_id: mentor }),
  });
  return (
    <Dialog
      open
      title={t.explainTitle(pair.learner, pair.need)}
      onClose={onClose}
      actions={
        <>
          <Button kind="secondary" onClick={onClose}>
            {t.keep}
          </Button>
          {pair.fixed && (
            <Button kind="secondary" busy={change.isPending} onClick={() => change.mutate(wish("any"))}>
              {t.free}
            </Button>
          )}
          {pair.mentor_id && (
            <Button kind="secondary" busy={change.isPending} onClick={() => change.mutate(wish("nobody"))}>
              {t.leave}
            </Button>
          )}
        </>
      }
    >
      <Load query={query} lines={6}>
        {({ options }) =>
          options.length === 0 ? (
            <p>{t.noOptions}</p>
          ) : (
            <>
              {!pair.mentor_id && !pair.fixed && <p>{t.nobodyWhy}</p>}
              <ul className="plain-list">
                {options.map((option) => (
                  <li key={option.mentor_id} className="programme-option">
                    <OptionFacts option={option} />
                    {!option.chosen && (
                      <Button
                        kind="secondary"
                        aria-label={t.chooseName(option.name)}
                        busy={change.isPending}
                        onClick={() => change.mutate(wish("mentor", option.mentor_id))}
                      >
                        {t.choose}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Load>
    </Dialog>
  );
}

function OptionFacts({ option }: { option: Option }) {
  const t = useT(text);
  const { why, loss, leaves, chosen } = option;
  return (
    <>
      <p>
        <strong>{option.name}</strong>, {option.unit}
      </p>
      <p>{t.facts(option.steps, t.places[option.place], option.common)}</p>
      <p>{why === "dearer" ? t.dearer(option.urgent) : t.why[why]}</p>
      <p className="small muted">
        {t.points(fmt.number(option.value))}{" "}
        {!chosen && loss > 0 && (leaves ? t.leaves : t.loss(fmt.number(loss)))}
      </p>
    </>
  );
}
