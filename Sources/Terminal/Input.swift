/// What comes from the terminal.
public enum Input: Sendable, Equatable {
  /// A key by name: `b`, `space`, `left`, `shift-left`, `ctrl-r`, `pageup`.
  case key(String)
  /// The terminal has another size now.
  case resized
  /// A signal asks the program to end by it.
  case end(signal: Int32)
  /// The terminal is gone.
  case hangup
}
