import { verifyAudit } from "#server/audit-verify.ts"
import { readConfig } from "#server/config.ts"
import { connect } from "#server/db.ts"
import { readKeys } from "#server/keys.ts"
import { withDatabase } from "#server/with-database.ts"
import type { Command } from "../../cli/command.ts"
import { sentenceOf } from "./service.ts"

const verify: Command = {
  name: "audit.verify",
  usage: "audit.verify",
  async run(args, { out, err }) {
    if (args.length > 0) {
      err("usage: huixu audit.verify")
      return 2
    }
    const config = readConfig(process.env)
    const keys = await readKeys(config.keysDir)
    if (!keys)
      throw new Error(
        `密钥文件夹 ${config.keysDir} 里没有密钥，无法核验。请用 HUIXU_KEYS 指明。There are no keys in ${config.keysDir}: name their folder with HUIXU_KEYS.`,
      )
    return withDatabase(
      config,
      async ({ url }) => {
        const { pool } = connect(url, 1)
        try {
          const { rows } = await pool.query("select to_regclass('audit_seal') is not null as is_there")
          if (!rows[0].is_there)
            throw new Error(
              "数据库还没有升级到有审计封存的版本，请先启动一次会序。This database is from before audits were sealed: start Huixu once, then verify.",
            )
          const verdict = await verifyAudit({ pool, keys }, async (done, total) => err(`${done} / ${total}`))
          out(JSON.stringify(verdict))
          if (verdict.intact) return 0
          err(`${sentenceOf(verdict.broken, "zh-CN")}\n${sentenceOf(verdict.broken, "en")}`)
          return 1
        } finally {
          await pool.end()
        }
      },
      { say: err },
    )
  },
}

export const commands: Command[] = [verify]
