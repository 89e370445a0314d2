/** Ways out of the folder: at files, at pages, at assets. Whatever the answer, nothing of the machine may stand in it. */
import { get, head, raw, refused, type Shape } from "./shapes.ts"

const climbs = [
  "/../../../../etc/passwd",
  "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
  "/..%2f..%2f..%2fetc%2fpasswd",
  "/..%5c..%5cpackage.json",
  "/....//....//package.json",
  "/%252e%252e/%252e%252e/package.json",
  "/%c0%ae%c0%ae/package.json",
  "/assets/../../../package.json",
  "/assets/%2e%2e/%2e%2e/%2e%2e/package.json",
  "/m/../../../package.json",
  "/m/%2e%2e%2f%2e%2e%2f%2e%2e%2fpackage.json",
  "/gate/..%5c..%5c..%5cpackage.json",
  "/screen//etc/passwd",
  "//etc/passwd",
  "///127.0.0.1/etc/passwd",
  "/.env",
  "/.git/config",
  "/assets/%00.js",
  "/m/%00",
  "/index.html%00.png",
  "/C:%5cWindows%5cwin.ini",
  "/%ff%fe",
  "/%",
  `/${"a/".repeat(4000)}`,
  `/${"%2e%2e%2f".repeat(500)}package.json`,
]

const atFiles = [
  "/files/../../etc/passwd",
  "/files/%2e%2e%2f%2e%2e%2fpg-password",
  "/files/..%5cpg-password?t=9999999999999.x",
  "/files/%00?t=1.1",
  "/files/0190a000-0000-7000-8000-000000000000",
  "/files/0190a000-0000-7000-8000-000000000000?t=99999999999999.forged",
  "/files/0190a000-0000-7000-8000-000000000000?t=Infinity.x",
  "/files/0190a000-0000-7000-8000-000000000000?t=1e99.x&t=2",
  "/files/0190a000-0000-7000-8000-000000000000?t[]=1",
  "/files/__proto__?t=1.1",
  "/files/not-an-id?t=99999999999999.x",
]

export const paths: Shape[] = [
  // sent as they are: a client would tidy the path before it leaves
  ...climbs.map((path) => ({
    name: `GET ${path.slice(0, 50)}`,
    may: [200, 302, ...refused],
    send: (at: Parameters<Shape["send"]>[0]) => raw(at, `${head(at, `GET ${path} HTTP/1.1`, "Connection: close")}\r\n`),
  })),
  ...atFiles.map((path) => ({ name: `GET ${path.slice(0, 70)}`, may: refused, send: get(path) })),
]

/** Nothing of the machine, of the project's folder or of the program may leave it. */
export const secrets = /root:.*:0:0|"devDependencies"|\[boot loader\]|node_modules|at \w+ \(.*:\d+:\d+\)|repositoryformatversion/
