import type { ReactNode } from "react";
import { useState } from "react";
import { Pager } from "@/ui";

const step = 20;

/** A list that is all here, shown part by part. */
export function Paged<Row>({ rows, children }: { rows: Row[]; children: (shown: Row[]) => ReactNode }) {
  const [count, setCount] = useState(step);
  return (
    <>
      {children(rows.slice(0, count))}
      {rows.length > step && (
        <Pager
          shown={Math.min(count, rows.length)}
          total={rows.length}
          hasMore={count < rows.length}
          onMore={() => setCount(count + step)}
        />
      )}
    </>
  );
}
