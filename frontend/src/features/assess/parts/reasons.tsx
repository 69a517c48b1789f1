import { useQuery } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { serverText } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { inLocale, useLocale, useT } from "@/lib/i18n";
import { Badge, Disclosure } from "@/ui";
import type { Result } from "../api";
import { serverWords } from "../api";
import { text } from "../i18n";

type Traced = Schema<"TracedNode">;

/** Why each level was recognised or what is still missing, condition by condition. */
export function Reasons({ result: { why, levels } }: { result: Result }) {
  const t = useT(text);
  const words = useQuery(serverWords(useLocale()));
  const asked = levels.filter(({ competency }) => why.some((each) => each.competency_id === competency.id));
  if (asked.length === 0 || !words.data) return null;
  return (
    <Disclosure summary={t.why}>
      <div className="stack">
        {asked.map(({ competency }) => (
          <section key={competency.id} className="stack-tight">
            <h3>{inLocale(competency.name_vi, competency.name_en)}</h3>
            <ul className="plain-list divided">
              {why
                .filter((each) => each.competency_id === competency.id)
                .map(({ level, when }) => (
                  <li key={level} className="stack-tight">
                    <span className="row">
                      <strong>{t.whyLevel(level)}</strong>
                      <Badge tone={when.met ? "ok" : "warn"}>{when.met ? t.whyMet : t.whyMissing}</Badge>
                    </span>
                    <Conditions node={when} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Disclosure>
  );
}

function Conditions({ node }: { node: Traced }) {
  const t = useT(text);
  const children = node.children ?? [];
  return (
    <div className="reasons">
      <span>
        <span aria-hidden="true">{node.met ? "✓ " : "✗ "}</span>
        <span className="visually-hidden">{node.met ? t.whyMet : t.whyMissing}: </span>
        {said(node)}
      </span>
      {children.length > 0 && (
        <ul className="reasons-parts">
          {children.map((child, index) => (
            // Conditions are told apart by their place alone and never move.
            // oxlint-disable-next-line no-array-index-key
            <li key={index}>
              <Conditions node={child} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The server's sentence; scores and shares among its arguments are read as per cent. */
function said({ key, args = {} }: Traced): string {
  const percents = Object.fromEntries(
    ["from", "to", "got"].flatMap((name) =>
      typeof args[name] === "number" ? [[`${name}_percent`, fmt.percent(args[name])]] : [],
    ),
  );
  return serverText(key, { ...args, ...percents }) ?? key;
}
