import { Popconfirm } from "antd"
import { useWords } from "#web/words.ts"
import type { Group } from "../groups/contract.ts"
import { words } from "../groups/words.ts"
import { words as common } from "../words.ts"

/** A group with people in it is asked about first: whom it held is not written down elsewhere. */
export function RemoveGroup({ group, onRemove }: { group: Group; onRemove: () => void }) {
  const say = useWords(words)
  const own = useWords(common)
  const isEmpty = group.count === 0
  return (
    <Popconfirm
      title={say("removeSure", { name: group.name, count: group.count.toLocaleString("en-US") })}
      placement="bottomRight"
      okText={own("remove")}
      cancelText={own("cancel")}
      disabled={isEmpty}
      onConfirm={onRemove}
    >
      <button type="button" className="quiet-link" onClick={isEmpty ? onRemove : undefined}>
        {own("remove")}
      </button>
    </Popconfirm>
  )
}
