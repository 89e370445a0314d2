/** Said at the start: a second server with a data folder of its own, or a database moved without its files, would otherwise be noticed when a paper does not open. */
import { access } from "node:fs/promises"
import { join } from "node:path"
import type pg from "pg"

const looked = 1000

/** How many of the newest kept files lack their content in this folder; undefined: none. */
export async function filesNotAtHand(pool: pg.Pool, folder: string): Promise<{ lacking: number; looked: number } | undefined> {
  const { rows } = await pool.query<{ sha256: string }>(
    "select sha256 from stored_file where attached_at is not null group by sha256 order by max(created_at) desc limit $1",
    [looked],
  )
  const found = await Promise.all(
    rows.map(({ sha256 }) =>
      access(join(folder, sha256.slice(0, 2), sha256)).then(
        () => true,
        () => false,
      ),
    ),
  )
  const lacking = found.filter((isThere) => !isThere).length
  return lacking > 0 ? { lacking, looked: rows.length } : undefined
}

export const notAtHand = (folder: string, { lacking, looked }: { lacking: number; looked: number }): string =>
  `文件夹 ${folder} 里缺少数据库所列的文件（最近 ${looked} 个中缺 ${lacking} 个）。一个机构的各个进程要用同一个文件夹，请用 HUIXU_FILES 指明。${lacking} of the last ${looked} files that the database names are not in ${folder}: all processes of a house use one folder, name it with HUIXU_FILES.`
