import { readSync } from 'node:fs';
import { decoded } from '../verify/readers/files';
import { Unreadable } from '../verify/readers/unreadable';

const STANDARD_INPUT = 0;
const PIECE = 65_536;

/** The text of standard input, or as much of it as shows that it is too long: what is piped in may have no end. */
export function standardInput(longest: number, name: string): string {
  const pieces: Buffer[] = [];
  for (let size = 0; size <= longest;) {
    const piece = readPiece(name);
    if (piece.length === 0) break;
    pieces.push(piece);
    size += piece.length;
  }
  return decoded(Buffer.concat(pieces), name);
}

function readPiece(name: string): Buffer {
  const piece = Buffer.allocUnsafe(PIECE);
  for (;;) {
    try {
      return piece.subarray(0, readSync(STANDARD_INPUT, piece, 0, PIECE, null));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return piece.subarray(0, 0); // Windows says so
      if (code !== 'EAGAIN') throw new Unreadable(name, code === 'EISDIR' ? 'is a directory' : `cannot be read (${code})`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20); // who writes into the pipe has not written yet
    }
  }
}
