/**
 * What Node calls work that comes back by itself in real time: files, names, connections that are being made, keys that are
 * being derived, other processes. Timers and open sockets are none of it.
 */
const COMES_BACK =
  /^(FSReq|CloseReq|GetAddrInfo|GetNameInfo|QueryReq|TCPConnect|PipeConnect|ProcessWrap|PBKDF2|RandomBytes|Scrypt)/i;

/** How many of them are open. */
export function openRequests(): number {
  return process.getActiveResourcesInfo().filter((name) => COMES_BACK.test(name)).length;
}
