import { Button, Checkbox, Form, Input } from "antd"
import { useCommand } from "#web/api.ts"
import { useWords } from "#web/words.ts"
import { type Unit, units } from "../contract.ts"
import type { Person, Post } from "../people/contract.ts"
import { words } from "../words.ts"
import { UnitSelect } from "./unit-form.tsx"

type Asked = { unitId: string; title?: string; isMain?: boolean; from?: string; until?: string }

export function PostForm({ person, post, all, onClose }: { person: Person; post?: Post; all: readonly Unit[]; onClose: () => void }) {
  const say = useWords(words)
  const add = useCommand(units.addPost, { onDone: onClose })
  const change = useCommand(units.changePost, { onDone: onClose })
  const send = ({ unitId, title = "", isMain = false, from, until }: Asked) => {
    const written = { title, isMain, from: from || null, until: until || null }
    if (post) change.mutate({ ...written, unitId: post.unitId, id: post.id })
    else add.mutate({ ...written, unitId, personId: person.id })
  }
  const day = [{ pattern: /^\d{4}-\d{2}-\d{2}$/, message: say("dayRule") }]
  return (
    <Form<Asked>
      className="drawer-form"
      layout="vertical"
      requiredMark={false}
      initialValues={post ? { title: post.title, isMain: post.isMain, from: post.from ?? undefined, until: post.until ?? undefined } : {}}
      onFinish={send}
    >
      {post ? null : (
        <Form.Item name="unitId" label={say("unit")} rules={[{ required: true, message: say("required", { what: say("unit") }) }]}>
          <UnitSelect all={all} placeholder={say("unitName")} />
        </Form.Item>
      )}
      <Form.Item name="title" label={say("post")}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <div className="book-two">
        <Form.Item name="from" label={say("from")} rules={day}>
          <Input placeholder={say("dayHint")} />
        </Form.Item>
        <Form.Item name="until" label={say("until")} rules={day}>
          <Input placeholder={say("dayHint")} />
        </Form.Item>
      </div>
      <Form.Item name="isMain" valuePropName="checked">
        <Checkbox disabled={post?.isMain}>{say("makeMain")}</Checkbox>
      </Form.Item>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={add.isPending || change.isPending}>
          {say("save")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </Form>
  )
}
