import type { ReactNode, RefObject } from "react"
import { Icon, type IconName } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import type { SeatMap } from "../contract.ts"
import { words } from "../words.ts"
import type { HallHandle } from "./hall-canvas.tsx"
import type { Acts, Panel, Tool } from "./use-acts.ts"

type ToolsProps = {
  map: SeatMap
  acts: Acts
  panel: Panel | undefined
  onPanel: (panel: Panel | undefined) => void
  hall: RefObject<HallHandle | null>
  mayChange: boolean
}

export function Tools({ map, acts, panel, onPanel, hall, mayChange }: ToolsProps) {
  const say = useWords(words)
  const take = (tool: Tool) => ({ isOn: acts.tool === tool, onClick: () => (acts.tool === tool ? acts.stop() : acts.setTool(tool)) })
  const open = (which: Panel) => ({ isOn: panel === which, onClick: () => onPanel(panel === which ? undefined : which) })
  return (
    <div className="seats-tools" role="toolbar" aria-orientation="vertical" aria-label={say("tools")}>
      <ToolButton icon="move" {...take("choose")}>
        {say("toolChoose")}
      </ToolButton>
      {mayChange ? (
        <>
          <ToolButton icon="sync" {...take("swap")} disabled={map.seats.length === 0}>
            {say("toolSwap")}
          </ToolButton>
          <ToolButton icon="lock" {...take("lock")}>
            {say("toolLock")}
          </ToolButton>
          <hr />
          <ToolButton icon="seat" onClick={acts.arrange} disabled={acts.isBusy || map.people.length === 0}>
            {say("toolArrange")}
          </ToolButton>
          <ToolButton icon="home" {...open("hall")}>
            {say("toolHall")}
          </ToolButton>
          <ToolButton icon="people" {...open("rostrum")}>
            {say("toolRostrum")}
          </ToolButton>
          <hr />
          <ToolButton icon="undo" onClick={acts.undo} disabled={!map.undo || acts.isBusy}>
            {say("undo")}
          </ToolButton>
          <ToolButton icon="undo" isMirrored onClick={acts.redo} disabled={!map.redo || acts.isBusy}>
            {say("redo")}
          </ToolButton>
        </>
      ) : null}
      <div className="seats-tools-end">
        <ToolButton icon="plus" onClick={() => hall.current?.zoom(1.3)}>
          {say("zoomIn")}
        </ToolButton>
        <ToolButton icon="minus" onClick={() => hall.current?.zoom(1 / 1.3)}>
          {say("zoomOut")}
        </ToolButton>
        <ToolButton icon="screen" onClick={() => hall.current?.fit()}>
          {say("fit")}
        </ToolButton>
      </div>
    </div>
  )
}

type ToolButtonProps = { icon: IconName; isOn?: boolean; isMirrored?: boolean; disabled?: boolean; onClick: () => void; children: ReactNode }

function ToolButton({ icon, isOn, isMirrored, disabled, onClick, children }: ToolButtonProps) {
  return (
    <button type="button" className={isMirrored ? "is-mirrored" : undefined} aria-pressed={isOn} disabled={disabled} onClick={onClick}>
      <Icon name={icon} size={18} />
      {children}
    </button>
  )
}
