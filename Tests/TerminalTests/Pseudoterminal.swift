import Foundation
import Testing

/// The real program on a terminal of its own, with its bytes, its modes and its end in our hands.
final class Pseudoterminal {
  /// How a process ended.
  enum End: Equatable {
    case exited(Int32)
    case killed(by: Int32)
  }

  let process: pid_t
  private var controller: Int32
  private let line: Int32
  private let before: termios
  /// All that the program has sent.
  private(set) var received: [UInt8] = []
  private(set) var end: End?
  /// The processor time of the program, known at its end.
  private(set) var processorSeconds = 0.0

  /// Starts the program.
  ///
  /// - Parameter shell: a shell command in place of the program, in which `$RAVINE` is its path.
  init(
    _ arguments: [String] = [], columns: Int = 100, rows: Int = 30, folder: URL? = nil,
    environment: [String: String] = [:], shell: String? = nil
  ) throws {
    controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(controller >= 0)
    // What unlockpt and ptsname do; Swift does not see those.
    var lock: Int32 = 0
    var number: UInt32 = 0
    try #require(ioctl(controller, 0x4004_5431, &lock) == 0)
    try #require(ioctl(controller, 0x8004_5430, &number) == 0)
    let name = "/dev/pts/\(number)"
    line = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    var modes = termios()
    try #require(tcgetattr(line, &modes) == 0)
    before = modes
    _ = fcntl(controller, F_SETFL, O_NONBLOCK)
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a session opens becomes its controlling one.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    let newSession: Int32 = 0x80
    posix_spawnattr_setflags(
      &attributes, Int16(newSession | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)))

    var variables = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "LANG", "LC_CTYPE", "COLUMNS", "LINES"] { variables[name] = nil }
    variables["TERM"] = "xterm-256color"
    variables["LC_ALL"] = "C.UTF-8"
    variables["RAVINE"] = Binary.path
    variables["FOLDER"] = folder?.path ?? "."
    variables["XDG_CONFIG_HOME"] = "/nonexistent"
    // Nobody's first start, unless a test asks for one.
    variables["XDG_STATE_HOME"] = "/nonexistent"
    variables.merge(Colours.current.variables) { $1 }
    variables.merge(environment) { $1 }
    let program = "/bin/sh"
    let words =
      ["sh", "-c", "cd \"$FOLDER\"; " + (shell ?? "exec \"$RAVINE\" \"$@\""), "ravine"] + arguments
    var argv = words.map { strdup($0) } + [nil]
    var envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var child: pid_t = 0
    let result = posix_spawn(&child, program, &actions, &attributes, &argv, &envp)
    try #require(result == 0, "\(String(cString: strerror(result)))")
    process = child
  }

  deinit {
    if end == nil {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    hangUp()
    close(line)
  }

  /// Takes what the program has sent, waiting a little for more.
  func pump(milliseconds: Int32 = 10) {
    guard controller >= 0 else { return }
    var source = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, milliseconds) > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(controller, &bytes, bytes.count)
      guard count > 0 else { return }
      received += bytes[0..<count]
    }
  }

  /// Sends bytes as if they were typed; a full line is emptied on the way.
  func type(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty, end == nil {
      let count = rest.withUnsafeBytes { write(controller, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else {
        pump()
        collect()
      }
    }
  }

  /// Sends text as if it were typed.
  func type(_ text: String) { type(Array(text.utf8)) }

  /// Gives the terminal another size, of which the program hears by a signal.
  func resize(columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
  }

  /// Closes the terminal, as when a window or a connection goes.
  func hangUp() {
    guard controller >= 0 else { return }
    close(controller)
    controller = -1
  }

  private func collect() {
    guard end == nil else { return }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(process, &status, WNOHANG, &usage) == process else { return }
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    processorSeconds = seconds(usage.ru_utime) + seconds(usage.ru_stime)
    let number = status & 0x7f
    end = number == 0 ? .exited(status >> 8 & 0xff) : .killed(by: number)
  }

  /// Waits until a condition holds.
  ///
  /// - Parameter reading: whether what the program sends is taken meanwhile.
  @discardableResult
  func wait(
    for what: String, seconds: Double = 30, reading: Bool = true,
    at location: SourceLocation = #_sourceLocation,
    until isRight: () throws -> Bool
  ) rethrows -> Bool {
    let limit = Date(timeIntervalSinceNow: seconds)
    repeat {
      if reading { pump() }
      collect()
      if try isRight() { return true }
    } while Date() < limit
    let tail = String(decoding: received.suffix(600), as: UTF8.self).debugDescription
    Issue.record("waited in vain for \(what); the last bytes: \(tail)", sourceLocation: location)
    return false
  }

  /// Waits until the program has sent a text since some place.
  @discardableResult
  func wait(
    forText text: String, from place: Int = 0, seconds: Double = 30,
    at location: SourceLocation = #_sourceLocation
  ) -> Bool {
    wait(for: "'\(text)'", seconds: seconds, at: location) { has(text, from: place) }
  }

  /// Whether the program has sent a text since some place.
  func has(_ text: String, from place: Int = 0) -> Bool {
    received.dropFirst(place).firstRange(of: Array(text.utf8)) != nil
  }

  /// The place of the last occurrence of a text in what was sent.
  func place(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    guard received.count >= wanted.count else { return nil }
    return stride(from: received.count - wanted.count, through: 0, by: -1).first {
      received[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
  }

  /// Waits for the end of the program.
  func waitForEnd(seconds: Double = 30, at location: SourceLocation = #_sourceLocation) {
    wait(for: "the end", seconds: seconds, at: location) { end != nil }
    pump()
  }

  /// Whether the modes of the terminal are what they were.
  var hasItsModes: Bool {
    var now = termios()
    guard tcgetattr(line, &now) == 0 else { return false }
    var then = before
    return memcmp(&now, &then, MemoryLayout<termios>.size) == 0
  }
}
