import { useId } from "react";
import { useT } from "@/lib/i18n";
import { Button, Select } from "@/ui";
import type { Node } from "../api";
import { text } from "../i18n";
import type { NodeKind } from "../rules";
import { childrenOf, conditionsFor, freshNode, kindOf, turned, withChildren } from "../rules";
import { useNames } from "../words";
import { LeafFields } from "./leaf-fields";

const deepest = 5;

interface NodeEditorProps {
  node: Node;
  /** Where the server's faults of this node stand: "outcomes[0].when.all[1]". */
  path: string;
  /** The place as it is read: "1.2". */
  place: string;
  depth?: number;
  onChange: (next: Node) => void;
  onRemove?: () => void;
}

/** One condition or group, with its parts below it. Faults stand at the node they speak of. */
export function NodeEditor({ node, path, place, depth = 1, onChange, onRemove }: NodeEditorProps) {
  const t = useT(text);
  const { source } = useNames();
  const title = useId();
  const kind = kindOf(node);
  const offered = conditionsFor(source);
  const kinds: NodeKind[] = [
    ...(offered.includes(kind) ? [] : kind === "all" || kind === "any" ? [] : [kind]),
    ...offered,
  ];
  return (
    <div className="criteria-node" role="group" aria-labelledby={title}>
      <div className="row-between">
        <strong id={title}>{t.conditionNo(place)}</strong>
        {onRemove && (
          <Button kind="quiet" small aria-label={t.removeCondition(place)} onClick={onRemove}>
            {t.remove}
          </Button>
        )}
      </div>
      <Select
        label={t.condition}
        name={path}
        value={kind}
        onChange={(event) => onChange(turned(node, event.currentTarget.value as NodeKind, source))}
      >
        {kinds.map((each) => (
          <option key={each} value={each}>
            {t.nodeKinds[each]}
          </option>
        ))}
        {depth < deepest && <option value="all">{t.nodeKinds.all}</option>}
        {depth < deepest && <option value="any">{t.nodeKinds.any}</option>}
      </Select>
      {kind === "all" || kind === "any" ? (
        <Children node={node} path={`${path}.${kind}`} place={place} depth={depth} onChange={onChange} />
      ) : (
        <LeafFields node={node} path={path} onChange={onChange} />
      )}
    </div>
  );
}

function Children({ node, path, place, depth = 1, onChange }: NodeEditorProps) {
  const t = useT(text);
  const { source } = useNames();
  const children = childrenOf(node);
  const set = (next: Node[]) => onChange(withChildren(node, next));
  const first = conditionsFor(source)[0] ?? "score";
  return (
    <div className="criteria-children">
      {children.map((child, index) => (
        <NodeEditor
          // Nodes are told apart by their place alone; all their fields are held by the tree.
          // oxlint-disable-next-line no-array-index-key
          key={index}
          node={child}
          path={`${path}[${index}]`}
          place={`${place}.${index + 1}`}
          depth={depth + 1}
          onChange={(next) => set(children.with(index, next))}
          onRemove={() => set(children.toSpliced(index, 1))}
        />
      ))}
      <div className="row">
        <Button kind="secondary" small onClick={() => set([...children, freshNode(first, source)])}>
          {t.addCondition}
        </Button>
        {depth + 1 < deepest && (
          <Button
            kind="secondary"
            small
            onClick={() => set([...children, { any: [freshNode(first, source)] }])}
          >
            {t.addGroup}
          </Button>
        )}
      </div>
    </div>
  );
}
