import SystemLibrary

/// What the screen costs, for those who work on it: frames a second and bytes a frame.
struct Diagnostics {
  private var frames: [ContinuousClock.Instant] = []
  private var written: Int?
  private var bytes: [Int] = []

  /// Notes that a frame was drawn.
  mutating func frame() {
    let now = ContinuousClock.now
    frames = (frames + [now]).suffix(60)
    guard let total = Diagnostics.bytesWritten else { return }
    if let written { bytes = (bytes + [total - written]).suffix(30) }
    written = total
  }

  /// The figures in one line.
  func words(pairs: Int, colors: String) -> String {
    let recent = frames.filter { ContinuousClock.now - $0 < .seconds(1) }.count
    let mean = bytes.isEmpty ? nil : bytes.reduce(0, +) / bytes.count
    return
      "\(recent) frames/s, \(mean.map { "\($0) bytes" } ?? "bytes unknown"), \(pairs) pairs, \(colors)"
  }

  /// All bytes that this process wrote; the kernel counts them, on Linux.
  private static var bytesWritten: Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/io", encoding: .utf8) else {
      return nil
    }
    let line = text.split(separator: "\n").first { $0.hasPrefix("wchar:") }
    return line.flatMap { Int($0.dropFirst("wchar:".count).filter { $0 != " " }) }
  }
}
