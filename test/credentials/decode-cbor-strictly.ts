/** A decoder of its own for tests: refuses whatever the PID Rulebook (3.1.2) does not allow, and shares no code with cbor-x. */

export class Tagged {
  constructor(
    readonly tag: number,
    readonly value: unknown,
  ) {}
}

type Head = { readonly major: number; readonly info: number; readonly argument: bigint };

class Reader {
  private at = 0;
  constructor(private readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  private take(count: number): Buffer {
    if (this.at + count > this.bytes.length) throw new Error('truncated');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  private head(): Head {
    const first = this.take(1).readUInt8();
    const [major, info] = [first >> 5, first & 0x1f];
    if (info < 24) return { major, info, argument: BigInt(info) };
    if (info > 27) throw new Error('indefinite or reserved length');
    const argument = BigInt(`0x${this.take(1 << (info - 24)).toString('hex')}`);
    const least = [24n, 0x100n, 0x1_0000n, 0x1_0000_0000n][info - 24] as bigint;
    if (major !== 7 && argument < least) throw new Error('not the shortest form');
    return { major, info, argument };
  }

  item(): unknown {
    const { major, info, argument } = this.head();
    const count = Number(argument);
    if (major === 0) return narrow(argument);
    if (major === 1) return narrow(-1n - argument);
    if (major === 2) return this.take(count);
    if (major === 3) return new TextDecoder('utf-8', { fatal: true }).decode(this.take(count));
    if (major === 4) return Array.from({ length: count }, () => this.item());
    if (major === 5) return this.map(count);
    if (major === 6) return new Tagged(count, this.item());
    return simple(info, argument);
  }

  private map(count: number): Map<unknown, unknown> {
    const map = new Map<unknown, unknown>();
    for (let index = 0; index < count; index += 1) {
      const key = this.item();
      if (map.has(key)) throw new Error('a key appears twice');
      map.set(key, this.item());
    }
    return map;
  }
}

function narrow(value: bigint): number | bigint {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER) ? Number(value) : value;
}

function simple(info: number, argument: bigint): unknown {
  if (info === 27) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(argument);
    return bytes.readDoubleBE();
  }
  const values = new Map<number, unknown>([
    [20, false],
    [21, true],
    [22, null],
  ]);
  if (!values.has(info)) throw new Error(`unexpected simple value ${info}`);
  return values.get(info);
}

export function decodeCborStrictly(bytes: Uint8Array): unknown {
  const reader = new Reader(Buffer.from(bytes));
  const value = reader.item();
  if (!reader.isAtEnd) throw new Error('bytes left over');
  return value;
}
