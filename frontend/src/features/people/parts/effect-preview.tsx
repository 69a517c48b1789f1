import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { sentence } from "@/api/problem";
import { useT } from "@/lib/i18n";
import { Button, evidenceSentence, Notice } from "@/ui";
import type { Effect } from "../deeds";
import { text } from "../deeds-i18n";

interface Props {
  title: string;
  effect: Effect;
  yes: string;
  danger?: boolean;
  onYes: () => Promise<void>;
  onBack: () => void;
}

/** What a deed would do to the level, before it is done. */
export function EffectPreview({ title, effect, yes, danger, onYes, onBack }: Props) {
  const t = useT(text);
  const head = useRef<HTMLHeadingElement>(null);
  const go = useMutation({ mutationFn: onYes, meta: { quiet: true } });
  useEffect(() => head.current?.focus(), []);
  const { before, after, reason_key, reason_args } = effect;
  return (
    <div className="stack">
      {go.error && (
        <Notice tone="bad" live>
          {sentence(go.error)}
        </Notice>
      )}
      <h3 ref={head} tabIndex={-1}>
        {title}
      </h3>
      {before !== undefined && after !== undefined && (
        <Notice>
          <strong>{before === after ? t.stays(after) : t.moves(before, after)}</strong>
        </Notice>
      )}
      {reason_key && <p>{evidenceSentence(reason_key, reason_args)}</p>}
      <p className="muted">{t.told}</p>
      <div className="form-actions">
        <Button kind={danger ? "danger" : "primary"} busy={go.isPending} onClick={() => go.mutate()}>
          {yes}
        </Button>
        <Button kind="secondary" onClick={onBack}>
          {t.back}
        </Button>
      </div>
    </div>
  );
}
