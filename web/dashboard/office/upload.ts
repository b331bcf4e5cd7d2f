// Sends files to `POST /imports`, and tells how much has been sent. `fetch` does not tell.

import type { Language } from "../text/language.ts";
import { headersFor, Lost, refusalOf } from "./api.ts";
import { tokenOfSession } from "./session.ts";

/** A file, and what it holds: the code of a kind, or nothing if its name or its columns say so. */
export interface Chosen {
  file: File;
  kind: string;
}

/** The files of an import that was sent from this tab, to send them again without choosing them again. */
const sent = new Map<string, Chosen[]>();

export const filesOf = (id: string) => sent.get(id);

interface Options {
  dryRun: boolean;
  language: Language;
  onProgress: (fraction: number) => void;
  signal: AbortSignal;
}

/** The id of the import. */
export function upload(files: Chosen[], { dryRun, language, onProgress, signal }: Options): Promise<string> {
  const form = new FormData();
  for (const { file, kind } of files) form.append(kind || "files", file, file.name);
  const token = tokenOfSession();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", dryRun ? "/imports?dryRun=true" : "/imports");
    for (const [name, value] of Object.entries(headersFor(language))) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Lost());
    request.onabort = () => reject(new DOMException("", "AbortError"));
    request.onload = () => {
      if (request.status !== 202) return reject(refusalOf(request.responseText, token));
      const { id } = (JSON.parse(request.responseText) as { import: { id: string } }).import;
      sent.set(id, files);
      resolve(id);
    };
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

/** Saves a file that needs the credential, which a link cannot send. */
export async function download(path: string, name: string, language: Language) {
  const token = tokenOfSession();
  let response: Response;
  try {
    response = await fetch(path, { headers: headersFor(language) });
  } catch {
    throw new Lost();
  }
  if (!response.ok) throw refusalOf(await response.text(), token);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun by then; the file would stay in memory otherwise.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The message with the name of a kind of file. */
export const fileKind = (code: string) => `file-kind-${code.toLowerCase().replaceAll("_", "-")}`;
