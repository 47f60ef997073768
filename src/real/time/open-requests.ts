/**
 * What Node calls work that comes back by itself in real time: files, names, connections that are being made, keys that are
 * being derived, other processes and threads. Timers and open sockets are none of it.
 */
const COMES_BACK =
  /^(FSReq|CloseReq|GetAddrInfo|GetNameInfo|QueryReq|TCPConnect|PipeConnect|ProcessWrap|MessagePort|PBKDF2|RandomBytes|Scrypt)/i;

/** Work under way in real time, beyond what is always open in this process. */
export class OpenRequests {
  private usual = count();

  /** How much there is of it. */
  get size(): number {
    return Math.max(0, count() - this.usual);
  }

  /** It did not come back for so long that it counts as always open. */
  accept(): void {
    this.usual = count();
  }
}

function count(): number {
  return process.getActiveResourcesInfo().filter((name) => COMES_BACK.test(name)).length;
}
