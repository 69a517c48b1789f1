import { useMutation } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Button, Card, FileDrop, Notice, toast } from "@/ui";
import type { Detail } from "../api";
import { attach, detach, save } from "../api";
import { text } from "../i18n";

const megabytes = 5;
const most = 5;

type Paper = Detail["papers"][number];

/** The papers of an item; its owner adds and deletes them while writing. */
export function Papers({
  item,
  whose,
  onChange,
}: {
  item: Detail;
  whose: "mine" | "reviews";
  onChange?: (item: Detail) => void;
}) {
  const t = useT(text);
  return (
    <Card title={t.files}>
      {item.papers.length === 0 && <p className="muted">{t.noFiles}</p>}
      {item.papers.length > 0 && (
        <ul className="plain-list divided">
          {item.papers.map((paper) => (
            <li key={paper.id}>
              <PaperRow item={item} whose={whose} paper={paper} onChange={onChange} />
            </li>
          ))}
        </ul>
      )}
      {onChange && item.can_write && (
        <>
          <Notice tone="warn">{t.filesWarning}</Notice>
          {item.papers.length < most ? (
            <FileDrop
              label={t.filesLabel}
              hint={t.filesHint}
              accept={[".pdf", ".png", ".jpg", ".jpeg"]}
              maxBytes={megabytes << 20}
              send={(file, options) => attach(item.id, file, options)}
              onDone={onChange}
            />
          ) : (
            <p>{t.full}</p>
          )}
        </>
      )}
    </Card>
  );
}

function PaperRow({
  item,
  whose,
  paper,
  onChange,
}: {
  item: Detail;
  whose: "mine" | "reviews";
  paper: Paper;
  onChange: ((item: Detail) => void) | undefined;
}) {
  const t = useT(text);
  const fetchIt = useMutation({ mutationFn: () => save(whose, item.id, paper) });
  const dropIt = useMutation({
    mutationFn: () => detach(item.id, paper.id),
    onSuccess: (next) => {
      onChange?.(next);
      toast(t.fileGone(paper.name));
    },
  });
  return (
    <div className="row-between">
      <span>
        {paper.name} <span className="small muted">{fmt.bytes(paper.size)}</span>
      </span>
      <span className="row">
        <Button
          kind="secondary"
          aria-label={t.downloadOf(paper.name)}
          busy={fetchIt.isPending}
          onClick={() => fetchIt.mutate()}
        >
          {t.download}
        </Button>
        {onChange && item.can_write && (
          <Button
            kind="secondary"
            aria-label={t.dropFileOf(paper.name)}
            busy={dropIt.isPending}
            onClick={() => dropIt.mutate()}
          >
            {t.dropFile}
          </Button>
        )}
      </span>
    </div>
  );
}
