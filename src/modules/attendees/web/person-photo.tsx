/** The photo of a person: cropped to 3:4 before it leaves this machine, drawn anew so that nothing the camera wrote goes with it. */
import { Button, Modal, Slider } from "antd"
import { type PointerEvent, useEffect, useRef, useState } from "react"
import { upload, useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import type { Attendee } from "../person/contract.ts"
import { words } from "../person/words.ts"

const frame = { width: 240, height: 320 }
const kept = { width: 480, height: 640 }

export function Photo({ person }: { person: Attendee }) {
  const say = useWords(words)
  const { may } = useSession()
  const [picture, setPicture] = useState<ImageBitmap>()
  const input = useRef<HTMLInputElement>(null)
  const mayChange = may(attendees.setPhoto.name, person.meetingId)
  const choose = async (file: File | undefined) => {
    if (!file) return
    try {
      // turned as the camera says, since that word is not kept
      setPicture(await createImageBitmap(file, { imageOrientation: "from-image" }))
    } catch {
      tell("wrong", say("photoBad"))
    }
  }
  return (
    <div className="person-portrait">
      {person.photoFileId && may(attendees.photo.name, person.meetingId) ? <Portrait person={person} /> : <NoPortrait />}
      {mayChange ? (
        <>
          <button type="button" className="quiet-link" onClick={() => input.current?.click()}>
            {say(person.photoFileId ? "changePhoto" : "addPhoto")}
          </button>
          {person.photoFileId ? <Removal person={person} /> : null}
          <input
            ref={input}
            type="file"
            accept="image/jpeg,image/png,image/webp"
            className="visually-hidden"
            tabIndex={-1}
            aria-label={say("addPhoto")}
            onChange={(event) => {
              void choose(event.target.files?.[0])
              event.target.value = ""
            }}
          />
        </>
      ) : null}
      {picture ? <Crop person={person} picture={picture} onClose={() => setPicture(undefined)} /> : null}
    </div>
  )
}

function Removal({ person: { meetingId, id } }: { person: Attendee }) {
  const say = useWords(words)
  const remove = useCommand(attendees.removePhoto)
  return (
    <button type="button" className="quiet-link" disabled={remove.isPending} onClick={() => remove.mutate({ meetingId, id })}>
      {say("removePhoto")}
    </button>
  )
}

const NoPortrait = () => (
  <span className="person-photo">
    <Icon name="user" size={32} weight={1.25} />
  </span>
)

function Portrait({ person: { meetingId, id, name, photoFileId } }: { person: Attendee }) {
  const say = useWords(words)
  const ticket = useRead(attendees.photo, { meetingId, id })
  const [source, setSource] = useState<string>()
  const url = ticket.data?.url
  useEffect(() => {
    if (!url || !photoFileId) return
    let shown = ""
    void fetch(url)
      .then((answer) => (answer.ok ? answer.blob() : undefined))
      .then((blob) => {
        if (!blob) return
        shown = URL.createObjectURL(blob)
        setSource(shown)
      })
    return () => URL.revokeObjectURL(shown)
  }, [url, photoFileId])
  return source ? <img className="person-photo" src={source} alt={`${name} ${say("photo")}`} /> : <NoPortrait />
}

type Place = { x: number; y: number; scale: number }
/** The picture always fills the frame. */
function within({ width, height }: ImageBitmap, { x, y, scale }: Place): Place {
  const least = Math.max(frame.width / width, frame.height / height)
  const size = Math.max(least, Math.min(least * 4, scale))
  return { scale: size, x: Math.min(0, Math.max(frame.width - width * size, x)), y: Math.min(0, Math.max(frame.height - height * size, y)) }
}

function drawn(canvas: HTMLCanvasElement, picture: ImageBitmap, { x, y, scale }: Place): void {
  const by = canvas.width / frame.width
  canvas.getContext("2d")?.drawImage(picture, x * by, y * by, picture.width * scale * by, picture.height * scale * by)
}

async function saved(person: Attendee, picture: ImageBitmap, place: Place): Promise<{ fileId: string }> {
  const canvas = Object.assign(document.createElement("canvas"), kept)
  drawn(canvas, picture, place)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.88))
  const { id } = await upload(new File([blob ?? new Blob()], `${person.name}.jpg`, { type: "image/jpeg" }))
  return { fileId: id }
}

function Crop({ person, picture, onClose }: { person: Attendee; picture: ImageBitmap; onClose: () => void }) {
  const say = useWords(words)
  const { meetingId, id } = person
  const least = Math.max(frame.width / picture.width, frame.height / picture.height)
  const [place, setPlace] = useState<Place>(() => within(picture, { x: (frame.width - picture.width * least) / 2, y: 0, scale: least }))
  const [isBusy, setBusy] = useState(false)
  const set = useCommand(attendees.setPhoto, { onDone: onClose })
  const use = async () => {
    setBusy(true)
    try {
      const { fileId } = await saved(person, picture, place)
      set.mutate({ meetingId, id, fileId })
    } catch (error) {
      tell("wrong", (error as Error).message)
    }
    setBusy(false)
  }
  return (
    <Modal open title={say("crop")} width={320} onCancel={onClose} footer={null} destroyOnHidden>
      <Picture picture={picture} place={place} onPlace={(next) => setPlace(within(picture, next))} />
      <p className="rows-quiet">{say("cropHint")}</p>
      <Slider
        ariaLabelForHandle={say("zoom")}
        min={1}
        max={4}
        step={0.02}
        value={place.scale / least}
        tooltip={{ open: false }}
        onChange={(times) => setPlace(within(picture, { ...place, scale: least * times }))}
      />
      <div className="form-foot">
        <Button type="primary" loading={isBusy || set.isPending} onClick={() => void use()}>
          {say("photoSave")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </Modal>
  )
}

function Picture({ picture, place, onPlace }: { picture: ImageBitmap; place: Place; onPlace: (place: Place) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const from = useRef<{ x: number; y: number } | undefined>(undefined)
  useEffect(() => {
    if (canvas.current) drawn(canvas.current, picture, place)
  }, [picture, place])
  const move = (event: PointerEvent) => {
    if (!from.current) return
    onPlace({ ...place, x: place.x + event.clientX - from.current.x, y: place.y + event.clientY - from.current.y })
    from.current = { x: event.clientX, y: event.clientY }
  }
  return (
    <canvas
      ref={canvas}
      className="person-crop"
      width={frame.width}
      height={frame.height}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, y: event.clientY }
      }}
      onPointerMove={move}
      onPointerUp={() => {
        from.current = undefined
      }}
    />
  )
}
