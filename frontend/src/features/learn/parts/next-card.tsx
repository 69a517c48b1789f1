import { useT } from "@/lib/i18n";
import { Card, LinkButton, Progress } from "@/ui";
import type { Next } from "../api";
import { text } from "../next-i18n";
import "../learn.css";
import { nextWords } from "../next";

/** The one next thing to do. `required` counts the competencies that the reader's posts require. */
export function NextCard({ next, required }: { next: Next; required: number }) {
  const t = useT(text);
  const { over, title, under, act, href } = nextWords(next, required, t);
  return (
    <Card title={t.nextTitle}>
      <div className="next">
        <div className="next-words">
          {over && <p className="next-over">{over}</p>}
          <p className="next-title">{title}</p>
          {next.progress === undefined ? (
            <p className="small muted">{under}</p>
          ) : (
            <Progress label={t.progressOf(title)} value={next.progress / 100} words={under} />
          )}
        </div>
        <LinkButton href={href}>{act}</LinkButton>
      </div>
    </Card>
  );
}
