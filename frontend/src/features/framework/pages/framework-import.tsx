import { useState } from "react";
import { useT } from "@/lib/i18n";
import { paths, useQueryState } from "@/lib/paths";
import { FileDrop, LinkButton, PageHeader, Select, Stepper } from "@/ui";
import type { Format, Imported } from "../api";
import { applyFile, fileKinds, formats, tryFile } from "../api";
import "../framework.css";
import { text } from "../i18n";
import { useDeed } from "../parts/deed";
import { ImportReport } from "../parts/import-report";

/** A framework from a file into the draft: checked first, written when asked. */
export default function FrameworkImport() {
  const t = useT(text);
  const [chosen, choose] = useQueryState("dinh-dang", "xlsx");
  const format = formats.find((each) => each === chosen) ?? "xlsx";
  const [tried, setTried] = useState<{ file: File; report: Imported }>();
  const write = useDeed(async (file: File) => setTried({ file, report: await applyFile(format, file) }));
  const kinds = fileKinds[format];
  const pick = (next: Format) => {
    setTried(undefined);
    choose(next);
  };
  return (
    <div className="page">
      <PageHeader
        title={t.importTitle}
        subtitle={t.importText}
        back={{ href: paths.frameworkDraft, label: t.draftTitle }}
      />
      <Stepper steps={t.steps} now={tried ? (tried.report.applied ? 2 : 1) : 0} />
      <Select label={t.format} value={format} onChange={(event) => pick(event.currentTarget.value as Format)}>
        {formats.map((each) => (
          <option key={each} value={each}>
            {t.formats[each]}
          </option>
        ))}
      </Select>
      <FileDrop
        key={format}
        label={t.file}
        hint={t.fileHint(kinds.join(", "))}
        accept={kinds}
        maxBytes={16_000_000}
        send={async (file, options) => {
          setTried(undefined);
          return { file, report: await tryFile(format, file, options) };
        }}
        onDone={setTried}
      />
      {tried && (
        <ImportReport report={tried.report} busy={write.isPending} onApply={() => write.mutate(tried.file)} />
      )}
      {tried?.report.applied && (
        <div>
          <LinkButton href={paths.frameworkDraft}>{t.toDraft}</LinkButton>
        </div>
      )}
    </div>
  );
}
