import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fold } from "@/lib/fold";
import { inLocale, useT } from "@/lib/i18n";
import { useQueryState } from "@/lib/paths";
import { Check, EmptyState, Load, Pager, SearchBox, toast } from "@/ui";
import { sensitive, setSensitive } from "../api";
import { text } from "../profile-i18n";
import { useDeed } from "./deed";

const step = 15;

/** Competencies that are not learnt from one's direct superior. */
export function Sensitive() {
  const t = useT(text);
  const [find, setFind] = useQueryState("tim");
  const [count, setCount] = useState(step);
  const lines = useQuery(sensitive);
  const change = ({ id, on }: { id: string; on: boolean }) => setSensitive(id, on);
  const back = useDeed(change, () => toast(t.sensitiveSet));
  const set = useDeed(change, (_: unknown, { id, on }) =>
    toast(t.sensitiveSet, { undo: () => back.mutate({ id, on: !on }) }),
  );
  return (
    <div className="stack">
      <p className="muted">{t.sensitiveText}</p>
      <SearchBox label={t.search} value={find} onChange={setFind} />
      <Load query={lines} lines={8}>
        {({ items }) => {
          const found = items.filter(({ competency: { name_vi, name_en, code } }) =>
            fold(`${inLocale(name_vi, name_en)} ${code}`).includes(fold(find.trim())),
          );
          if (found.length === 0) return <EmptyState title={t.noneFound}>{t.noneFoundText}</EmptyState>;
          return (
            <>
              <div className="stack-tight">
                {found.slice(0, count).map(({ competency, sensitive: on }) => (
                  <Check
                    key={competency.id}
                    label={inLocale(competency.name_vi, competency.name_en)}
                    checked={on}
                    onChange={(next) => set.mutate({ id: competency.id, on: next })}
                  />
                ))}
              </div>
              <Pager
                shown={Math.min(count, found.length)}
                total={found.length}
                hasMore={count < found.length}
                onMore={() => setCount(count + step)}
              />
            </>
          );
        }}
      </Load>
    </div>
  );
}
