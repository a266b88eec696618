/// What tells the bytes of one file from those of all others: SHA-256 (FIPS 180-4, doi:10.6028/NIST.FIPS.180-4).
///
/// The library for it would make the program larger by a fifth, for this one function.
struct Digest {
  private var words: SIMD8<UInt32> = Digest.start

  /// The digest of some bytes, as 64 hexadecimal digits.
  static func text(of bytes: [UInt8]) -> String {
    var digest = Digest()
    // A bit, zeros, and the length in bits fill the last block.
    let count = bytes.count
    let padding = [0x80] + [UInt8](repeating: 0, count: (119 - count % 64) % 64)
    let length = (0..<8).map {
      UInt8(truncatingIfNeeded: (UInt64(count) * 8) >> (56 - 8 * UInt64($0)))
    }
    let tail = Array(bytes[(count - count % 64)...]) + padding + length
    for block in stride(from: 0, to: count - count % 64, by: 64) {
      digest.take(bytes[block..<block + 64])
    }
    for block in stride(from: 0, to: tail.count, by: 64) { digest.take(tail[block..<block + 64]) }
    return (0..<8).map { place in
      let digits = String(digest.words[place], radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// Mixes a block of 64 bytes into the state (section 6.2.2).
  private mutating func take(_ block: ArraySlice<UInt8>) {
    var schedule = [UInt32](repeating: 0, count: 64)
    for (place, byte) in block.enumerated() {
      schedule[place / 4] |= UInt32(byte) << UInt32(24 - 8 * (place % 4))
    }
    for t in 16..<64 {
      let (early, late) = (schedule[t - 15], schedule[t - 2])
      let first = Digest.turned(early, 7) ^ Digest.turned(early, 18) ^ early >> 3
      let second = Digest.turned(late, 17) ^ Digest.turned(late, 19) ^ late >> 10
      schedule[t] = schedule[t - 16] &+ first &+ schedule[t - 7] &+ second
    }
    var (a, b, c, d) = (words[0], words[1], words[2], words[3])
    var (e, f, g, h) = (words[4], words[5], words[6], words[7])
    for t in 0..<64 {
      let choice = e & f ^ ~e & g
      let majority = a & b ^ a & c ^ b & c
      let fromE = Digest.turned(e, 6) ^ Digest.turned(e, 11) ^ Digest.turned(e, 25)
      let fromA = Digest.turned(a, 2) ^ Digest.turned(a, 13) ^ Digest.turned(a, 22)
      let first = h &+ fromE &+ choice &+ Digest.constants[t] &+ schedule[t]
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ fromA &+ majority)
    }
    words &+= SIMD8(a, b, c, d, e, f, g, h)
  }

  private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  private static let start: SIMD8<UInt32> = SIMD8(
    primes.prefix(8).map { fraction(of: $0) { $0.squareRoot() } })

  /// The first 64 primes, from whose roots all numbers of the algorithm come.
  private static let primes: [Int] = {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < 64 {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }()

  private static let constants: [UInt32] = primes.map { fraction(of: $0) { cubeRoot($0) } }

  /// The first 32 bits behind the point of a root: a double has more.
  private static func fraction(of prime: Int, root: (Double) -> Double) -> UInt32 {
    let root = root(Double(prime))
    return UInt32((root - root.rounded(.down)) * 0x1p32)
  }

  /// By Newton's method, which ends where it moves no more.
  private static func cubeRoot(_ value: Double) -> Double {
    var root = value
    for _ in 0..<200 { root = (2 * root + value / (root * root)) / 3 }
    return root
  }
}
